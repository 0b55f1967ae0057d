import { comparedFields, fingerprintsOf, plainText } from '@datadeed/core/filing/alike'
import type { RegistryFacts } from '@datadeed/core/filing/preexam'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { commonText } from '@datadeed/core/filing/template'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { overlapFacts } from '../overlap/service.ts'
import {
  findOverlaps,
  type KeptOverlap,
  keepOverlaps,
  keepText,
  listCasesOn,
  listReusedAttachments,
  listTextsLike,
} from './preexam-store.ts'

interface Subject {
  id: string
  partyId: string
  form: CaseDraft
}

/** The texts of an application that are compared. With a pack, without what its templates give everybody. */
export const textsOf = (form: CaseDraft, pack?: RulePack) =>
  comparedFields.map((field) => {
    const text = plainText(form[field] ?? '')
    const common = pack && commonText(pack)[field].hashes
    const hashes = fingerprintsOf(field, text).filter((hash) => !common?.has(hash))
    return { field, plain: text.chars.join(''), hashes }
  })

/** What of the registry stands beside a case, as the machine pre-examination takes it. */
export async function registryFacts(
  db: Database | Tx,
  { id, partyId, form }: Subject,
  pack: RulePack,
): Promise<RegistryFacts> {
  // One after the other: inside a transaction they share a connection.
  const texts = await listTextsLike(db, id, textsOf(form, pack))
  const attachments = await listReusedAttachments(db, { id, partyId })
  const overlaps = (await findOverlaps(db, id))?.overlaps ?? []
  const depositIds = [...new Set(overlaps.map(({ depositId }) => depositId))]
  const cases = await listCasesOn(db, depositIds, id)
  return {
    ...{ partyId, texts, attachments },
    overlaps: overlaps.flatMap(({ depositId, ...overlap }) =>
      cases.filter((one) => one.depositId === depositId).map(({ other }) => ({ ...overlap, other })),
    ),
  }
}

/** From now on others' texts are compared with those of this case. */
export async function keepTexts(tx: Tx, { id, form }: Pick<Subject, 'id' | 'form'>): Promise<void> {
  for (const text of textsOf(form)) await keepText(tx, id, text)
}

const FRESH_MS = 10 * 60_000

/**
 * Compares the sketches of the case's data with all others, unless that was done within ten minutes. Never inside a transaction: the search
 * takes its own connections and milliseconds for each column.
 */
export async function lookForOverlaps(
  p: Platform,
  { id, depositId }: { id: string; depositId: string },
  { anew = false } = {},
): Promise<void> {
  const now = p.clock.now()
  const kept = await findOverlaps(p.db, id)
  if (kept && !anew && Math.abs(now.getTime() - kept.lookedAt.getTime()) < FRESH_MS) return
  const { overlaps } = await overlapFacts(p, depositId)
  const found = overlaps.flatMap(({ file, column, share, other }): KeptOverlap[] =>
    other ? [{ file, column, share, depositId: other.depositId }] : [],
  )
  await inTx(p.db, (tx) => keepOverlaps(tx, id, found, now))
}
