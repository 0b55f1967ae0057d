import { type Actor, organisationOf } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from '../evidence/service.ts'
import type { AffairRow } from './affair-store.ts'
import type { Entry } from './renewal.ts'
import { answerSignature, type SignatureRow } from './transfer-store.ts'

/** What a signatory of a party signs: the affair and everything agreed in it, as one digest. */
function signedDigest({ number, kind, content }: AffairRow): string {
  return digestDocument({ number, kind, content } as object).digests.sha256
}

/** Records the signature, or the refusal, of the party that the actor signs for. */
export async function answer(
  tx: Tx,
  actor: Actor,
  row: AffairRow,
  caseId: string,
  agrees: boolean,
  now: Date,
): Promise<void> {
  const partyId = organisationOf(actor, 'affair_sign', caseId)
  if (actor.kind !== 'account' || !partyId) throw new AppError('kernel.forbidden')
  const { accountId, delegation } = actor
  const sha256 = agrees ? signedDigest(row) : null
  const delegationId = delegation?.id ?? null
  await answerSignature(tx, { affairId: row.id, partyId, accountId, delegationId, now, sha256 })
}

/** A refusal changes nothing in the register, and is in the log like every decision: number and letter, no reasons. */
export async function logRefusal(
  tx: Tx,
  entry: Entry,
  row: AffairRow,
  now: Date,
  letter: { sha256: string } | undefined,
): Promise<void> {
  const { digests } = digestDocument({
    entry: entry.id,
    affair: row.id,
    command: 'refuse',
    content: row.content,
  } as object)
  await logLeaf(tx, {
    ...{ type: 'certificate_status', subject: entry.certificate_number, digests, now },
    body: {
      ...{ registration: entry.registration_number, status: entry.status, event: 'affair_refused' },
      ...{ affair: row.number, ...(letter && { letter: letter.sha256 }) },
    },
  })
}

/** Tells those who must sign that they are asked, and the party that asked when one of them declines. */
export async function tellParties(
  tx: Tx,
  p: Platform,
  about: { row: AffairRow; to: string; signatures: readonly SignatureRow[]; told: readonly string[] },
  registration: string,
  now: Date,
): Promise<void> {
  const { row, to, signatures, told } = about
  const news = { affairId: row.id, number: row.number, registration, now }
  const emit = async (what: 'asked' | 'declined' | 'settled', partyIds: string[]) => {
    if (partyIds.length > 0) await p.events.emit(tx, 'registration.affair_told', { ...news, what, partyIds })
  }
  if (to === 'awaiting_signatures' && row.status === 'draft')
    await emit(
      'asked',
      signatures.map(({ party_id }) => party_id),
    )
  if (to === 'declined') await emit('declined', row.party_id ? [row.party_id] : [])
  // Those who were told what it would do learn what came of it.
  if (['granted', 'refused', 'withdrawn', 'declined'].includes(to)) await emit('settled', [...told])
}
