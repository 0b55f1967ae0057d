import { setTimeout as sleep } from 'node:timers/promises'
import type { CohortView } from '../../core/src/examination/cohort-schema.ts'
import * as examination from '../../server/src/features/examination/service.ts'
import { claimNext } from '../../server/src/features/examination/workbench.ts'
import { getCase } from '../../server/src/features/filing/service.ts'
import { dataSets } from '../../server/src/seed/world.ts'
import { type Installation, plant } from './installation.ts'

/** Seconds that an examiner reads: a clean case (the figure that the plan asks for), and one line of the list of differences. */
export const reads = { case: 20, line: 0.5 }

const opinion = '材料齐全，来源清楚，处理规则具体，符合登记条件。'

/** Seconds from the first case to the last proposal: what the platform takes, and what the examiner reads. */
export interface Worked {
  cases: number
  platform: number
  read: number
}

export const perHour = ({ cases, platform, read }: Worked): number => (cases * 3600) / (platform + read)

const propose = async ({ p, staff }: Installation, id: string): Promise<void> => {
  const { version } = await getCase(p, staff.examiner, id)
  await examination.proposeAcceptance(p, staff.examiner, id, { version, opinion })
}

/** So many clean cases from get-next to the proposal, one after the other. */
export const oneByOne = async (installation: Installation, cases: number): Promise<Worked> => {
  const { p, staff } = installation
  await plant(installation, 'submitted', cases)
  const began = performance.now()
  for (let n = 0; n < cases; n++) {
    const { taken } = await claimNext(p, staff.examiner)
    if (!taken) throw new Error('no case is next')
    await propose(installation, taken.id)
  }
  return { cases, platform: (performance.now() - began) / 1000, read: cases * reads.case }
}

/** So many alike cases as a cohort: the exemplar and the sample are read, of the others the line of differences. */
export const inBatch = async (installation: Installation, cases: number): Promise<Worked> => {
  const { p, staff, companies } = installation
  const [company, data] = [companies[0], dataSets[5]]
  if (!company || !data) throw new Error('no company')
  await plant(installation, 'submitted', cases, { company, data })
  const began = performance.now()
  const group = (await examination.listCandidates(p, staff.examiner)).items.toSorted((a, b) => b.count - a.count)[0]
  if (group?.count !== cases) throw new Error(`${group?.count ?? 0} of ${cases} cases are alike`)
  const { id } = await examination.beginCohort(p, staff.examiner, { key: group.key })
  const until = async (...statuses: CohortView['status'][]): Promise<CohortView> => {
    for (;;) {
      const view = await examination.cohortDetail(p, staff.examiner, id)
      if (statuses.includes(view.status)) return view
      if (performance.now() - began > 600_000) throw new Error(`the cohort is still ${view.status}`)
      await sleep(50)
    }
  }
  let examined = 0
  for (let view = await until('exemplar'); view.status !== 'ready'; view = await until('sampling', 'ready')) {
    if (view.next && (await getCase(p, staff.examiner, view.next.caseId)).status === 'under_review') {
      await propose(installation, view.next.caseId)
      examined += 1
    } else await sleep(20)
    if (view.status === 'exemplar') await until('sampling', 'ready')
  }
  const { version } = await until('ready')
  await examination.stepCohort(p, staff.examiner, id, { command: 'propose', version, reason: '' })
  await until('proposed')
  const read = examined * reads.case + (cases - examined) * reads.line
  return { cases, platform: (performance.now() - began) / 1000, read }
}
