import type { Row } from '../kernel/machine.ts'

export const coachingStatuses = ['open', 'coaching', 'closed'] as const
export type CoachingStatus = (typeof coachingStatuses)[number]
export const coachingStatusNames: Record<CoachingStatus, { zh: string; en: string }> = {
  open: { zh: '待受理', en: 'Waiting' },
  coaching: { zh: '辅导中', en: 'Under way' },
  closed: { zh: '已办结', en: 'Closed' },
}

export const coachingCommands = [
  'take',
  'record',
  'message',
  'add_task',
  'finish_task',
  'link',
  'book',
  'close',
  'reopen',
] as const
export type CoachingCommand = (typeof coachingCommands)[number]

/** `coach`: staff of the place. `company`: its filers and signatories. `either`: both. */
export type CoachingBy = 'coach' | 'company' | 'either'

const house = '工作方案第4项：辅导前置；办理步骤为平台办事规程'
const row = (from: CoachingStatus, command: CoachingCommand, to: CoachingStatus, by: CoachingBy) => ({
  ...{ from, command, to, by },
  article: house,
})
const alike = (status: CoachingStatus) => [
  row(status, 'message', status, 'either'),
  row(status, 'finish_task', status, 'either'),
  row(status, 'link', status, 'company'),
  row(status, 'book', status, 'either'),
]

/** The life of a coaching case. What a coach does first takes the case on. */
export const coachingProcedure: readonly Row<CoachingStatus, CoachingCommand, CoachingBy, never>[] = [
  ...alike('open'),
  ...alike('coaching'),
  row('open', 'take', 'coaching', 'coach'),
  row('open', 'record', 'coaching', 'coach'),
  row('open', 'add_task', 'coaching', 'coach'),
  row('open', 'close', 'closed', 'either'),
  row('coaching', 'take', 'coaching', 'coach'),
  row('coaching', 'record', 'coaching', 'coach'),
  row('coaching', 'add_task', 'coaching', 'coach'),
  row('coaching', 'close', 'closed', 'coach'),
  row('closed', 'message', 'closed', 'either'),
  row('closed', 'reopen', 'coaching', 'either'),
]
