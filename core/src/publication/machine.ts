import type { Row } from '../kernel/machine.ts'

export const objectionStatuses = ['lodged', 'answered', 'mediation', 'dismissed', 'upheld', 'withdrawn'] as const
export type ObjectionStatus = (typeof objectionStatuses)[number]
export const objectionCommands = [
  'answer',
  'rejoin',
  'propose_mediation',
  'agree_mediation',
  'decline_mediation',
  'fail_mediation',
  'settle',
  'withdraw',
  'extend',
  'dismiss',
  'uphold',
] as const
export type ObjectionCommand = (typeof objectionCommands)[number]

/** `other_side` is whom a mediation was proposed to; `side` is either. */
type By = 'applicant' | 'objector' | 'side' | 'other_side' | 'examiner' | 'side_or_system'
type Guard = 'in_time' | 'heard' | 'proposed' | 'not_proposed' | 'not_extended' | 'was_answered' | 'was_lodged'
export type ObjectionRow = Row<ObjectionStatus, ObjectionCommand, By, Guard>

const article = '《贵州省数据知识产权登记管理办法（试行）》条文未取得；平台办事规程'
const open = ['lodged', 'answered'] as const
const stay = (command: ObjectionCommand, by: By, guard: Guard): ObjectionRow[] =>
  open.map((from) => ({ from, command, to: from, by, guard, article }))

/** The life of one objection. Merged ones have none of their own: they go as the one they are merged into. */
export const objectionProcedure: readonly ObjectionRow[] = [
  { from: 'lodged', command: 'answer', to: 'answered', by: 'applicant', guard: 'in_time', article },
  { from: 'answered', command: 'rejoin', to: 'answered', by: 'objector', guard: 'in_time', article },
  ...stay('propose_mediation', 'side', 'not_proposed'),
  ...open.flatMap((from): ObjectionRow[] => [
    { from, command: 'agree_mediation', to: 'mediation', by: 'other_side', guard: 'proposed', article },
    { from, command: 'withdraw', to: 'withdrawn', by: 'objector', article },
    { from, command: 'dismiss', to: 'dismissed', by: 'examiner', article },
  ]),
  ...stay('decline_mediation', 'other_side', 'proposed'),
  ...stay('extend', 'examiner', 'not_extended'),
  { from: 'answered', command: 'uphold', to: 'upheld', by: 'examiner', article },
  // Nobody loses by an objection without having been heard, or having had the time to be.
  { from: 'lodged', command: 'uphold', to: 'upheld', by: 'examiner', guard: 'heard', article },
  { from: 'mediation', command: 'settle', to: 'withdrawn', by: 'objector', article },
  {
    from: 'mediation',
    command: 'fail_mediation',
    to: 'answered',
    by: 'side_or_system',
    guard: 'was_answered',
    article,
  },
  { from: 'mediation', command: 'fail_mediation', to: 'lodged', by: 'side_or_system', guard: 'was_lodged', article },
]

export const isOpen = (status: ObjectionStatus): boolean =>
  status === 'lodged' || status === 'answered' || status === 'mediation'
