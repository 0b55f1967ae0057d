import { cohortDifferences } from '@datadeed/core/examination/cohort-likeness'
import { expect, test } from 'vitest'
import { listCandidates } from '../features/examination/service.ts'
import { getCase, listCases } from '../features/filing/service.ts'
import { openWorld } from '../testing/cases.ts'
import { fileAlike, plantAlikeDeposits } from './alike.ts'
import { untilPublished } from './cases.ts'
import { companies } from './world.ts'

test('the demonstration has a group of alike cases that needs no mending, one of them an exception', async () => {
  const w = await openWorld()
  const tianyan = companies.find(({ key }) => key === 'tianyan')
  if (!tianyan) throw new Error('no such company')
  const clock = { daysAgo: () => {} }
  const planted = await plantAlikeDeposits(w.p, clock, { ...tianyan, ...w.own })
  await untilPublished(w.p, planted)
  await fileAlike(w.p, clock, planted)

  const { items } = await listCandidates(w.p, w.examiner)
  expect(items).toMatchObject([{ count: 8, alike: { acquisition: ['self'] } }])
  const { items: briefs } = await listCases(w.p, w.examiner, { limit: 20, sort: 'submitted' } as never)
  const cases = await Promise.all(briefs.map(({ id }) => getCase(w.p, w.examiner, id)))
  expect(cases).toHaveLength(8)
  expect(cases.flatMap(({ findingList }) => findingList.filter(({ severity }) => severity !== 'hint'))).toEqual([])
  const [first, ...others] = cases.toSorted((a, b) => (a.number < b.number ? -1 : 1))
  const rule = w.p.pack.cohort
  if (!first || !rule) throw new Error('no cohort')
  const compared = (one: typeof first) => ({ form: one.form, attachments: [], answers: [], findings: one.findingList })
  const odd = others.map((one) =>
    cohortDifferences(compared(first), compared(one), rule).flatMap(({ allowed, field }) => (allowed ? [] : [field])),
  )
  expect(odd).toEqual([[], [], [], [], [], [], ['updatePeriod']])
})
