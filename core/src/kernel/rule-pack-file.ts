import { formWords } from './form-words.ts'
import { formatNumber } from './numbers.ts'
import { compareVersions, type FileResult, readRuleFile, repeated, type Told } from './rule-file.ts'
import { guizhou, type RulePack, rulePackSchema } from './rule-pack.ts'

const missing = (needed: object, given: object, path: string, what: string): Told[] =>
  Object.keys(needed).flatMap((key) =>
    Object.hasOwn(given, key) ? [] : [{ path, message: `缺少${what}“${key}”，平台办理案件要用到它` }],
  )

const doubled = (list: readonly unknown[], path: string, keyOf: (at: number) => string): Told[] =>
  repeated(
    list.map((_, at) => at),
    keyOf,
  ).map(({ at, key }) => ({ path: `${path}.${at}`, message: `“${key}”重复出现，请只留一处` }))

const parts = { year: 2026, month: 1, registrar: '5200', kind: '补', seq: 1 }

/** A pattern that gives every number twice, or no number, is found before anybody is given one. */
function numberFaults({ numbers }: RulePack): Told[] {
  const { source: _s, confidence: _c, letterKinds: _l, ...patterns } = numbers
  return Object.entries(patterns).flatMap(([name, pattern = '']) => {
    const path = `numbers.${name}`
    if (!pattern.includes('{year}') || !/\{seq(:\d+)?\}/.test(pattern))
      return [{ path, message: '编号格式须含有 {year} 和 {seq}，否则会重号' }]
    try {
      formatNumber(pattern, parts)
      return []
    } catch {
      return [{ path, message: '编号格式里只能用 {year}、{month}、{registrar}、{kind}、{seq} 或者 {seq:位数}' }]
    }
  })
}

function contentFaults(pack: RulePack): Told[] {
  const kinds = new Set(guizhou.requiredAttachments.map(({ code }) => code))
  return [
    ...missing(guizhou.steps, pack.steps, 'steps', '期限'),
    ...missing(guizhou.rules, pack.rules, 'rules', '规则'),
    ...missing(guizhou.numbers.letterKinds, pack.numbers.letterKinds, 'numbers.letterKinds', '文书种类'),
    ...(['grounds', 'objectionReasons', 'correctionReasons', 'requiredAttachments'] as const).flatMap((list) =>
      doubled(pack[list], list, (at) => pack[list][at]?.code ?? ''),
    ),
    ...doubled(pack.requiredFields, 'requiredFields', (at) => pack.requiredFields[at]?.field ?? ''),
    ...doubled(pack.redFlags, 'redFlags', (at) => pack.redFlags[at]?.rule ?? ''),
    ...pack.requiredFields.flatMap(({ field }, at) =>
      Object.hasOwn(formWords.zh.fields, field)
        ? []
        : [{ path: `requiredFields.${at}.field`, message: `申请表没有“${field}”这一栏，填写不了` }],
    ),
    ...pack.requiredAttachments.flatMap(({ code }, at) =>
      kinds.has(code)
        ? []
        : [{ path: `requiredAttachments.${at}.code`, message: `平台没有“${code}”这种材料，无法上传` }],
    ),
    ...pack.redFlags.flatMap(({ rule }, at) =>
      Object.hasOwn(pack.rules, rule) ? [] : [{ path: `redFlags.${at}.rule`, message: `rules 里没有规则“${rule}”` }],
    ),
    ...(pack.templates ?? []).flatMap(({ form }, at) =>
      Object.keys(form).flatMap((field) =>
        Object.hasOwn(formWords.zh.fields, field) && !field.startsWith('commit')
          ? []
          : [{ path: `templates.${at}.form.${field}`, message: `模板里不能有“${field}”这一栏` }],
      ),
    ),
    ...doubled(pack.templates ?? [], 'templates', (at) => pack.templates?.[at]?.code ?? ''),
    ...(pack.vocabulary === undefined &&
    pack.greenChannel?.conditions.some(({ code: condition }) => condition === 'accepted_name')
      ? [{ path: 'greenChannel.conditions', message: '条件“accepted_name”要用到词表，请补上 vocabulary' }]
      : []),
    ...numberFaults(pack),
  ]
}

/**
 * Reads an uploaded rule pack. Beside its schema everything the procedure counts by must be in it, and its version must be
 * newer than `latest`, the newest of its jurisdiction there is (null for the first).
 */
export function readRulePackFile(
  text: string,
  latestOf: (jurisdiction: string) => string | null,
): FileResult<RulePack> {
  return readRuleFile<RulePack>(text, rulePackSchema, (pack) => {
    const latest = latestOf(pack.jurisdiction)
    const old = latest !== null && compareVersions(pack.version, latest) <= 0
    return [
      ...(old ? [{ path: 'version', message: `版本 ${pack.version} 不比已有的 ${latest} 新，请改用新的版本号` }] : []),
      ...contentFaults(pack),
    ]
  })
}
