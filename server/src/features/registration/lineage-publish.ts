import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from '../evidence/service.ts'
import { lockEntry } from './affair-store.ts'
import * as store from './lineage-store.ts'
import { appendRegisterEvent } from './store.ts'

/**
 * Tells the public register that a registered data set comes from another one, or no longer: event, entry of the log, and a
 * message for the holder of what it comes from. Nothing while the child is not registered.
 */
export async function publishLink(
  tx: Tx,
  p: Platform,
  link: store.LinkRow,
  command: 'declare' | 'strike',
  now: Date,
): Promise<bigint | null> {
  const child = link.child_id === null ? undefined : await lockEntry(tx, link.child_id)
  if (!child) return null
  const what = command === 'declare' ? 'lineage_declared' : 'lineage_struck'
  const { digests } = digestDocument({ link: link.id, command, at: now.toISOString() })
  const leafId = await logLeaf(tx, {
    type: 'certificate_status',
    subject: child.certificate_number,
    digests,
    body: {
      ...{ registration: child.registration_number, status: child.status, event: what },
      ...{ parent: link.parent_number, relation: link.relation },
    },
    now,
  })
  const payload = JSON.stringify({ detail: `登记 ${link.parent_number}` })
  await appendRegisterEvent(tx, { entry_id: child.id, at: now, what, leaf_id: leafId, payload })
  if (command === 'declare' && !link.own)
    for (const partyId of link.parent_parties)
      await p.events.emit(tx, 'registration.lineage_declared', {
        ...{ partyId, entryId: link.parent_id, now, source: `lineage:${link.id}` },
        ...{ childNumber: child.registration_number, parentNumber: link.parent_number },
      })
  return leafId
}

/** A case entered the register: what was declared while it was filed is public from now on. */
export async function registerLinks(tx: Tx, p: Platform, caseId: string, now: Date): Promise<void> {
  const entry = await store.findRegistered(tx, caseId)
  // Whoever declares for a case that is not registered holds the case, as this does: there is none to come.
  if (!entry || (await store.listParents(tx, caseId, [])).length === 0) return
  await store.lockLineage(tx)
  for (const id of await store.setChild(tx, caseId, entry.id)) {
    const link = await store.findLink(tx, id)
    if (link) await publishLink(tx, p, link, 'declare', now)
  }
}

/** Whoever holds a registration that comes from this one, directly or through others, is told that it moved. */
export async function alertDescendants(tx: Tx, p: Platform, entryId: string, to: string, now: Date): Promise<void> {
  const found = await store.listDescendants(tx, entryId)
  if (found.length === 0) return
  const [parent] = await store.listNodes(tx, [entryId])
  for (const { id, depth, party_id, registration_number } of found)
    await p.events.emit(tx, 'registration.parent_moved', {
      ...{ partyId: party_id, entryId: id, childNumber: registration_number, depth, status: to, now },
      parentNumber: parent?.registration_number ?? '',
      source: `parent:${entryId}:${id}:${to}:${now.getTime()}`,
    })
}
