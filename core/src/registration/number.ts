import type { RulePack } from '../kernel/rule-pack.ts'

export type NumberRule = NonNullable<RulePack['datasetNumbers']>[number]

/** A number as it is searched for: no blanks, full-width characters as half-width ones, in capitals. */
export const numberKey = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

export type ReadNumber = { ok: true; key: string } | { ok: false; message: string }

/** Reads a number of a register; what is not certain of its form is in the rule. */
export function readDatasetNumber(rule: NumberRule, text: string): ReadNumber {
  const key = numberKey(text)
  if (key === '') return { ok: false, message: `请填写${rule.name}` }
  if (new RegExp(rule.pattern, 'u').test(key)) return { ok: true, key }
  return { ok: false, message: `这不像${rule.name}：应当像“${rule.example}”。请对照证明文件逐位核对` }
}

/** The rule of a kind; undefined where the pack has no such register. */
export const numberRuleOf = (pack: RulePack, kind: string): NumberRule | undefined =>
  pack.datasetNumbers?.find(({ code }) => code === kind)
