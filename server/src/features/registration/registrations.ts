import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AffairKind } from '@datadeed/core/registration/machine'
import { entryScope, maySeeAffair, maySeeEntry, offeredKinds } from '@datadeed/core/registration/policy'
import type { registrationQuery } from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import { affairViewOf, entryFacts } from './affair.ts'
import * as store from './affair-store.ts'
import { briefOf, viewOf } from './entry.ts'
import { findEntryById } from './store.ts'

/** The registrations of the actor's organisation, or of the authority's reach. */
export async function listRegistrations(p: Platform, actor: Actor, query: z.output<typeof registrationQuery>) {
  const today = toChinaDate(p.clock.now().getTime())
  const scope = entryScope(actor)
  const filter = { q: query.q?.normalize('NFC').trim(), status: query.status, waiting: query.waiting === 'true', today }
  const [rows, total] = await Promise.all([
    store.listRegistrations(p.db, scope, filter, decodePlace(query.cursor, 'day'), query.limit),
    store.countRegistrations(p.db, scope, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.registered_on, row.id])
  return {
    items: items.map((row) => ({
      ...briefOf(row, today),
      ...{ id: row.id, openAffairs: Number(row.waiting ?? 0), nearestDue: row.nearest_due },
    })),
    ...{ next, total },
  }
}

/** One registration in the workplace: its versions, its affairs as far as the actor may see them, what may be begun. */
export async function getRegistration(p: Platform, actor: Actor, id: string) {
  const row = await findEntryById(p.db, 'id', id)
  if (!row) throw new AppError('kernel.not_found')
  const under = await loadCase(p.db, row.case_id)
  const entry = entryFacts(row, under, p.clock.now())
  if (!maySeeEntry(actor, entry)) throw new AppError('kernel.not_found')
  const pack = packOf(p, under)
  const affairs = await store.listAffairs(p.db, id)
  const factsOf = (affair: store.AffairRow) => ({
    ...{ kind: affair.kind as AffairKind, status: affair.status as never, entry },
    ...{ filedBy: affair.filed_by, proposedBy: affair.proposed_by },
  })
  const seen = affairs.filter((affair) => maySeeAffair(actor, factsOf(affair)))
  const ids = seen.map((affair) => affair.id)
  const [documents, events, versions, view, party, openRows] = await Promise.all([
    store.listDocuments(p.db, ids),
    store.listAffairEvents(p.db, ids),
    store.listVersions(p.db, id),
    viewOf(p, row),
    partyFacts(p, row.party_id),
    store.listOpenAffairs(p.db, id),
  ])
  const open = openRows.map(({ kind }) => kind as AffairKind)
  const rules = pack.afterRegistration?.affairs ?? []
  const offered = offeredKinds(actor, entry, open)
  return {
    ...view,
    ...{ id, caseId: row.case_id, address: party.address ?? '', rules },
    scenario: (row.content as unknown as PublicContent).scenario,
    certificates: versions.map(({ certificate_number, at }) => ({ number: certificate_number, at: at.toISOString() })),
    affairs: seen.map((affair) => affairViewOf(actor, pack, affair, factsOf(affair), documents, events)),
    offered: rules.filter(({ kind }) => offered.includes(kind as AffairKind)),
  }
}
