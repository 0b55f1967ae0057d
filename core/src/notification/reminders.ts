import { z } from 'zod'
import { confidences } from '../kernel/rule-pack.ts'
import table from './reminders.json' with { type: 'json' }

const reminders = z
  .array(
    z.object({
      step: z.enum(['correction', 'objectionAnswer', 'coachingTask', 'coachingAppointment', 'apiKey']),
      daysBefore: z.array(z.number().int().min(0)).min(1),
      source: z.string(),
      confidence: z.enum(confidences),
    }),
  )
  .parse(table.reminders)

export type ReminderStep = (typeof reminders)[number]['step']

/** How many calendar days before a last day people are reminded. */
export const daysOf = (step: ReminderStep): number[] =>
  reminders.find((reminder) => reminder.step === step)?.daysBefore ?? []

/** How many calendar days before a last day the first reminder goes out. */
export function horizonOf(step: ReminderStep): number {
  return Math.max(...daysOf(step))
}

/** The reminder that is due with so many days left: the nearest mark not yet passed, so that a missed day is made up for. */
export function markFor(step: ReminderStep, daysLeft: number): number | null {
  const marks = daysOf(step).filter((mark) => mark >= daysLeft)
  return daysLeft < 0 || marks.length === 0 ? null : Math.min(...marks)
}
