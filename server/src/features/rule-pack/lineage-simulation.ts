import { toChinaDate } from '@datadeed/core/kernel/dates'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { type LineageDifference, lineageEffects } from '@datadeed/core/registration/lineage-effect'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from '../filing/service.ts'
import { untilUnder } from './registry-simulation.ts'
import { countPastLinks, listPastLinks } from './simulation-store.ts'
import { mostSimulated } from './store.ts'

const listed = 200

/** Which declarations that data come from a registration would be judged otherwise under a pack, each compared with the pack it stands under. */
export async function simulateLineage(p: Platform, pack: RulePack) {
  const today = toChinaDate(p.clock.now().getTime())
  const links = await listPastLinks(p.db, mostSimulated)
  const counts: Record<LineageDifference['kind'], number> = { relation: 0, proof: 0, parent: 0 }
  const judged = { stopped: 0, freed: 0 }
  const items = []
  for (const { relation, own, proofThere, declaredAt, parent, packJurisdiction, packVersion, ...ends } of links) {
    const before = packOf(p, parent)
    const { differences, stopped, freed } = lineageEffects(
      { pack: packOf(p, { packJurisdiction, packVersion }), parentUntil: parent.validUntil },
      { pack, parentUntil: untilUnder(parent, before, pack) },
      { relation, own, proofThere, declaredOn: toChinaDate(declaredAt.getTime()) },
      today,
    )
    if (stopped) judged.stopped += 1
    if (freed) judged.freed += 1
    if (differences.length === 0) continue
    for (const { kind } of differences) counts[kind] += 1
    items.push({ ...ends, version: `${packJurisdiction} ${packVersion}`, differences })
  }
  return {
    ...{ total: await countPastLinks(p.db), examined: links.length, differing: items.length },
    ...{ ...judged, counts, items: items.slice(0, listed) },
  }
}
