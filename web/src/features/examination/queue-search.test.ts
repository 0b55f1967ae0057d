import { procedure } from '@datadeed/core/filing/machine'
import { expect, it } from 'vitest'
import { countOf, queueFilter, queueTabs } from './queue-search.ts'

it('asks the API for what the address says and drops what it cannot mean', () => {
  expect(queueFilter({ tab: 'proposed', overdue: 'yes', assigned: 'me', q: '车流' })).toEqual({
    status: ['acceptance_proposed', 'refusal_proposed'],
    overdue: 'true',
    assigned: 'me',
    q: '车流',
    sort: 'due',
  })
  expect(queueFilter({ tab: 'x', direction: '<b>', assigned: 'you', sort: '-due', overdue: '1' })).toEqual({
    sort: 'due',
  })
})

it('has a tab for every state that staff can see, each once', () => {
  const seen = Object.values(queueTabs).flat()
  const states = new Set(procedure.flatMap(({ from, to }) => [from, to]))
  for (const hidden of ['draft', 'awaiting_signature'] as const) states.delete(hidden)
  expect(seen.toSorted()).toEqual([...states].toSorted())
  expect(countOf({ acceptance_proposed: 2, refusal_proposed: 3, draft: 9 }, 'proposed')).toBe(5)
})
