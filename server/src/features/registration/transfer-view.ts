import { type Actor, errandCovers, organisationOf } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AffairKind, AffairStatus } from '@datadeed/core/registration/machine'
import { entryScope, mayReadAffair, maySeeEntry } from '@datadeed/core/registration/policy'
import type * as schema from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from '../filing/service.ts'
import { findPartner } from '../party/service.ts'
import { affairViewOf, eventsOf, visibleAffair } from './affair-view.ts'
import { encumbranceViewOf, inForce } from './encumbrance.ts'
import { briefOf } from './entry.ts'
import { countPartyAffairs, listPartyAffairs } from './transfer-store.ts'

/** An affair with what its parties may know of the registration it is about: the register's public part, and its burdens. */
export async function getAffairPage(p: Platform, actor: Actor, id: string) {
  const { row, entry, facts, under, beside } = await visibleAffair(p.db, p, actor, id)
  const pack = packOf(p, under)
  const reads = mayReadAffair(actor, facts)
  return {
    ...affairViewOf(actor, pack, row, facts, beside, await eventsOf(p.db, [id])),
    registration: {
      ...briefOf(entry, toChinaDate(p.clock.now().getTime())),
      holders: [...beside.holders],
      encumbrances: reads
        ? beside.burdens.filter((one) => one.entry_id === entry.id && inForce(one)).map(encumbranceViewOf)
        : [],
    },
    rule: pack.afterRegistration?.affairs.find(({ kind }) => kind === row.kind) ?? null,
    entryVisible: maySeeEntry(actor, facts.entry),
  }
}

/** Affairs that the actor's organisation began, signs or was told of. */
export async function listAffairs(p: Platform, actor: Actor, query: z.output<typeof schema.affairQuery>) {
  const scope = entryScope(actor)
  if (scope.kind !== 'party' && scope.kind !== 'delegated') return { items: [], next: null, total: 0 }
  const whose = { partyId: scope.partyId, cases: scope.kind === 'delegated' ? scope.cases : null }
  const toSign = query.toSign === 'true'
  const [rows, total] = await Promise.all([
    listPartyAffairs(p.db, whose, toSign, decodePlace(query.cursor, 'moment'), query.limit),
    countPartyAffairs(p.db, whose, toSign),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
  return {
    items: items.map((row) => ({
      ...{ id: row.id, number: row.number, kind: row.kind as AffairKind, status: row.status as AffairStatus },
      ...{ name: row.name, registrationNumber: row.registration_number, begunBy: row.begun_by },
      ...{ createdAt: row.created_at.toISOString(), toSign: row.to_sign },
    })),
    ...{ next, total },
  }
}

/** An organisation by its code, so that its name can be checked before anything is sent to it. */
export async function findTakingPart(p: Platform, uscc: string) {
  const found = await findPartner(p.db, uscc)
  if (!found) throw new AppError('registration.partner_unknown')
  return { name: found.name, uscc: found.uscc }
}

/** The letter of a decided affair, for whoever may read the affair. */
export async function readAffairLetter(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { row, facts } = await visibleAffair(p.db, p, actor, id)
  const { id: caseId } = facts.entry
  const partyId = organisationOf(actor, 'affair', caseId) ?? ''
  const receives = errandCovers(actor, 'receive_letters', { partyId, caseId })
  if (!row.letter_sha256 || !mayReadAffair(actor, facts) || !receives) throw new AppError('kernel.not_found')
  const body = await p.blobs.get(row.letter_sha256)
  return { name: `${row.letter_number}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}
