import { type Check, found, listed } from './check.ts'
import { flowColumns } from './important-data.ts'
import { askedRedFlags } from './red-flags.ts'

/** Each source proves its legality: the attachments and words that the pack asks of it. */
export const sourceProof: Check = (form, { pack, attachments }) => {
  const statement = form.sourceStatement?.trim() ?? ''
  const applies = ({
    sourceType,
    acquisition,
  }: {
    sourceType?: string | undefined
    acquisition?: string | undefined
  }) =>
    (sourceType !== undefined && form.sourceTypes?.some((one) => one === sourceType)) ||
    (acquisition !== undefined && form.acquisition?.some((one) => one === acquisition))
  return (pack.preExamination?.sources ?? [])
    .filter(({ when }) => applies(when))
    .flatMap(({ name, proof, attachments: wanted, mention, source }) => {
      const proved = wanted.length === 0 || attachments.some(({ kind }) => wanted.includes(kind))
      const said = !mention || !statement || new RegExp(mention, 'iu').test(statement)
      if (proved && said) return []
      const rule = `${pack.rules.source?.text ?? ''}（${source}）`
      return [
        {
          ...{ code: 'source_proof' as const, field: 'sourceStatement', severity: 'warning' as const },
          ...{ rule, clause: source },
          message: `来源含“${name}”，${proved ? '来源说明里没有写明依据' : '还没有相应的证明'}。`,
          remedy: `请提供：${proof}。`,
        },
      ]
    })
}

/** Sensitive columns that the scan found contradict the answer “none”, and those that name a person “anonymised” as well. */
export const scanUndeclared: Check = ({ personalInfo }, { pack, scanned }) => {
  if (!scanned || (personalInfo !== 'none' && personalInfo !== 'anonymised')) return []
  const rule = pack.preExamination?.scan
  const kinds = new Map(rule?.kinds.map((kind) => [kind.code, kind]))
  const against = scanned.flatMap(({ column, kind, confidence }) => {
    if (!rule) return personalInfo === 'none' ? [column] : []
    const known = kinds.get(kind)
    const counts = known && confidence >= rule.least && (personalInfo === 'none' || known.direct)
    return counts ? [`${column}：${known.name}`] : []
  })
  if (against.length === 0) return []
  const told = personalInfo === 'none' ? '不含' : '已匿名化'
  const other = personalInfo === 'none' ? '“已匿名化”或者“含有”' : '“含有”'
  return [
    found(pack, 'R11', {
      code: 'scan_undeclared',
      field: 'personalInfo',
      severity: 'warning',
      message: `个人信息情况填的是“${told}”，数据检查却在字段${listed([...new Set(against)])}里发现了敏感数据。`,
      remedy: `请删去或者概括这些字段后重新存证，或者改选${other}并说明处理方法。`,
    }),
  ]
}

/** The pack wants to know what the scan found, and it is not disclosed. */
export const scanMissing: Check = (_, { pack, scanned, profile }) => {
  if (scanned !== null || !profile || pack.preExamination?.scan?.wanted !== true) return []
  return [
    found(pack, 'R11', {
      code: 'scan_missing',
      field: 'deposit',
      severity: 'hint',
      message: '存证没有披露敏感数据检查的摘要，审查时无法与个人信息情况对照。',
      remedy:
        '请在存证页披露（只有字段、类别、占比和可信程度，没有任何值）；存证里没有检查摘要的，请用新版工具重新存证。',
    }),
  ]
}

const WEIGHTY = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6']

/** Where it may well be important data, the reasons say who judged by what, how fine and how late the data is. */
export const importantReason: Check = (form, context) => {
  const { pack } = context
  const reason = form.importantDataReason?.trim()
  if (!reason || form.importantData !== 'not_important') return []
  const raised = askedRedFlags(form, pack).filter(
    ({ rule }) => WEIGHTY.includes(rule) && form.redFlags?.[rule] === true,
  )
  if (raised.length === 0 && flowColumns(form, context).length === 0) return []
  const missing = (pack.preExamination?.conclusion.parts ?? []).filter(
    ({ words }) => !new RegExp(words, 'iu').test(reason),
  )
  return missing.length > 0
    ? [
        found(pack, 'R16', {
          code: 'important_reason',
          field: 'importantDataReason',
          severity: 'warning',
          message: `数据可能属于重要数据，识别依据里没有写${missing.map(({ name }) => name).join('、')}。`,
          remedy: '请逐项写明：由谁判断、按什么标准、数据的颗粒度、比实际晚多久提供；这是留存备查的结论。',
        }),
      ]
    : []
}
