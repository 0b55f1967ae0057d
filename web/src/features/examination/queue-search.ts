import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { ListSearch } from '../../ui/list-search.ts'

export type QueueSearch = ListSearch

/** The groups of states an examiner thinks in, in the order of the work. */
export const queueTabs = {
  submitted: ['submitted'],
  review: ['under_review'],
  correction: ['correction_required'],
  proposed: ['acceptance_proposed', 'refusal_proposed'],
  notice: ['public_notice'],
  objection: ['objection_pending'],
  done: ['registered', 'refused', 'withdrawn', 'deemed_withdrawn'],
} as const satisfies Record<string, readonly CaseStatus[]>
export type QueueTab = keyof typeof queueTabs
export const queueTabNames = Object.keys(queueTabs) as QueueTab[]

/** What an address may hold beside order and page. */
export const queueFilters = ['tab', 'prefectureCode', 'direction', 'assigned', 'overdue', 'green', 'q'] as const

export const directions = ['高速运营', '智慧出行', '智能调度', '智慧物流', '金融保险', '交旅融合'] as const
export const queueSorts = ['due', 'submitted', 'updated'] as const

const oneOf = <T extends string>(allowed: readonly T[], value: string | undefined): T | undefined =>
  allowed.find((item) => item === value)

export const tabOf = (search: QueueSearch): QueueTab | undefined => oneOf(queueTabNames, search.tab)

/** The address as the API asks for it; what the address got wrong is left out. */
export function queueFilter(search: QueueSearch) {
  const tab = tabOf(search)
  const direction = oneOf(directions, search.direction)
  const assigned = oneOf(['me', 'none'] as const, search.assigned)
  const { prefectureCode, q, cursor } = search
  return {
    sort: oneOf(queueSorts, search.sort) ?? 'due',
    ...(tab && { status: [...queueTabs[tab]] }),
    ...(direction && { direction }),
    ...(assigned && { assigned }),
    ...(prefectureCode && { prefectureCode }),
    ...(search.overdue === 'yes' && { overdue: 'true' as const }),
    ...(search.green === 'yes' && { green: 'true' as const }),
    ...(q && { q: q.slice(0, 100) }),
    ...(cursor && { cursor }),
  }
}

/** How many cases a tab holds, of the counts by state. */
export const countOf = (counts: Record<string, number>, tab: QueueTab): number =>
  queueTabs[tab].reduce((sum, status) => sum + (counts[status] ?? 0), 0)
