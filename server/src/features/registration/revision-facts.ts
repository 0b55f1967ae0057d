import { toChinaDate } from '@datadeed/core/kernel/dates'
import { coarse, measured } from '@datadeed/core/registration/measure'
import type { DepositedData, RowOverlap } from '@datadeed/core/registration/revision'
import { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { readKnown } from '../filing/service.ts'
import { compareDeposits, overlapFacts } from '../overlap/service.ts'

// Made on the depositor's machine by any version of the tool: what is not understood is left out.
const column = z.object({ name: z.string(), type: z.string().catch('') })
const tablePart = z.array(
  z.object({ columns: z.array(column).catch([]), ordered: z.object({ sha256: z.string() }).catch({ sha256: '' }) }),
)

export interface DepositedFacts extends DepositedData {
  id: string
  partyId: string
  createdAt: Date
  leafId: bigint
  digests: { sha256: string; sm3: string }
  records: number | null
}

/** What a deposit tells of its data, for comparing it with the one before. */
export async function depositedData(db: Database, depositId: string): Promise<DepositedFacts> {
  const deposit = await getDepositFacts(db, depositId)
  const known = readKnown(deposit)
  const shown = deposit.disclosures.find(({ name }) => name === 'table')?.content
  const tables = tablePart.safeParse(shown).data ?? null
  const ofTables = tables?.flatMap(({ columns }) => columns) ?? []
  const ofProfile = known.elements.map(({ name, type }) => ({ name, type: type ?? '' }))
  const columns = ofTables.length > 0 ? ofTables : ofProfile
  return {
    ...{ id: deposit.id, partyId: deposit.partyId, number: deposit.number, createdAt: deposit.createdAt },
    ...{ digests: deposit.digests, leafId: deposit.leafId, logIndex: deposit.position?.index ?? null },
    depositedOn: toChinaDate(deposit.createdAt.getTime()),
    files: deposit.manifest.files.map(({ path, tree }) => ({ path, digest: tree.sha256 })),
    columns: columns.length > 0 ? [...new Map(columns.map((one) => [one.name, one])).values()] : null,
    tables: tables?.flatMap(({ ordered }) => ordered.sha256 || []) ?? null,
    records: known.profile?.records ?? null,
    timeFrom: known.profile?.timeFrom ?? null,
    timeTo: known.profile?.timeTo ?? null,
  }
}

const reasons = {
  no_sketch_first: 'no_sketch_before',
  no_sketch_second: 'no_sketch_now',
  other_epoch: 'other_epoch',
} as const

/** How much of the rows before is in the new ones, and the other way round. */
export async function rowOverlap(db: Database, before: string, now: string): Promise<RowOverlap> {
  const found = await compareDeposits(db, before, now)
  if (found.kind === 'uncompared') return { reason: reasons[found.reason] }
  if (!found.rows) return { reason: 'no_rows' }
  return { kept: measured(found.rows.ofFirst), repeated: measured(found.rows.ofSecond) }
}

/** The greatest share of a deposit's rows that is in registered data of anybody but these. */
export async function sharedWithOthers(p: Platform, depositId: string, own: readonly string[]) {
  const { overlaps } = await overlapFacts(p, depositId)
  const others = new Set<string>()
  for (const { other } of overlaps)
    if (other && !others.has(other.depositId)) {
      const { partyId } = await getDepositFacts(p.db, other.depositId)
      if (!own.includes(partyId)) others.add(other.depositId)
    }
  const [greatest] = overlaps
    .filter((one) => one.column === null && one.stage === 'registered' && one.other && others.has(one.other.depositId))
    .toSorted((a, b) => b.share - a.share)
  // To the step, as whatever is told of others' data.
  return greatest ? coarse(measured(greatest)) : null
}
