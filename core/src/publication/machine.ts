import type { Row } from '../kernel/machine.ts'

export const objectionStatuses = ['lodged', 'answered', 'dismissed', 'upheld'] as const
export type ObjectionStatus = (typeof objectionStatuses)[number]
export const objectionCommands = ['answer', 'rejoin', 'dismiss', 'uphold'] as const
export type ObjectionCommand = (typeof objectionCommands)[number]

type By = 'applicant' | 'objector' | 'examiner'
type Guard = 'in_time' | 'not_rejoined'
export type ObjectionRow = Row<ObjectionStatus, ObjectionCommand, By, Guard>

const article = '《贵州省数据知识产权登记管理办法（试行）》条文未取得；平台办事规程'

/** The life of one objection. Merged ones have none of their own: they go as the one they are merged into. */
export const objectionProcedure: readonly ObjectionRow[] = [
  { from: 'lodged', command: 'answer', to: 'answered', by: 'applicant', guard: 'in_time', article },
  { from: 'answered', command: 'rejoin', to: 'answered', by: 'objector', guard: 'not_rejoined', article },
  ...(['lodged', 'answered'] as const).flatMap((from): ObjectionRow[] => [
    { from, command: 'dismiss', to: 'dismissed', by: 'examiner', article },
    { from, command: 'uphold', to: 'upheld', by: 'examiner', article },
  ]),
]

export const isOpen = (status: ObjectionStatus): boolean => status === 'lodged' || status === 'answered'
