import { sweepCohorts } from '../features/examination/service.ts'
import * as filing from '../features/filing/service.ts'
import type { Platform } from '../platform/platform.ts'
import { type Planted, plantDeposit, type SeedClock } from './cases.ts'
import { completeForm } from './form.ts'
import type { Company } from './people.ts'
import { proofOfSource } from './proof.ts'
import { type DemoData, dataSets } from './world.ts'

const roads = ['惠水', '平塘', '罗甸', '独山', '荔波', '三都', '福泉', '瓮安']
const daysAgo = 1.5

/** One data set of one company, road by road: deposits of applications that can be examined as one batch. */
export async function plantAlikeDeposits(p: Platform, clock: SeedClock, company: Company): Promise<Planted[]> {
  const like = dataSets[1]
  if (!like) throw new Error('the data set of the demonstration cohort is gone')
  const planted: Planted[] = []
  for (const road of roads) {
    const data: DemoData = { ...like, name: `${road}${like.name}` }
    planted.push(await plantDeposit(p, clock, { company, data, status: 'submitted', daysAgo }))
  }
  return planted
}

/** Files them; the last one differs in what cases of one batch must have alike, so that the batch has an exception. */
export async function fileAlike(p: Platform, clock: SeedClock, planted: readonly Planted[]): Promise<void> {
  clock.daysAgo(daysAgo - 0.2)
  for (const [i, { company, data, generated, depositId }] of planted.entries()) {
    const { filer, signatory } = company
    const { id, version } = await filing.createCase(p, filer, depositId)
    const form = completeForm(company, data, generated)
    const set = i === planted.length - 1 ? { ...form, updatePeriod: '每月五日前' } : form
    await filing.saveCase(p, filer, id, { version, set, clear: [] })
    await filing.addAttachment(p, filer, id, proofOfSource(company.name))
    await filing.submitCase(p, signatory, id, { version: (await filing.getCase(p, signatory, id)).version })
  }
  // The worker, which gives waiting cases their group, runs later.
  await sweepCohorts(p)
}
