import { type RulePack, ruleOf } from '../kernel/rule-pack.ts'
import { type ComparedField, type Likeness, likeness, type PlainText, plainText } from './alike.ts'
import type { CaseStatus } from './machine.ts'
import { type RuleCode, ruleBase, ruleBaseVersion } from './rule-base.ts'
import type { CaseDraft, Finding, OtherCase } from './schema.ts'
import { commonText } from './template.ts'

/** Another case as the registry knows it. */
export type KnownCase = Omit<OtherCase, 'similarity'>

/** What of the registry stands beside an application. */
export interface RegistryFacts {
  partyId: string
  /** Texts of other cases that have a fingerprint in common with the own; letters and digits only (`plainText`). */
  texts: readonly { field: ComparedField; text: string; other: KnownCase }[]
  /** Own attachments whose very bytes are in a case of another organisation. */
  attachments: readonly { id: string; kind: string; name: string; other: KnownCase }[]
  /** Columns, or with null whole rows, whose values are in other data too; `share` of the own values. */
  overlaps: readonly { file: string; column: string | null; share: number; other: KnownCase }[]
}
export const noFacts = (partyId: string): RegistryFacts => ({ partyId, texts: [], attachments: [], overlaps: [] })

/** Rules that look beyond the application. */
export const isRegistryRule = (code: string): boolean =>
  /_alike$|_copied$|^attachment_reused$|^data_overlap$/.test(code)

/** Other cases told with a finding. */
const MOST = 5

const withdrawn: readonly CaseStatus[] = ['withdrawn', 'deemed_withdrawn']
const stageOf = (status: CaseStatus): string =>
  status === 'registered' ? '已登记' : withdrawn.includes(status) ? '已撤回' : '正在办理'

interface Match {
  other: KnownCase
  similarity: number
  span: Finding['span']
}

interface Told {
  code: RuleCode
  field: string
  clause: string
  /** The thing that is alike, as in “名称”. */
  what: string
  remedy: string
  severity: Finding['severity']
}

/** The same order whatever the order of the facts: most alike first, then by number. */
const sorted = (matches: readonly Match[]): Match[] =>
  matches.toSorted((a, b) => b.similarity - a.similarity || (a.other.number < b.other.number ? -1 : 1))

/** Of each case the strongest match. */
function eachOnce(matches: readonly Match[]): Match[] {
  const best = new Map<string, Match>()
  for (const match of sorted(matches)) if (!best.has(match.other.caseId)) best.set(match.other.caseId, match)
  return [...best.values()]
}

/**
 * At most two findings: what is alike in cases of others, told without naming them, and in the company's own, told by number. Staff read the
 * names and both evidence times from `others`.
 */
function tell(pack: RulePack, partyId: string, told: Told, matches: readonly Match[]): Finding[] {
  const all = eachOnce(matches)
  const { text, article, source } = ruleOf(pack, told.clause)
  const base = {
    ...{ code: told.code, version: ruleBaseVersion(pack), field: told.field },
    ...{ rule: `${text}（${article ?? source}）`, clause: article ?? source },
    ...{ confidence: ruleBase[told.code].certainty, hintOnly: false },
  }
  const ours = all.filter(({ other }) => other.partyId === partyId && !withdrawn.includes(other.status))
  const theirs = all.filter(({ other }) => other.partyId !== partyId)
  const others = (list: readonly Match[]) =>
    list.slice(0, MOST).map(({ other, similarity }) => ({ ...other, similarity: Math.round(similarity * 1000) / 1000 }))
  const stages = [...new Set(theirs.map(({ other }) => stageOf(other.status)))].sort().join('、')
  const numbers = ours.slice(0, MOST).map(({ other }) => other.number)
  return [
    ...(theirs.length > 0
      ? [
          {
            ...base,
            severity: told.severity,
            span: theirs[0]?.span ?? null,
            message: `${told.what}与其他单位${stages}的申请相同或者高度近似。`,
            remedy: told.remedy,
            others: others(theirs),
          },
        ]
      : []),
    ...(ours.length > 0
      ? [
          {
            ...base,
            severity: 'hint' as const,
            span: ours[0]?.span ?? null,
            message: `${told.what}与本单位案件${numbers.join('、')}相同或者高度近似。`,
            remedy: '如果是同一数据集合，请不要重复申请；如果不同，请写明区别。',
            others: others(ours),
          },
        ]
      : []),
  ]
}

const texts: Record<ComparedField, Omit<Told, 'code' | 'field'>> = {
  name: {
    ...{ what: '名称', clause: 'name', severity: 'warning' },
    remedy: '请在名称中写明与他人数据的区别，例如地域、路段、年份；数据并非本单位所有的，请不要申请。',
  },
  scenario: {
    ...{ what: '应用场景', clause: 'object', severity: 'hint' },
    remedy: '请按本单位的实际用途改写，不要套用他人的文字。',
  },
  algorithm: {
    ...{ what: '算法规则说明', clause: 'object', severity: 'warning' },
    remedy: '请写明本单位自己怎样处理数据；审查员会对照两份说明和两份存证的时间。',
  },
}

function alikeTexts(form: CaseDraft, pack: RulePack, { partyId, texts: known }: RegistryFacts): Finding[] {
  const limits = pack.preExamination
  if (!limits) return []
  const common = commonText(pack)
  return (Object.keys(texts) as ComparedField[]).flatMap((field) => {
    const written = form[field] ?? ''
    const own = plainText(written)
    const compared = known
      .filter((one) => one.field === field)
      .map(({ text, other }) => ({ other, ...likeness(field, own, plainOf(text), common[field].shingles) }))
      // Where most is a template's, what is left must be long enough to be anybody's own words.
      .filter(({ own: { compared, all } }) => 2 * compared >= all || compared >= limits.copied.characters)
    const of = (code: RuleCode, holds: (one: Likeness) => boolean, by: 'jaccard' | 'contained') => {
      const matches = compared
        .filter(holds)
        .map((one) => ({ other: one.other, similarity: one[by], span: one.longest }))
      return tell(pack, partyId, { ...texts[field], code, field }, matches)
    }
    const alike = (one: Likeness) => one.jaccard >= limits.alike[field]
    const near = of(`${field}_alike`, alike, 'jaccard')
    if (field !== 'algorithm' || own.chars.length < limits.copied.characters) return near
    const copied = (one: Likeness) => !alike(one) && one.contained >= limits.copied.share
    return [...near, ...of('algorithm_copied', copied, 'contained')]
  })
}

const plainOf = (text: string): PlainText => ({ chars: [...text], from: [] })

function reusedAttachments(pack: RulePack, { partyId, attachments }: RegistryFacts): Finding[] {
  const files = [...new Map(attachments.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return files.flatMap((file) => {
    const matches = attachments
      .filter(({ id, other }) => id === file.id && other.partyId !== partyId)
      .map(({ other }) => ({ other, similarity: 1, span: null }))
    const told: Told = {
      ...{ code: 'attachment_reused', field: `attachments.${file.kind}`, clause: 'attachments', severity: 'warning' },
      what: `附件“${file.name}”`,
      remedy: '请核对是否传错了文件；证明材料应当是本单位自己的。',
    }
    return tell(pack, partyId, told, matches)
  })
}

function overlappingData(pack: RulePack, { partyId, overlaps }: RegistryFacts): Finding[] {
  const least = pack.preExamination?.overlap.share ?? 1
  const matches = overlaps
    .filter(({ share }) => share >= least)
    .map(({ other, share }) => ({ other, similarity: share, span: null }))
  const told: Told = {
    ...{ code: 'data_overlap', field: 'deposit', clause: 'object', severity: 'warning', what: '存证的数据' },
    remedy: '请核对数据来源；确由本单位取得的，请在来源说明中写明取得的途径和时间。',
  }
  return tell(pack, partyId, told, matches)
}

/** What the registry has against an application: alike and copied texts, attachments used elsewhere, overlapping data. */
export function registryFindings(form: CaseDraft, pack: RulePack, facts: RegistryFacts): Finding[] {
  return [...alikeTexts(form, pack, facts), ...reusedAttachments(pack, facts), ...overlappingData(pack, facts)]
}
