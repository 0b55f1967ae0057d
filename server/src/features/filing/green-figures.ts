import { toChinaDate } from '@datadeed/core/kernel/dates'
import { median } from '@datadeed/core/kernel/median'
import { countWorkdays } from '@datadeed/core/kernel/workdays'
import type { Platform } from '../../platform/platform.ts'
import { countGreen, countReasons, listDecided } from './green-figures-store.ts'

const DAY_MS = 86_400_000
const KEPT_MS = 60_000
const MOST = 20_000

const clockOf = (days: readonly number[]) => ({ cases: days.length, median: median(days) })

async function count(p: Platform) {
  const since = new Date(p.clock.now().getTime() - 365 * DAY_MS)
  const [decided, counts, reasons] = await Promise.all([
    listDecided(p.db, since, MOST),
    countGreen(p.db, since),
    countReasons(p.db, since),
  ])
  const known = new Map<string, number>()
  const daysOf = (wanted: boolean) =>
    decided
      .filter(({ green }) => green === wanted)
      .map(({ submittedAt, decidedAt }) => {
        const span = [toChinaDate(submittedAt.getTime()), toChinaDate(decidedAt.getTime())] as const
        const key = span.join(' ')
        const days = known.get(key) ?? countWorkdays(...span, p.calendar)
        known.set(key, days)
        return days
      })
  return { green: clockOf(daysOf(true)), normal: clockOf(daysOf(false)), ...counts, reasons }
}
export type GreenChannelFigures = Awaited<ReturnType<typeof count>>

const kept = new WeakMap<Platform, { until: number; figures: Promise<GreenChannelFigures> }>()

/** The channel's figures of the last year from the records, at most a minute old: working days from submission to decision beside the others'. */
export async function greenChannelFigures(p: Platform): Promise<GreenChannelFigures> {
  const known = kept.get(p)
  if (known && known.until > performance.now()) return await known.figures
  const figures = count(p)
  kept.set(p, { until: performance.now() + KEPT_MS, figures })
  figures.catch(() => kept.delete(p))
  return await figures
}
