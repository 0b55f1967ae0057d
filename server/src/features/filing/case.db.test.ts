import { beforeAll, describe, expect, test } from 'vitest'
import { createCase, getCase, listCases, saveCase, submitCase } from './service.ts'
import { completeDraft, depositOf, openWorld, type World } from './testing/fixture.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})

test('a new case knows what its deposit tells', async () => {
  const { p, own } = w
  const created = await createCase(p, own.filer, await depositOf(p, own.filer))
  expect(created.number).toMatch(/^GZJT-S-2026-\d{6}$/)
  expect(created.form).toMatchObject({
    formats: ['csv'],
    records: 1,
    timeFrom: '2026-01-01',
    timeTo: '2026-01-31',
    industryCode: '5442',
  })
  expect(created.form.elements?.map(({ name }) => name)).toEqual(['road_id', 'speed'])
  expect(created.prefilled).toMatchObject({ formats: 'manifest', elements: 'profile', industryCode: 'party' })
})

test('submits', async () => {
  const { p, own } = w
  const draft = await completeDraft(p, own)
  expect(draft.findingList.filter(({ severity }) => severity === 'error')).toEqual([])
  const done = await submitCase(p, own.signatory, draft.id, { version: draft.version })
  expect(done.status).toBe('submitted')
})
