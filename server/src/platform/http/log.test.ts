import { expect, test } from 'vitest'
import { errorForLog } from './log.ts'

test('of errors that quote values only their code and place are logged, also as a cause', () => {
  const database = Object.assign(new Error('invalid input syntax: "wumeng"'), {
    ...{ severity: 'ERROR', code: '22P02', detail: 'Key (login)=(wumeng)', table: 'account', parameters: ['wumeng'] },
  })
  const mail = Object.assign(new Error('550 <wumeng@example.com> unknown'), { responseCode: 550, code: 'EENVELOPE' })
  for (const foreign of [database, mail]) {
    const kept = errorForLog(new Error('job failed', { cause: foreign }))
    expect(JSON.stringify(kept)).not.toContain('wumeng')
    expect(kept).toMatchObject({ type: 'Error', message: 'job failed', cause: { code: foreign.code } })
    expect(kept.stack).toMatch(/^\s+at .*log\.test\.ts/)
  }
  expect(errorForLog(database).table).toBe('account')
  expect(errorForLog('wumeng')).toEqual({ type: 'string', message: '', stack: '' })
})
