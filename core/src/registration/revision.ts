import { addDays, daysBetween, formatDateZh, type IsoDate } from '../kernel/dates.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { type Measured, shareText } from './measure.ts'

/** How a revision stands to the one before: it holds all of it and more, or goes on where that one ended. */
export const manners = ['cumulative', 'period'] as const
export type Manner = (typeof manners)[number]
export const mannerNames: Record<Manner, { zh: string; en: string }> = {
  cumulative: { zh: '累积版（包含上一版的内容）', en: 'Cumulative (holds what was there before)' },
  period: { zh: '新一期（接着上一版的时间）', en: 'New period (goes on where the last one ended)' },
}

/** What a deposit tells of its data. */
export interface DepositedData {
  number: string
  /** Index of its entry in the log; null while it is not published. */
  logIndex: number | null
  depositedOn: IsoDate
  /** Paths with the digests of their contents. */
  files: readonly { path: string; digest: string }[]
  /** From table fingerprints or the disclosed profile; null where neither was disclosed. */
  columns: readonly { name: string; type: string }[] | null
  /** Table fingerprints that were disclosed, in the order of the files. */
  tables: readonly string[] | null
  timeFrom: IsoDate | null
  timeTo: IsoDate | null
}

/** Why two sketches could not be compared. */
export const unmeasured = ['no_sketch_before', 'no_sketch_now', 'other_epoch', 'no_rows'] as const
export type Unmeasured = (typeof unmeasured)[number]
export const unmeasuredText: Record<Unmeasured, string> = {
  no_sketch_before: '上一版没有随存证提交比对草图',
  no_sketch_now: '新存证没有随存证提交比对草图',
  other_epoch: '两份草图用的不是同一期比对密钥，不能互相比对',
  no_rows: '记录太少，没有整行草图',
}

/** Rows of both revisions as their sketches tell: of those before, the share that is still there; of the new ones, the share that was there. */
export type RowOverlap = { kept: Measured; repeated: Measured } | { reason: Unmeasured }

export const revisionChecks = ['order', 'schema', 'content', 'times', 'others'] as const
export type RevisionCheckCode = (typeof revisionChecks)[number]
/** `noted`: holds, with something worth reading; `unknown`: could not be looked at, which is said wherever the revision is shown. */
export const revisionOutcomes = ['holds', 'noted', 'unknown', 'breaks'] as const
export type RevisionOutcome = (typeof revisionOutcomes)[number]
export interface RevisionCheck {
  code: RevisionCheckCode
  outcome: RevisionOutcome
  text: string
}

export interface RevisionQuestion {
  manner: Manner
  before: DepositedData
  now: DepositedData
  rows: RowOverlap
  /** Greatest share of the new rows found in one registration of another holder; null where nothing was found or compared. */
  others: Measured | null
  /** Update frequency as registered. */
  frequency: string | null
}

type Rules = NonNullable<RulePack['livingData']>
const check = (code: RevisionCheckCode, outcome: RevisionOutcome, text: string): RevisionCheck => ({
  code,
  outcome,
  text,
})
const names = (list: readonly string[]) =>
  `${list.slice(0, 10).join('、')}${list.length > 10 ? `等 ${list.length} 个` : ''}`

function orderOf({ before, now }: RevisionQuestion): RevisionCheck {
  if (now.number === before.number)
    return check('order', 'breaks', `存证 ${now.number} 就是上一版，请选择其后新做的存证。`)
  if (now.logIndex === null)
    return check('order', 'breaks', `存证 ${now.number} 还没有写入日志并经见证，请稍候几秒再接续。`)
  if (before.logIndex === null || now.logIndex <= before.logIndex)
    return check('order', 'breaks', `存证 ${now.number} 在日志中不晚于上一版 ${before.number}，不能接在它后面。`)
  return check('order', 'holds', `日志第 ${now.logIndex} 条，晚于上一版（第 ${before.logIndex} 条）。`)
}

/** Share of the files before that are still there by name. */
function keptFiles({ before, now }: RevisionQuestion): number {
  const there = new Set(now.files.map(({ path }) => path))
  return before.files.filter(({ path }) => there.has(path)).length / Math.max(1, before.files.length)
}

const isExact = ({ before, now }: RevisionQuestion): boolean => {
  const there = new Set(now.files.map(({ digest }) => digest))
  return before.files.every(({ digest }) => there.has(digest))
}

function schemaOf(question: RevisionQuestion, rules: Rules): RevisionCheck {
  const { before, now } = question
  if (!now.columns) {
    if (!before.columns && (keptFiles(question) >= rules.columns.share || isExact(question)))
      return check('schema', 'noted', '两版都没有公开数据结构；按清单核对，上一版的文件都在。')
    return check(
      'schema',
      'breaks',
      '新存证没有公开数据画像，也没有表格指纹，看不出与上一版是不是同一数据集。请重新存证，并在存证时公开数据画像。',
    )
  }
  if (!before.columns) return check('schema', 'unknown', '上一版没有公开数据结构，不能逐列核对；自这一版起可以核对。')
  const types = new Map(now.columns.map(({ name, type }) => [name, type]))
  const old = new Set(before.columns.map(({ name }) => name))
  const missing = before.columns.flatMap(({ name }) => (types.has(name) ? [] : name))
  const added = now.columns.flatMap(({ name }) => (old.has(name) ? [] : name))
  const retyped = before.columns.flatMap(({ name, type }) => (types.has(name) && types.get(name) !== type ? name : []))
  const kept = 1 - missing.length / Math.max(1, before.columns.length)
  if (kept < rules.columns.share)
    return check(
      'schema',
      'breaks',
      `上一版的 ${before.columns.length} 列中缺 ${missing.length} 列（${names(missing)}），已不是同一数据集。请另行申请登记；如果选错了存证，请重新选择。`,
    )
  const said = [
    missing.length > 0 && `缺少：${names(missing)}`,
    added.length > 0 && `新增：${names(added)}`,
    retyped.length > 0 && `类型有变：${names(retyped)}`,
  ].filter(Boolean)
  return said.length === 0
    ? check('schema', 'holds', `${old.size} 列的名称和类型与上一版相同。`)
    : check('schema', 'noted', `与上一版的列基本相同。${said.join('；')}。`)
}

const isSame = ({ before, now }: RevisionQuestion): boolean => {
  const tables = (one: DepositedData) => one.tables && one.tables.length > 0 && [...one.tables].sort().join()
  return tables(now) !== null && tables(now) !== false && tables(now) === tables(before)
}

function contentOf(question: RevisionQuestion, rules: Rules): RevisionCheck {
  const { manner, rows } = question
  const say = (outcome: RevisionOutcome, text: string) => check('content', outcome, text)
  if (isSame(question)) return say('breaks', '表格指纹与上一版相同，内容没有变化，不用接续。')
  if (manner === 'cumulative' && isExact(question)) return say('holds', '上一版的全部文件原样包含在新存证中。')
  if ('reason' in rows)
    return say(
      'unknown',
      `没有比对内容：${unmeasuredText[rows.reason]}。是否${manner === 'cumulative' ? '包含上一版' : '为新增记录'}，只凭声明。`,
    )
  if (manner === 'period')
    return rows.repeated.low > rules.repeated.share
      ? say(
          'breaks',
          `新存证的记录有${shareText(rows.repeated)}已在上一版中，不是新一期。请改选“累积版”，或者换一份存证。`,
        )
      : say('holds', `新存证的记录有${shareText(rows.repeated)}曾在上一版中，以新增为主。`)
  if (rows.kept.high < rules.kept.share)
    return say(
      'breaks',
      `上一版的记录只有${shareText(rows.kept)}还在新存证中，不是累积版。请改选“新一期”，或者换一份存证。`,
    )
  return say(rows.kept.low >= rules.kept.share ? 'holds' : 'noted', `上一版的记录有${shareText(rows.kept)}在新存证中。`)
}

const span = ({ timeFrom, timeTo }: DepositedData) =>
  `${timeFrom ? formatDateZh(timeFrom) : '？'}至${timeTo ? formatDateZh(timeTo) : '？'}`

function timesOf({ manner, before, now, frequency }: RevisionQuestion, pack: RulePack): RevisionCheck {
  const say = (outcome: RevisionOutcome, text: string) => check('times', outcome, text)
  if (!now.timeTo || !before.timeTo) return say('unknown', '两版中有一版没有公开数据的起止时间，没有核对。')
  if (now.timeTo > now.depositedOn)
    return say('breaks', `数据的截止日（${formatDateZh(now.timeTo)}）晚于存证之日，请核对数据。`)
  if (now.timeTo < before.timeTo || (manner === 'period' && now.timeTo === before.timeTo))
    return say(
      'breaks',
      `数据的截止日（${formatDateZh(now.timeTo)}）没有晚于上一版（${formatDateZh(before.timeTo)}），时间没有向前。`,
    )
  if (manner === 'cumulative' && now.timeFrom && before.timeFrom && now.timeFrom > before.timeFrom)
    return say('noted', `${span(now)}；比上一版（${span(before)}）少了开头一段。`)
  const lag = pack.preExamination?.updateLag.days[frequency ?? '']
  const gap = now.timeFrom ? daysBetween(addDays(before.timeTo, 1), now.timeFrom) : 0
  if (manner === 'period' && lag !== undefined && gap > lag)
    return say('noted', `${span(now)}；与上一版之间空缺 ${gap} 天，超过登记的更新频次。`)
  return say('holds', `${span(now)}，上一版为${span(before)}。`)
}

function othersOf({ others }: RevisionQuestion, rules: Rules): RevisionCheck[] {
  if (!others || others.low <= rules.others.share) return []
  const text = `新存证的记录有${shareText(others)}与他人已登记的数据相同，不能直接接续。请就这部分数据取得授权，并另行申请登记，经审查和公示。`
  return [check('others', 'breaks', text)]
}

/** Whether a deposit may be chained to the one before, one finding for each thing that is looked at. Nothing where the rules have no revisions. */
export function checkRevision(pack: RulePack, question: RevisionQuestion): RevisionCheck[] {
  const rules = pack.livingData
  if (!rules) return []
  const order = orderOf(question)
  // Of a deposit that is not later the rest says nothing.
  if (order.outcome === 'breaks') return [order]
  return [
    order,
    schemaOf(question, rules),
    contentOf(question, rules),
    timesOf(question, pack),
    ...othersOf(question, rules),
  ]
}

export const isBroken = (checks: readonly RevisionCheck[]): boolean =>
  checks.some(({ outcome }) => outcome === 'breaks')

/**
 * As what a deposit goes on the chain without anybody declaring it, with the findings: only where the manifests, profiles
 * and sketches themselves show that it is a revision; null where somebody's word would be needed.
 */
export function shownManner(
  pack: RulePack,
  question: Omit<RevisionQuestion, 'manner'>,
): { manner: Manner; checks: RevisionCheck[] } | null {
  for (const manner of manners) {
    const checks = checkRevision(pack, { ...question, manner })
    const outcome = (code: RevisionCheckCode) => checks.find((one) => one.code === code)?.outcome
    const content = outcome('content') === 'holds' || (manner === 'cumulative' && outcome('content') === 'noted')
    // New rows alone are anybody's: they must be of the same columns and begin where the others ended.
    const goesOn = manner === 'cumulative' || (outcome('times') === 'holds' && outcome('schema') !== 'unknown')
    if (!isBroken(checks) && content && goesOn) return { manner, checks }
  }
  return null
}
