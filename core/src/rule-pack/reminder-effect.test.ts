import { expect, test } from 'vitest'
import { aheadOf, reminderEffects, type Telling } from './reminder-effect.ts'

const telling = (item: string, on: string, ...tell: string[]): Telling => ({ kind: 'warning', item, on, tell })
const today = '2026-03-10'

test('what is told on the same day to the same people is no difference; another day, others, and nothing at all are', () => {
  const before = [
    telling('same', '2026-03-12', 'examiner'),
    telling('moved', '2026-03-12', 'examiner'),
    telling('others', '2026-03-12', 'examiner'),
    telling('dropped', '2026-03-12', 'examiner'),
  ]
  const after = [
    telling('same', '2026-03-12', 'examiner'),
    telling('moved', '2026-03-11', 'examiner'),
    telling('others', '2026-03-12', 'examiner', 'reviewer'),
    telling('added', '2026-03-20', 'administrator'),
  ]
  expect(reminderEffects(before, after, today).map(({ item, ...sides }) => [item, sides.before, sides.after])).toEqual([
    ['moved', '2026-03-12 examiner', '2026-03-11 examiner'],
    ['others', '2026-03-12 examiner', '2026-03-12 examiner reviewer'],
    ['dropped', '2026-03-12 examiner', null],
    ['added', null, '2026-03-20 administrator'],
  ])
})

test('what lies behind on both sides is over; what moves into the past, or out of it, is told of', () => {
  const over = [telling('a', '2026-03-01', 'examiner')]
  expect(reminderEffects(over, [telling('a', '2026-03-09', 'examiner')], today)).toEqual([])
  expect(reminderEffects(over, [], today)).toEqual([])
  expect(reminderEffects(over, [telling('a', today, 'examiner')], today)).toHaveLength(1)
  expect(aheadOf([...over, telling('b', today), telling('c', '2026-04-01')], today)).toBe(2)
})
