import { registerDcat } from '@datadeed/core/registration/dcat'
import { declaredSources } from '@datadeed/core/registration/lineage'
import type { Platform } from '../../platform/platform.ts'
import { getEntry } from './entry.ts'
import { publicLineage } from './lineage-graph.ts'
import { publicNumbers } from './number.ts'
import { publicRevisions } from './revision.ts'

/** What has come to a registration since it was made: revisions, data sets around it, numbers elsewhere; all public. */
export async function livingOf(p: Platform, number: string) {
  const [{ revisions, predecessors }, graph, { items: numbers }] = await Promise.all([
    publicRevisions(p, number),
    publicLineage(p, number),
    publicNumbers(p, number),
  ])
  return { revisions, predecessors, graph, numbers }
}

/** The registration as a catalogue record. */
export async function registerRecord(p: Platform, number: string): Promise<string> {
  const entry = await getEntry(p, number)
  const { revisions, graph, numbers } = await livingOf(p, number)
  const url = (of: string) => `${p.config.publicUrl}/register/${of}`
  const record = registerDcat({
    ...{ ...entry, url: url(entry.registrationNumber), registrar: p.pack.registrar.name, revisions, numbers },
    sources: declaredSources(entry.registrationNumber, graph.edges).map(url),
  })
  return JSON.stringify(record)
}
