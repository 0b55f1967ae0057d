import type { RuleCode } from '../rule-base.ts'
import { type Check, found, listed } from './check.ts'

const without = (names: readonly string[], others: readonly string[]) => {
  const known = new Set(others)
  return names.filter((name) => !known.has(name))
}

/** Field names are there and differ. */
export const elementNames: Check = ({ elements = [] }, { pack }) => {
  const names = elements.map(({ name }) => name.trim())
  const repeated = [...new Set(names.filter((name, i) => name && names.indexOf(name) !== i))]
  const told = { code: 'element_names' as const, field: 'elements' }
  if (names.includes(''))
    return [
      found(pack, 'structure', {
        ...told,
        message: `数据结构第 ${names.indexOf('') + 1} 个字段没有名称。`,
        remedy: '请补填字段名，或者删去该行。',
      }),
    ]
  return repeated.length > 0
    ? [
        found(pack, 'structure', {
          ...told,
          message: `字段名${listed(repeated)}重复。`,
          remedy: '请删去重复的行，或者改正字段名。',
        }),
      ]
    : []
}

/** Each field says in Chinese what it is. */
export const elementMeanings: Check = ({ elements = [] }, { pack }) => {
  const bare = elements.filter(({ name, label, meaning }) => name.trim() && !label.trim() && !meaning.trim())
  return bare.length > 0
    ? [
        found(pack, 'structure', {
          code: 'element_meanings',
          field: 'elements',
          severity: 'warning',
          message: `字段${listed(bare.map(({ name }) => name))}没有中文名和含义。`,
          remedy: '请补填中文名或者含义，有单位的写明单位。',
        }),
      ]
    : []
}

/** The field list is that of the sample and of the profiled data. */
export const elementsMatch: Check = (form, { pack, profile }) => {
  const names = (form.elements ?? []).map(({ name }) => name.trim())
  if (names.length === 0) return []
  const compare = (code: RuleCode, field: string, where: string, others: readonly string[]) => {
    if (others.length === 0) return []
    const [extra, missing] = [without(names, others), without(others, names)]
    if (extra.length === 0 && missing.length === 0) return []
    const parts = [
      ...(extra.length > 0 ? [`字段清单里的${listed(extra)}在${where}里没有`] : []),
      ...(missing.length > 0 ? [`${where}里的${listed(missing)}没有列入字段清单`] : []),
    ]
    return [
      found(pack, 'structure', {
        code,
        field,
        message: `${parts.join('；')}。`,
        remedy: `请使字段清单与${where}的字段名逐一对应，大小写也要相同。`,
      }),
    ]
  }
  return [
    ...compare('elements_sample', 'sampleHeader', '样例', form.sampleHeader ?? []),
    ...compare('elements_profile', 'elements', '存证的数据', profile?.columns ?? []),
  ]
}

/** The sample has a few rows, each as wide as its header. */
export const sampleShape: Check = ({ sampleHeader = [], sampleRows = [] }, { pack }) => {
  if (sampleRows.length === 0) return []
  const told = { code: 'sample_shape' as const, field: 'sampleRows' }
  if (sampleHeader.length === 0)
    return [
      found(pack, 'structure', {
        ...told,
        field: 'sampleHeader',
        message: '样例没有表头。',
        remedy: '请在第一行填写字段名。',
      }),
    ]
  const uneven = sampleRows.findIndex((row) => row.length !== sampleHeader.length)
  if (uneven >= 0)
    return [
      found(pack, 'structure', {
        ...told,
        message: `样例第 ${uneven + 1} 行有 ${sampleRows[uneven]?.length} 列，表头有 ${sampleHeader.length} 列。`,
        remedy: '请补齐或者删去多余的单元格，空值请留空。',
      }),
    ]
  return sampleRows.length < 3
    ? [
        found(pack, 'structure', {
          ...told,
          severity: 'warning',
          message: `样例只有 ${sampleRows.length} 行，看不出数据的样子。`,
          remedy: '请补到三行以上，十行左右为宜。',
        }),
      ]
    : []
}
