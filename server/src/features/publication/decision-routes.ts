import { AppError } from '@datadeed/core/kernel/errors'
import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/publication/decision-schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'publication'

/** The base of decisions: public reading, and the way of a text to the public. */
export function decisionRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/decisions', access: 'public', feature },
      ...{ operation: 'listDecisions', summary: '异议决定库：检索匿名化的异议决定' },
      ...{ query: schema.publishedDecisionQuery, reply: schema.publishedDecisionPage },
    },
    ({ query }) => service.listDecisions(p, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/decisions/grounds', access: 'public', feature },
      ...{ operation: 'listDecisionGrounds', summary: '异议决定库：每项理由的决定数和最近一件' },
      reply: schema.decisionGrounds,
    },
    () => service.decisionGroundsOf(p),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/decisions/:number', access: 'public', feature },
      ...{ operation: 'getDecision', summary: '异议决定库：一件决定' },
      ...{ params: z.object({ number: z.string().max(40) }), reply: schema.publishedDecision },
    },
    async ({ params }) => {
      const decision = await service.getDecision(p, params.number)
      if (!decision) throw new AppError('kernel.not_found')
      return decision
    },
  )

  const staff = ['examiner', 'reviewer', 'auditor', 'administrator'] as const
  const drafts = '/api/v1/decision-drafts'
  const one = { feature, params: z.object({ id }), reply: schema.decisionDraft } as const
  endpoint(
    app,
    {
      ...{ method: 'GET', url: drafts, access: staff, feature },
      ...{ operation: 'listDecisionDrafts', summary: '异议决定的公开文稿：待核对、待核准、已公开和不公开的' },
      ...{ query: schema.decisionDraftQuery, reply: schema.decisionDraftPage },
    },
    ({ actor, query }) => service.listDrafts(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ ...one, method: 'GET', url: `${drafts}/:id`, access: staff },
      ...{ operation: 'getDecisionDraft', summary: '一件公开文稿：匿名稿、原文和仍可能识别当事人的内容' },
    },
    ({ actor, params }) => service.getDraft(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...one, method: 'POST', url: `${drafts}/:id/check`, access: ['examiner'] },
      ...{ operation: 'checkDecision', summary: '核对匿名稿并提请核准公开', body: schema.decisionCheck },
    },
    ({ actor, params, body }) => service.checkDecision(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...one, method: 'POST', url: `${drafts}/:id/release`, access: ['reviewer'] },
      ...{ operation: 'releaseDecision', summary: '第二人核准公开，生成编号和永久地址' },
    },
    ({ actor, params }) => service.releaseDecision(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...one, method: 'POST', url: `${drafts}/:id/return`, access: ['reviewer'] },
      ...{ operation: 'returnDecision', summary: '退回重新核对', body: schema.decisionReason },
    },
    ({ actor, params, body }) => service.returnDecision(p, actor, params.id, body.reason),
  )
  endpoint(
    app,
    {
      ...{ ...one, method: 'POST', url: `${drafts}/:id/withhold`, access: ['reviewer'] },
      ...{ operation: 'withholdDecision', summary: '不予公开，或者撤下已公开的', body: schema.decisionReason },
    },
    ({ actor, params, body }) => service.withholdDecision(p, actor, params.id, body.reason),
  )
}
