import type { IsoDate } from '../kernel/dates.ts'
import type { PackDifference, ReminderKind } from './schema.ts'

/** Somebody told of something on a day. */
export interface Telling {
  kind: ReminderKind
  /** What is told, once in a list. */
  item: string
  on: IsoDate
  /** Roles of those who are told. */
  tell: readonly string[]
}

const told = ({ on, tell }: Telling) => [on, ...tell].join(' ')

/** Tellings that lie ahead, today's among them. */
export const aheadOf = (list: readonly Telling[], today: IsoDate): number => list.filter(({ on }) => on >= today).length

/**
 * What would be told on another day, to others, or not at all. What lies behind by both is over and no difference. A side is the day and
 * whom, parted by blanks.
 */
export function reminderEffects(
  before: readonly Telling[],
  after: readonly Telling[],
  today: IsoDate,
): (PackDifference & { kind: ReminderKind })[] {
  const byItem = (list: readonly Telling[]) => new Map(list.map((one) => [`${one.kind} ${one.item}`, one]))
  const [old, now] = [byItem(before), byItem(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)]
    const both = [a, b].flatMap((side) => side ?? [])
    const sides = { before: a ? told(a) : null, after: b ? told(b) : null }
    if (sides.before === sides.after || aheadOf(both, today) === 0) return []
    return both.slice(0, 1).map(({ kind, item }) => ({ kind, item, ...sides }))
  })
}
