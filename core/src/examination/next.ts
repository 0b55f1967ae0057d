import { type IsoDate, toChinaDate } from '../kernel/dates.ts'

/** A case that nobody has taken, as far as the order of the work needs it. */
export interface Waiting {
  id: string
  due: IsoDate | null
  submittedAt: Date
  industryCode: string | null
  direction: string | null
  prefectureCode: string
}

/** What an examiner declared to know well, and where they are near. Industries are prefixes of GB/T 4754 codes. */
export interface Skills {
  industries: readonly string[]
  directions: readonly string[]
  prefectures: readonly string[]
}

/** Days, of the rule pack. */
export interface NextRule {
  urgent: number
  skill: number
  region: number
}

export interface Factors {
  /** Days to the last day; negative when it is over, null when there is none. */
  daysLeft: number | null
  /** Only the last day counts. */
  urgent: boolean
  waitingDays: number
  skill: boolean
  region: boolean
}

const day = 86_400_000
const daysBetween = (from: IsoDate, to: IsoDate): number => Math.round((Date.parse(to) - Date.parse(from)) / day)

/** What speaks for a case today. */
export function factorsOf(c: Waiting, skills: Skills, rule: NextRule, today: IsoDate): Factors {
  const daysLeft = c.due === null ? null : daysBetween(today, c.due)
  const { industryCode, direction } = c
  return {
    daysLeft,
    // Without a last day something is wrong with the case: somebody had better look at it.
    urgent: daysLeft === null || daysLeft <= rule.urgent,
    waitingDays: daysBetween(toChinaDate(c.submittedAt.getTime()), today),
    skill:
      (industryCode !== null && skills.industries.some((prefix) => industryCode.startsWith(prefix))) ||
      (direction !== null && skills.directions.includes(direction)),
    region: skills.prefectures.includes(c.prefectureCode),
  }
}

/** Days to the last day less what speaks for this examiner: the smaller, the earlier. */
const score = ({ daysLeft, urgent, skill, region }: Factors, rule: NextRule): number =>
  (daysLeft ?? Number.NEGATIVE_INFINITY) - (!urgent && skill ? rule.skill : 0) - (!urgent && region ? rule.region : 0)

export interface Ranked<C extends Waiting> {
  c: C
  factors: Factors
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Cases in the order in which an examiner should take them: what is due within the urgent days first, by its last day alone; the rest by last
 * day, brought forward for skill and region; then the longest wait. No two cases stand level, so the order does not depend on the input's.
 */
export function inOrder<C extends Waiting>(
  list: readonly C[],
  skills: Skills,
  rule: NextRule,
  today: IsoDate,
): Ranked<C>[] {
  return list
    .map((c) => ({ c, factors: factorsOf(c, skills, rule, today) }))
    .sort(
      (a, b) =>
        Number(b.factors.urgent) - Number(a.factors.urgent) ||
        compare(score(a.factors, rule), score(b.factors, rule)) ||
        compare(a.c.submittedAt.getTime(), b.c.submittedAt.getTime()) ||
        compare(a.c.id, b.c.id),
    )
}

/** Waiting cases that were passed over because the examiner coached their company; the days of the rule, null where only open coaching counts. */
export interface PassedOver {
  cases: number
  days: number | null
}

/** Why these are not given; nothing where there are none. */
export function explainPassedOver({ cases, days }: PassedOver, language: 'zh' | 'en'): string {
  if (cases === 0) return ''
  if (language === 'zh')
    return `另有 ${cases} 件没有分给您：您辅导过其企业，辅导还没有办结${days === null ? '' : `或者办结未满 ${days} 天`}。`
  const since = days === null ? '' : ` or was closed less than ${days} days ago`
  return `${cases} other case(s) were not given to you: you coached the company, and that coaching is open${since}.`
}

/** Why this case now, in one sentence, and why others are not given. */
export function explainNext(
  { daysLeft, urgent, waitingDays, skill, region }: Factors,
  passed: PassedOver,
  language: 'zh' | 'en',
): string {
  const zh = language === 'zh'
  const left =
    daysLeft === null
      ? zh
        ? '没有审查期限，须先核对'
        : 'it has no last day'
      : daysLeft < 0
        ? zh
          ? `已超期 ${-daysLeft} 天`
          : `it is ${-daysLeft} day(s) overdue`
        : zh
          ? `距审查期限 ${daysLeft} 天`
          : `${daysLeft} day(s) are left`
  const parts = [
    left,
    zh ? `已等候 ${waitingDays} 天` : `it has waited ${waitingDays} day(s)`,
    ...(skill ? [zh ? '属于您申报的专长' : 'it is in your field'] : []),
    ...(region ? [zh ? '在您就近办理的市州' : 'it is in your region'] : []),
  ]
  const basis = urgent
    ? zh
      ? '临近期限的案件只按期限排'
      : 'urgent cases go by their last day alone'
    : zh
      ? '其余案件按期限、专长、就近和等候时间排'
      : 'others by last day, field, region and wait'
  const others = explainPassedOver(passed, language)
  return zh
    ? `选这一件，因为它${parts.join('，')}；与您没有已知的利害关系。${basis}。${others}`
    : `Chosen because ${parts.join(', ')}; no interest of yours in it is known. In order: ${basis}.${others && ` ${others}`}`
}
