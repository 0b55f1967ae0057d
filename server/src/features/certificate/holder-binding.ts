import { mayBindCredential, mayPresentCredential } from '@datadeed/core/certificate/policy'
import type { boundCredential } from '@datadeed/core/certificate/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { formatTime, readHolderProof } from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf, positionsOf } from '../evidence/service.ts'
import { type Chosen, credentialContent, credentialFile, inFreePlace, signCredential } from './credential.ts'
import * as store from './credential-store.ts'
import { issuerKeys } from './issuer-keys.ts'
import { requireCertificate, statusOf } from './status.ts'

/**
 * Binds the credential of a certificate to a key that the company holds, as it proves. The bound credential is another one
 * than the public one; a new key replaces the one before, whose credential the status list then calls superseded.
 */
export async function bindCredential(
  p: Platform,
  actor: Actor,
  number: string,
  proof: string,
): Promise<z.input<typeof boundCredential>> {
  const certificate = await requireCertificate(p, number)
  if (actor.kind !== 'account' || !mayBindCredential(actor, certificate.party_id))
    throw new AppError('kernel.forbidden')
  const { status, replacedBy } = await statusOf(p, certificate)
  if (status !== 'active' || replacedBy !== null) throw new AppError('certificate.not_in_force')
  const subject = certificate.certificate_number
  // The machine's time, by which the holder's program signed.
  const now = Math.floor(Date.now() / 1000)
  const asked = { audience: p.config.publicUrl, subject, now }
  const key = readHolderProof({ ...nodeCrypto, es256Verify }, proof, asked)
  if (!key) throw new AppError('certificate.bad_holder_proof', {}, [{ path: 'proof', message: '密钥持有证明不合格' }])
  const position = (await positionsOf(p, [certificate.leaf_id])).get(certificate.leaf_id)
  if (!position) throw new AppError('evidence.not_published')
  const makings = await store.getMakings(p.db, certificate.id)
  const numbers = await store.numbersInForce(p.db, makings.entry_id)
  const content = await credentialContent(p, makings, position.index, numbers)
  const keys = await issuerKeys(p)
  return await inFreePlace(p, async ({ list, idx }) => {
    const sdJwt = signCredential(p, keys, content, { list, idx, issuedAt: now }, key.jwk)
    const at = new Date(now * 1000)
    const bound = await inTx(p.db, async (tx) => {
      await store.lockBinding(tx, certificate.id)
      const last = await store.findBound(tx, certificate.id)
      if (last?.holder_kid === key.kid) return last
      const body = {
        issuer: p.config.publicUrl,
        certificate: subject,
        kid: key.kid,
        since: formatTime(now),
        use: 'holder',
      }
      const { digests } = digestDocument(body)
      const leaf_id = await logLeaf(tx, { type: 'key', subject: `holder-key-${subject}`, digests, body, now: at })
      const row = {
        ...{ certificate_id: certificate.id, seq: (last?.seq ?? 0) + 1, status_list: list, status_index: idx },
        ...{ sd_jwt: sdJwt, code: null, issued_at: at, holder_kid: key.kid, bound_by: actor.accountId, leaf_id },
        numbers: JSON.stringify(numbers),
      }
      if (!(await store.insertCredential(tx, row))) throw new PlaceTaken()
      return row
    }).catch((error: unknown) => {
      if (error instanceof PlaceTaken) return null
      throw error
    })
    return bound && { certificateNumber: subject, holderKid: key.kid, issuedAt: bound.issued_at.toISOString() }
  })
}

/** Takes the log's leaf back with the transaction. */
class PlaceTaken extends Error {}

/** The credential that is bound to the company's key, for it to be presented with a proof of holding. */
export async function boundCredentialFile(
  p: Platform,
  actor: Actor,
  number: string,
  chosen: Chosen,
): Promise<FileToSend> {
  const certificate = await requireCertificate(p, number)
  if (!mayPresentCredential(actor, certificate.party_id)) throw new AppError('kernel.not_found')
  const bound = await store.findBound(p.db, certificate.id)
  if (!bound) throw new AppError('certificate.not_bound')
  return await credentialFile(p, `${certificate.certificate_number}.bound.credential.json`, bound, chosen)
}
