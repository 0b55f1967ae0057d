import { completenessOf, percentOf } from '@datadeed/core/coaching/completeness'
import { counts, daysToCertificate, serviceIndicator } from '@datadeed/core/coaching/figures'
import { coachingScope } from '@datadeed/core/coaching/policy'
import type * as schema from '@datadeed/core/coaching/schema'
import { type Actor, isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from '../filing/service.ts'
import { listFigures, listFirstLinks } from './link-store.ts'
import { listCompanies } from './store.ts'

const dayOf = (moment: Date) => toChinaDate(moment.getTime())

/** The indicator 精准服务 with every coaching case behind it; of the actor's place only. */
export async function serviceFigures(p: Platform, actor: Actor): Promise<z.output<typeof schema.serviceFigures>> {
  const scope = coachingScope(actor)
  if (!isStaff(actor) || scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  const [rows, links] = await Promise.all([listFigures(p.db, scope), listFirstLinks(p.db, scope)])
  const complete = new Map(
    links.map(({ coachingId, before, findings, ...link }) => [
      coachingId,
      { before: percentOf(before), now: percentOf(completenessOf(packOf(p, link), findings)) },
    ]),
  )
  const facts = rows.map(({ firstContactAt, closedAt, certifiedAt, ...row }) => ({
    ...row,
    firstContactOn: dayOf(firstContactAt),
    closedOn: closedAt && dayOf(closedAt),
    certifiedOn: certifiedAt && dayOf(certifiedAt),
  }))
  const rule = p.pack.preciseService
  return {
    asOf: dayOf(p.clock.now()),
    ...serviceIndicator(facts),
    target: rule?.target ?? null,
    rule: rule ? { text: rule.text, source: rule.source, confidence: rule.confidence } : null,
    items: facts.map(({ partyId: _, channel, ...row }) => ({
      ...row,
      channel: channel as z.output<typeof schema.serviceFigures>['items'][number]['channel'],
      days: daysToCertificate(row),
      before: complete.get(row.id)?.before ?? null,
      now: complete.get(row.id)?.now ?? null,
      counts: counts(row),
    })),
  }
}

/** Companies that a coach may open a case for. */
export async function findCompanies(p: Platform, actor: Actor, q: string): Promise<z.output<typeof schema.companies>> {
  const scope = coachingScope(actor)
  if (!isStaff(actor) || scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  return { items: await listCompanies(p.db, scope, q) }
}
