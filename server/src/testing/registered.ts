import { buffer } from 'node:stream/consumers'
import type { CredentialCrypto } from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import { issueCertificate } from '../features/certificate/service.ts'
import { untilPublished, withWitnesses } from '../features/evidence/testing/fixture.ts'
import { sweepNotices } from '../features/publication/service.ts'
import type { FileToSend } from '../platform/http/send-file.ts'
import { subscribeAll } from '../subscriptions.ts'
import { type Company, openWorld, type World } from './cases.ts'
import { openApp, requester } from './http.ts'
import { reach } from './procedure.ts'

export interface Registered {
  w: World
  call: ReturnType<typeof requester>
  caseId: string
  /** of the certificate that is yet to be issued */
  number: string
}

/** One registration behind one witness: the notice is over, its certificate is not issued yet. */
export async function openRegistered(): Promise<Registered> {
  const w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  const call = requester(await openApp(w.p))
  const { id } = await reach(w, 'public_notice')
  w.p.clock.set('2026-03-17T01:00:00Z')
  await sweepNotices(w.p)
  const entry = await w.p.owner.selectFrom('register_entry').select('certificate_number').executeTakeFirstOrThrow()
  return { w, call, caseId: id, number: entry.certificate_number }
}

/** Another registration of a company with its certificate; the clock stands on its day afterwards. */
export async function register(w: World, company: Company = w.own) {
  w.p.clock.set('2026-03-02T01:00:00Z')
  const { id: caseId } = await reach({ ...w, own: company }, 'public_notice')
  w.p.clock.set('2026-03-17T01:00:00Z')
  await sweepNotices(w.p)
  await issueCertificate(w.p, caseId)
  return await w.p.owner
    .selectFrom('register_entry')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('opened_by', 'is', null)
    .executeTakeFirstOrThrow()
}

/** Waits until the witness has seen the entry of the issued certificate. */
export async function untilWitnessed({ p }: World): Promise<void> {
  const leaf = await p.owner.selectFrom('certificate').select('leaf_id').executeTakeFirstOrThrow()
  await untilPublished(p, [leaf.leaf_id])
}

export async function setStatus({ p }: World, status: string): Promise<void> {
  await p.owner.updateTable('register_entry').set({ status }).execute()
}

export async function bytesOf({ body }: FileToSend): Promise<Buffer> {
  return body instanceof Uint8Array ? Buffer.from(body) : await buffer(body)
}

export const crypto: CredentialCrypto = { ...nodeCrypto, es256Verify }
/** Unix seconds. */
export const now = () => Math.floor(Date.now() / 1000)
export const codes = (verdict: { reasons: readonly { code: string }[] }) => verdict.reasons.map(({ code }) => code)
