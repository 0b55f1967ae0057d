import { type SensitiveKind, sensitiveColumn, sensitiveValue } from '../../kernel/mask.ts'
import { textLength } from '../../kernel/text.ts'
import type { Finding } from '../schema.ts'
import { type Check, columnNames, found, listed } from './check.ts'

/** What each kind of column is called, the rule it touches, and how sure its name makes us. */
const KINDS: Record<SensitiveKind, readonly [name: string, rule: string, severity: Finding['severity']]> = {
  plate: ['车牌号', 'R11', 'error'],
  idNumber: ['身份证件号码', 'R9', 'error'],
  phone: ['电话号码', 'R9', 'error'],
  name: ['姓名', 'R9', 'error'],
  face: ['人脸', 'R3', 'error'],
  track: ['位置坐标', 'R7', 'warning'],
  card: ['卡号', 'R11', 'warning'],
  vin: ['车架号', 'R11', 'warning'],
  mmsi: ['船舶识别信息', 'R9', 'warning'],
  waybill: ['收发货人信息', 'R9', 'warning'],
}

/** Columns that look like personal information contradict the answer “none”. */
export const personalColumns: Check = (form, context) => {
  if (form.personalInfo !== 'none') return []
  const kinds = new Map<SensitiveKind, string[]>()
  for (const name of columnNames(form, context)) {
    const label = form.elements?.find((element) => element.name === name)?.label ?? ''
    const kind = sensitiveColumn(name) ?? sensitiveColumn(label)
    if (kind) kinds.set(kind, [...(kinds.get(kind) ?? []), name])
  }
  return [...kinds].map(([kind, names]) => {
    const [what, rule, severity] = KINDS[kind]
    return found(context.pack, rule, {
      code: 'personal_column',
      field: 'personalInfo',
      severity,
      message: `个人信息情况填的是“不含”，但字段${listed(names)}看来是${what}。`,
      remedy:
        severity === 'error'
          ? '请改选“已匿名化”或者“含有”，并说明处理方法；字段确实不是个人信息的，请改用准确的字段名。'
          : '如果能联系到个人，请改选“已匿名化”或者“含有”；如果只是固定设施或者单位的信息，可以照此提交。',
    })
  })
}

/** Personal data as source, or a field marked personal, contradicts the answer “none” as well. */
export const personalDeclared: Check = (form, { pack }) => {
  if (form.personalInfo !== 'none') return []
  const told = {
    code: 'personal_declared' as const,
    field: 'personalInfo',
    remedy: '请核对后改选“已匿名化”或者“含有”，或者更正来源类型、字段的敏感程度。',
  }
  const marked = (form.elements ?? []).filter(
    ({ sensitivity }) => sensitivity === 'personal' || sensitivity === 'sensitive',
  )
  if (marked.length > 0) {
    const names = listed(marked.map(({ name }) => name))
    return [found(pack, 'R11', { ...told, message: `个人信息情况填的是“不含”，但字段${names}标为个人信息。` })]
  }
  return form.sourceTypes?.includes('personal')
    ? [found(pack, 'R11', { ...told, message: '个人信息情况填的是“不含”，但数据来源类型选了“个人数据”。' })]
    : []
}

/** Where there is or was personal information, its legal basis and, if anonymised, the method are told. */
export const personalBasis: Check = (form, { pack }) => {
  const asked = [
    form.personalInfo === 'anonymised' || form.personalInfo === 'involved'
      ? ([
          'personalInfoBasis',
          'R8',
          '处理个人信息的合法性基础',
          '请写明取得同意的方式，或者依据的法律条款和合同。',
        ] as const)
      : undefined,
    form.personalInfo === 'anonymised'
      ? ([
          'anonymisation',
          'R11',
          '匿名化方法',
          '请写明删去了哪些字段、怎样聚合或者替换，以及为什么不能再认出个人、不能复原。',
        ] as const)
      : undefined,
  ]
  return asked.flatMap((question) => {
    if (!question) return []
    const [field, rule, what, remedy] = question
    return textLength(form[field]?.trim() ?? '') < 15
      ? [found(pack, rule, { code: 'personal_basis', field, message: `“${what}”没有填写或者太短。`, remedy })]
      : []
  })
}

/** Nothing in the sample shows a plate, an identity number or a telephone number in clear. */
export const sampleMasked: Check = (form, { pack }) => {
  const rows = form.sampleRows ?? []
  if (!sensitiveValue(rows.map((row) => row.join('\n')).join('\n'))) return []
  for (const [i, row] of rows.entries())
    for (const [j, cell] of row.entries()) {
      const kind = sensitiveValue(cell)
      if (!kind) continue
      const column = form.sampleHeader?.[j] ?? `第 ${j + 1} 列`
      return [
        found(pack, 'R9', {
          code: 'sample_unmasked',
          field: 'sampleRows',
          message: `样例第 ${i + 1} 行“${column}”里有未脱敏的${KINDS[kind][0]}。`,
          remedy: '请先脱敏再填入样例，例如“贵A****5”“138****1234”；其余各行也请检查。',
        }),
      ]
    }
  return []
}
