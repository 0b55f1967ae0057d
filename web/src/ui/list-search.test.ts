import { expect, it } from 'vitest'
import { changeList, orderOf, parseListSearch } from './list-search.ts'

it('takes only known text from the address', () => {
  const raw = { sort: '-at', cursor: 'c1', status: 'open', q: 12, evil: 'x', region: { a: 1 }, long: 'x'.repeat(501) }
  expect(parseListSearch(raw, ['status', 'q', 'region', 'long'])).toEqual({
    sort: '-at',
    cursor: 'c1',
    status: 'open',
    q: '12',
  })
})

it('returns to the first page when a filter or the order changes, and drops emptied filters', () => {
  expect(changeList({ cursor: 'c9', status: 'open' }, { sort: 'at' })).toEqual({ status: 'open', sort: 'at' })
  expect(changeList({ cursor: 'c9', status: 'open' }, { status: '' })).toEqual({})
})

it('reads the order of one column', () => {
  expect(orderOf('-at', 'at')).toBe('descend')
  expect(orderOf('at', 'at')).toBe('ascend')
  expect(orderOf('-name', 'at')).toBeNull()
})
