import { AppError } from '@datadeed/core/kernel/errors'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { openClock } from './clock.ts'

test('moves on only, by three years at most, and for every process', async () => {
  const { db } = await testDatabase()
  const [clock, other] = [await openClock(db, true), await openClock(db, true)]
  const day = 86_400_000
  const later = new Date(Date.now() + 30 * day)
  await clock.moveTo(later)
  expect(Math.abs(clock.now().getTime() - later.getTime())).toBeLessThan(5000)
  await other.refresh()
  expect(Math.abs(other.now().getTime() - later.getTime())).toBeLessThan(5000)
  for (const to of [new Date(), new Date(Date.now() + 1100 * day)]) {
    const fault = await other.moveTo(to).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(AppError)
    expect(fault).toMatchObject({ kind: 'invalid', fields: [{ path: 'to' }] })
  }
  const real = await openClock(db, false)
  expect(Math.abs(real.now().getTime() - Date.now())).toBeLessThan(1000)
  await expect(real.moveTo(later)).rejects.toThrow('demonstration mode only')
})
