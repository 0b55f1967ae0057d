import { expect, it } from 'vitest'
import { accepted, change, type Draft, formOf, hasEdits, patchOf, rebase, resolve } from './draft.ts'

const start: Draft = { version: 3, server: { name: '旧名', scenario: '场景', records: 10 }, edits: {} }

it('sends only what changed, and clears what was emptied', () => {
  const draft = change(change(start, 'name', '新名'), 'records', undefined)
  expect(patchOf(draft)).toEqual({ version: 3, set: { name: '新名' }, clear: ['records'] })
  expect(formOf(draft)).toEqual({ name: '新名', scenario: '场景' })
})

it('a value put back is no change', () => {
  expect(hasEdits(change(change(start, 'name', '新名'), 'name', '旧名'))).toBe(false)
})

it('keeps what was typed while a save was under way', () => {
  const sent = change(start, 'name', '新')
  const typed = change(sent, 'name', '新名')
  const after = accepted(typed, patchOf(sent), 4)
  expect(after.server.name).toBe('新')
  expect(patchOf(after)).toEqual({ version: 4, set: { name: '新名' }, clear: [] })
})

it('carries changes over a newer version where nobody else touched the field', () => {
  const mine = change(start, 'name', '我的')
  const { draft, conflicts } = rebase(mine, { version: 9, form: { ...start.server, scenario: '对方写的' } })
  expect(conflicts).toEqual([])
  expect(formOf(draft)).toEqual({ name: '我的', scenario: '对方写的', records: 10 })
  expect(patchOf(draft).version).toBe(9)
})

it('keeps both values of a field two people changed until one is chosen', () => {
  const mine = change(start, 'name', '我的')
  const { draft, conflicts } = rebase(mine, { version: 9, form: { ...start.server, name: '对方的' } })
  expect(conflicts).toEqual([{ field: 'name', mine: '我的', theirs: '对方的' }])
  const [conflict] = conflicts
  if (!conflict) throw new Error('no conflict')
  expect(patchOf(resolve(draft, conflict, 'mine')).set).toEqual({ name: '我的' })
  expect(formOf(resolve(draft, conflict, 'theirs')).name).toBe('对方的')
  expect(rebase(resolve(draft, conflict, 'mine'), { version: 9, form: draft.server }).conflicts).toEqual([])
})

it('the same change by both is no conflict', () => {
  const mine = change(start, 'name', '同一个')
  const { draft, conflicts } = rebase(mine, { version: 9, form: { ...start.server, name: '同一个' } })
  expect(conflicts).toEqual([])
  expect(hasEdits(draft)).toBe(false)
})
