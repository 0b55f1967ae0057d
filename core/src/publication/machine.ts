import type { Row } from '../kernel/machine.ts'

export const objectionStatuses = [
  'lodged',
  'answered',
  'mediation',
  'settled',
  'withdrawn',
  'dismissed',
  'upheld',
] as const
export type ObjectionStatus = (typeof objectionStatuses)[number]
export const objectionCommands = [
  'answer',
  'rejoin',
  'offer_mediation',
  'agree_mediation',
  'decline_mediation',
  'end_mediation',
  'settle',
  'withdraw',
  'dismiss',
  'uphold',
] as const
export type ObjectionCommand = (typeof objectionCommands)[number]

type By = 'applicant' | 'objector' | 'examiner' | 'system'
type Guard = 'in_time' | 'not_rejoined' | 'heard' | 'not_mediated' | 'asked' | 'last_asked' | 'answered' | 'unanswered'
export type ObjectionRow = Row<ObjectionStatus, ObjectionCommand, By, Guard>

const article = '《贵州省数据知识产权登记管理办法（试行）》条文未取得；平台办事规程'
const waiting = ['lodged', 'answered'] as const
const parties = ['applicant', 'objector'] as const

/** The life of one objection. Merged ones have none of their own but their withdrawal: they go as the one they are merged into. */
export const objectionProcedure: readonly ObjectionRow[] = [
  { from: 'lodged', command: 'answer', to: 'answered', by: 'applicant', guard: 'in_time', article },
  { from: 'answered', command: 'rejoin', to: 'answered', by: 'objector', guard: 'not_rejoined', article },
  ...waiting.flatMap((from): ObjectionRow[] => [
    // Whoever offers a mediation agrees to it; it begins when both sides have.
    ...([...parties, 'examiner'] as const).map(
      (by): ObjectionRow => ({ from, command: 'offer_mediation', to: from, by, guard: 'not_mediated', article }),
    ),
    ...parties.flatMap((by): ObjectionRow[] => [
      { from, command: 'agree_mediation', to: 'mediation', by, guard: 'last_asked', article },
      { from, command: 'agree_mediation', to: from, by, guard: 'asked', article },
      { from, command: 'decline_mediation', to: from, by, guard: 'asked', article },
    ]),
    { from, command: 'dismiss', to: 'dismissed', by: 'examiner', article },
    { from, command: 'uphold', to: 'upheld', by: 'examiner', guard: 'heard', article },
    { from, command: 'withdraw', to: 'withdrawn', by: 'objector', article },
  ]),
  // A mediation is held of free will: either side ends it, the registrar ends it without agreement, and so does its last day.
  ...([...parties, 'examiner', 'system'] as const).flatMap((by): ObjectionRow[] => [
    { from: 'mediation', command: 'end_mediation', to: 'answered', by, guard: 'answered', article },
    { from: 'mediation', command: 'end_mediation', to: 'lodged', by, guard: 'unanswered', article },
  ]),
  { from: 'mediation', command: 'settle', to: 'settled', by: 'examiner', article },
  { from: 'mediation', command: 'withdraw', to: 'withdrawn', by: 'objector', article },
]

const open: readonly ObjectionStatus[] = ['lodged', 'answered', 'mediation']
export const isOpen = (status: ObjectionStatus): boolean => open.includes(status)
