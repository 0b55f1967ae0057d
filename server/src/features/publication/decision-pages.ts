import { publishedDecisionQuery } from '@datadeed/core/publication/decision-schema'
import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { decisionGroundsOf, getDecision, listDecisions } from './decision.ts'
import { decisionFilters, decisionPage, decisionsPage, withheldPage } from './pages/decisions.ts'

/** The public base of decisions on objections. */
export function decisionPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/decisions', async ({ view, query }) => {
    const asked = Object.fromEntries(decisionFilters.flatMap((name) => (query[name] ? [[name, query[name]]] : [])))
    const parsed = publishedDecisionQuery.safeParse(asked)
    const [found, { items: decided }] = await Promise.all([
      listDecisions(p, parsed.success ? parsed.data : publishedDecisionQuery.parse({})),
      decisionGroundsOf(p),
    ])
    // What earlier rules called a ground can be asked for as long as there are decisions on it.
    const grounds = new Map([
      ...decided.map(({ ground, text }) => [ground, text] as const),
      ...p.pack.objectionReasons.map(({ code, text }) => [code, text] as const),
    ])
    return decisionsPage(view, parsed.success ? asked : {}, found, [...grounds])
  })
  pageRoute(app, p, '/decisions/:number', async ({ view, params }) => {
    const decision = await getDecision(p, (params.number ?? '').toUpperCase())
    return decision ? decisionPage(view, decision) : withheldPage(view)
  })
}
