import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AffairKind } from '@datadeed/core/registration/machine'
import { entryScope, maySeeAffair, maySeeEntry, offeredKinds } from '@datadeed/core/registration/policy'
import { renewalWindow } from '@datadeed/core/registration/renewal'
import type { registrationQuery } from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import * as store from './affair-store.ts'
import { affairViewOf, besideOf, entryFacts, eventsOf, factsOf } from './affair-view.ts'
import { encumbranceViewOf, inForce } from './encumbrance.ts'
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
  const affairs = await store.listAffairs(p.db, id)
  const beside = await besideOf(p.db, row, affairs)
  const entry = entryFacts(row, under, p.clock.now(), beside.holders)
  if (!maySeeEntry(actor, entry)) throw new AppError('kernel.not_found')
  const pack = packOf(p, under)
  const seen = affairs.filter((affair) => maySeeAffair(actor, factsOf(affair, entry, beside)))
  const ids = seen.map((affair) => affair.id)
  const [events, versions, view, party, openRows] = await Promise.all([
    eventsOf(p.db, ids),
    store.listVersions(p.db, id),
    viewOf(p, row),
    partyFacts(p, row.party_id),
    store.listOpenAffairs(p.db, id),
  ])
  const open = openRows.map(({ kind }) => kind as AffairKind)
  const rules = pack.afterRegistration?.affairs ?? []
  const window = renewalWindow(pack, row.valid_until)
  const today = toChinaDate(p.clock.now().getTime())
  const burdens = beside.burdens.filter((one) => one.entry_id === id && inForce(one))
  // What has nothing to be about yet is not offered.
  const idle: Partial<Record<AffairKind, boolean>> = {
    renewal: today < window.opens || today > window.closes,
    unfreeze: !burdens.some(({ kind }) => kind === 'freeze'),
    discharge: !burdens.some(({ kind }) => kind !== 'freeze'),
  }
  const offered = offeredKinds(actor, entry, open).filter((kind) => !idle[kind])
  return {
    ...view,
    ...{ id, caseId: row.case_id, address: party.address ?? '', rules },
    scenario: (row.content as unknown as PublicContent).scenario,
    certificates: versions.map(({ certificate_number, at }) => ({ number: certificate_number, at: at.toISOString() })),
    holders: [...beside.holders],
    encumbrances: beside.burdens.filter(({ entry_id }) => entry_id === id).map(encumbranceViewOf),
    renewal: window,
    authorisationUntil: row.authorisation_until ?? '',
    affairs: seen.map((affair) => affairViewOf(actor, pack, affair, factsOf(affair, entry, beside), beside, events)),
    offered: rules.filter(({ kind }) => offered.includes(kind as AffairKind)),
  }
}
