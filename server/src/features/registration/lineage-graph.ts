import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { coarseMeasure, type LineageMeasure } from '@datadeed/core/registration/lineage'
import type { lineageGraph } from '@datadeed/core/registration/lineage-schema'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import * as store from './lineage-store.ts'
import { statusToday } from './status-today.ts'
import { type EntryRow, findEntry } from './store.ts'

/** Registrations shown in one picture. */
const mostNodes = 60

type LineageGraph = z.input<typeof lineageGraph>

/** What anybody may know of where a registration's data come from and what comes from them: registered data sets only. */
export async function lineageGraphOf(p: Platform, entry: Pick<EntryRow, 'id'>): Promise<LineageGraph> {
  const around = await store.listAround(p.db, entry.id, mostNodes)
  const shown = around.slice(0, mostNodes)
  const ids = shown.map(({ id }) => id)
  const [rows, links, successions] = await Promise.all([
    store.listNodes(p.db, ids),
    store.listEdgesBetween(p.db, ids),
    store.listSuccessionsBetween(p.db, ids),
  ])
  const today = toChinaDate(p.clock.now().getTime())
  const nodes = shown
    .flatMap(({ id, depth }) => {
      const row = rows.find((one) => one.id === id)
      return row ? [{ row, depth }] : []
    })
    .toSorted((a, b) => a.depth - b.depth)
  return {
    nodes: nodes.map(({ row, depth }) => ({
      ...{ number: row.registration_number, name: row.name, holder: row.holder, depth },
      status: statusToday(row, today),
    })),
    edges: [
      ...successions.map(({ parent, child, kind }) => ({
        ...{
          parent,
          child,
          kind: kind as 'division' | 'merger',
          relation: kind,
          own: true,
          status: 'confirmed' as const,
        },
        ...{ authorisationUntil: null, measure: { kind: 'unmeasured', reason: 'not_yet' } as const },
      })),
      ...links.map((link) => ({
        ...{ parent: link.parent_number, child: link.child_number ?? '', kind: 'declared' as const },
        ...{ relation: link.relation, own: link.own, status: link.status as 'declared' },
        authorisationUntil: link.authorisation_until,
        measure: coarseMeasure(link.measure as unknown as LineageMeasure),
      })),
    ],
    more: Math.max(0, around.length - mostNodes),
  }
}

/** The public picture by a number of the register. */
export async function publicLineage(p: Platform, number: string): Promise<LineageGraph> {
  const row = await findEntry(p.db, number.toUpperCase())
  if (!row) throw new AppError('certificate.not_issued')
  return await lineageGraphOf(p, row)
}
