import { drawOrder, intolerable, sampleSize } from '@datadeed/core/examination/cohort-sample'
import { system } from '@datadeed/core/kernel/actor'
import type { CohortRule } from '@datadeed/core/kernel/rule-pack-cohort'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf, positionsOf } from '../evidence/service.ts'
import { cohortRule, sha256 } from './cohort-candidates.ts'
import { listMembers, type Member, markSampled, putRanks } from './cohort-member-store.ts'
import { goOn, takeStep } from './cohort-state.ts'
import type { CohortRecord } from './cohort-store.ts'

interface Settling {
  tx: Tx
  p: Platform
  cohort: CohortRecord
  now: Date
}

const isIn = ({ state }: Member): boolean => state !== 'excepted'

/** The cohort cannot go on: its cases go the ordinary way. */
async function fail({ tx, cohort, now }: Settling, note: string): Promise<boolean> {
  await takeStep(tx, cohort, { command: 'fail', actor: system, now, holds: () => true, note })
  return true
}

/** The list as it stands goes into the log, before anybody can know which checkpoint will cover it and so what will be drawn. */
async function fixList({ tx, cohort, now }: Settling, members: readonly Member[], { sample }: CohortRule) {
  const [exemplar, ...others] = members.filter(isIn)
  const entry = (member: Member | undefined) => ({
    number: member?.number ?? '',
    submission: member?.submissionSha256 ?? '',
  })
  const population = others.length
  const document = {
    format: 'datadeed-cohort/1',
    cohort: cohort.number,
    exemplar: entry(exemplar),
    cases: others.map(entry),
    rulePack: { jurisdiction: cohort.packJurisdiction, version: cohort.packVersion },
    sample: { ...sample.rule, size: sampleSize(population, sample.rule) },
  }
  const { digests } = digestDocument(document)
  const listLeaf = await logLeaf(tx, { type: 'examination', subject: cohort.number, digests, body: {}, now })
  await takeStep(tx, cohort, {
    ...{ command: 'fix_list', actor: system, now, holds: () => true, payload: { list: document } },
    note: `名单 ${population + 1} 件定稿，摘要 ${digests.sha256.slice(0, 16)}… 已入日志`,
    set: { listSha256: digests.sha256, listLeaf, population, sampleSize: document.sample.size },
  })
  return true
}

/** Examines so many of the drawn as are wanted, in the order of the draw; who left meanwhile is passed over. */
async function topUp(tx: Tx, cohort: CohortRecord, members: readonly Member[], size: number): Promise<number> {
  const order = members.filter(({ rank }) => rank !== null).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  // Those found defective have been examined, though they left.
  const there = order.filter((member) => member.sampled && (isIn(member) || member.defect)).length
  const more = order.filter((member) => !member.sampled && isIn(member)).slice(0, Math.max(0, size - there))
  if (more.length > 0)
    await markSampled(
      tx,
      cohort.id,
      more.map(({ caseId }) => caseId),
    )
  return more.length
}

/** Draws with the root of the first published checkpoint that covers the list's entry; waits where there is none yet. */
async function draw({ tx, p, cohort, now }: Settling, members: readonly Member[]): Promise<boolean> {
  const { listLeaf, listSha256 } = cohort
  if (listLeaf === null || listSha256 === null) throw new Error(`cohort ${cohort.number} draws without a list`)
  const position = (await positionsOf(p, [listLeaf])).get(listLeaf)
  if (!position) {
    await goOn(tx, cohort.id, new Date(Date.now() + 1000))
    return false
  }
  const { rootHash: root, treeSize, index } = position
  const population = members.filter((member) => member.position > 1 && (isIn(member) || member.rank !== null))
  const order = drawOrder(
    population.map(({ number }) => number),
    { root, list: listSha256 },
    sha256,
  )
  await putRanks(tx, cohort.id, order)
  const size = cohort.sampleSize ?? order.length
  const drawn = await topUp(tx, cohort, await listMembers(tx, cohort.id), size)
  await takeStep(tx, cohort, {
    ...{ command: 'draw', actor: system, now, holds: () => true },
    note: `以日志第 ${treeSize} 条检查点的根哈希 ${root.slice(0, 16)}… 为种子，抽出 ${drawn} 件`,
    payload: { root, treeSize, index, order },
    set: { drawRoot: root, drawSize: treeSize, drawIndex: index },
  })
  return true
}

/** What the state of the sample demands: more cases, the end of the cohort, or nothing. */
async function settleSample(step: Settling, members: readonly Member[], { sample }: CohortRule): Promise<boolean> {
  const { tx, cohort, now } = step
  const population = cohort.population ?? 0
  const defects = members.filter((member) => member.sampled && member.defect).length
  const most = Math.min(sample.widenings, intolerable(population, sample.rule) - 1)
  if (defects > most)
    return await fail(step, `抽样发现 ${defects} 件有问题，超过规则包容许的 ${most} 件，其余案件逐件审查`)
  const size = Math.max(cohort.sampleSize ?? 0, sampleSize(population, sample.rule, defects))
  if (size > (cohort.sampleSize ?? 0)) {
    if (cohort.status === 'proposed' || cohort.status === 'approved')
      return await fail(step, '拟办之后抽样件被发现有问题，其余案件逐件审查')
    const more = await topUp(tx, cohort, members, size)
    await takeStep(tx, cohort, {
      ...{ command: 'widen', actor: system, now, holds: () => true, set: { sampleSize: size } },
      note: `抽样发现 ${defects} 件有问题，按同一次抽样的次序再审 ${more} 件`,
    })
    return true
  }
  if (cohort.status !== 'sampling') return false
  // Whoever was drawn and left without a fault, withdrawn say, is replaced by the next.
  if ((await topUp(tx, cohort, members, size)) > 0) return true
  const drawn = members.filter((member) => member.sampled && isIn(member))
  if (drawn.some(({ state }) => state === 'held')) return false
  await takeStep(tx, cohort, {
    ...{ command: 'pass_sample', actor: system, now, holds: () => true },
    note: `抽样 ${drawn.length} 件均已审查通过`,
  })
  return true
}

/** Takes whatever step follows from the cases by themselves; false where the cohort waits for a person or for the log. */
export async function settleCohort(step: Settling): Promise<boolean> {
  const { tx, p, cohort } = step
  const rule = cohortRule(p, cohort)
  if (!rule || !['exemplar', 'drawing', 'sampling', 'ready', 'proposed', 'approved'].includes(cohort.status))
    return false
  const members = await listMembers(tx, cohort.id)
  const [exemplar] = members
  if (!exemplar || exemplar.state === 'excepted')
    return await fail(step, `范例未获通过（${exemplar?.reason ?? ''}），其余案件逐件审查`)
  if (cohort.status === 'exemplar') {
    if (members.filter(isIn).length < rule.size.least) return await fail(step, `剩下不足 ${rule.size.least} 件`)
    return exemplar.state === 'held' ? false : await fixList(step, members, rule)
  }
  return cohort.status === 'drawing' ? await draw(step, members) : await settleSample(step, members, rule)
}
