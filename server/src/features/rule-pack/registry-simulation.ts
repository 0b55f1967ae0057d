import { toChinaDate } from '@datadeed/core/kernel/dates'
import { deadlineFor, type RulePack } from '@datadeed/core/kernel/rule-pack'
import { expiryOf } from '@datadeed/core/registration/expiry'
import { registryEffects } from '@datadeed/core/registration/pack-effect'
import type { RegistryDifferenceKind } from '@datadeed/core/rule-pack/schema'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from '../filing/service.ts'
import { countRegistrations, type PastRegistration } from './store.ts'

const listed = 200

const dayOf = (moment: string) => toChinaDate(new Date(moment).getTime())

type PastTerm = Pick<PastRegistration, 'registeredOn' | 'termUntil' | 'authorisationUntil' | 'validUntil'>

/** The term that the rules give; null for a last day that they do not give: it was fixed by a decision, and stays. */
function termUnder({ registeredOn, termUntil, authorisationUntil, validUntil }: PastTerm, before: RulePack) {
  const term = { registeredOn, termUntil, authorisationUntil }
  return expiryOf(before, term).day === validUntil ? term : null
}

/** The last day that a registration under one pack would have under another. */
export function untilUnder(row: PastTerm, before: RulePack, pack: RulePack): string {
  const term = termUnder(row, before)
  return term ? expiryOf(pack, term).day : row.validUntil
}

function effectsOn(p: Platform, row: PastRegistration, pack: RulePack) {
  const before = packOf(p, row)
  const facts = {
    term: termUnder(row, before),
    coOwned: row.coOwned,
    burdens: row.burdens,
    affairs: row.affairs.map(({ filedAt, ...affair }) => ({ ...affair, filedOn: filedAt && dayOf(filedAt) })),
  }
  const effects = registryEffects(
    before,
    pack,
    facts,
    (by, step, from) => deadlineFor(by, step, from, p.rules.calendarFor(row.prefectureCode, step)).date,
  )
  // Of one that is over only whether it would be is asked.
  return row.status === 'expired' ? effects.filter(({ kind }) => kind === 'expiry') : effects
}

/** What registrations, their burdens and open affairs would have otherwise under a pack, each compared with the pack it stands under. */
export async function simulateRegistry(p: Platform, pack: RulePack, rows: readonly PastRegistration[]) {
  const today = toChinaDate(p.clock.now().getTime())
  const counts: Record<RegistryDifferenceKind, number> = { expiry: 0, renewal: 0, affair: 0, condition: 0 }
  const over = { ended: 0, revived: 0 }
  const items = []
  for (const row of rows) {
    const differences = effectsOn(p, row, pack)
    if (differences.length === 0) continue
    for (const { kind } of differences) counts[kind] += 1
    const until = differences.find(({ kind }) => kind === 'expiry')?.after
    if (until && row.status !== 'expired' && until < today) over.ended += 1
    if (until && row.status === 'expired' && until >= today) over.revived += 1
    const { entryId, number, name, status, packJurisdiction, packVersion } = row
    items.push({ ...{ entryId, number, name, status, differences }, version: `${packJurisdiction} ${packVersion}` })
  }
  return {
    ...{ total: await countRegistrations(p.db), examined: rows.length, differing: items.length },
    ...{ ...over, counts, items: items.slice(0, listed) },
  }
}
