import * as schema from '@datadeed/core/examination/expert-schema'
import { reason } from '@datadeed/core/kernel/case'
import { id, pageOf } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as request from './expert-request.ts'
import * as experts from './experts.ts'

const feature = 'examination'
const byId = z.object({ id })
const ofCase = z.object({ id, requestId: id })
const administrator = ['administrator'] as const
const examiner = ['examiner'] as const

/** The register of experts, and what examiners ask of them; experts themselves come by a link, without an account. */
export function expertRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      ...{ method: 'GET', feature, url: '/api/v1/experts', operation: 'listExperts' },
      access: ['examiner', 'reviewer', 'auditor', 'administrator'],
      summary: '专家名册：专业、单位、申报的利害关系和征询次数',
      ...{ query: schema.expertQuery, reply: pageOf(schema.expertView) },
    },
    ({ query }) => experts.listExperts(p, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', feature, url: '/api/v1/experts', access: administrator, operation: 'addExpert' },
      ...{ summary: '把专家列入名册', body: schema.expertInput, reply: schema.expertView },
    },
    ({ actor, body }) => experts.addExpert(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'PUT', feature, url: '/api/v1/experts/:id', access: administrator, operation: 'changeExpert' },
      ...{ summary: '修改或者停用名册中的专家', params: byId, body: schema.expertChange, reply: schema.expertView },
    },
    ({ params, body }) => experts.changeExpert(p, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', feature, url: '/api/v1/cases/:id/expert-choices', access: examiner },
      ...{ operation: 'getExpertChoices', params: byId, reply: schema.expertChoices },
      summary: '本案可以征询哪些专家、谁须回避、问什么、通常展示什么、何时到期',
    },
    ({ actor, params }) => request.expertChoices(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', feature, url: '/api/v1/cases/:id/expert-requests', access: 'account' },
      ...{ operation: 'listExpertRequests', params: byId, reply: schema.expertRequests },
      summary: '案件征询专家的情况和专家意见；申请人看到多少依规则包',
    },
    ({ actor, params }) => request.listRequests(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', feature, url: '/api/v1/cases/:id/expert-requests', access: examiner },
      ...{ operation: 'askExpert', params: byId, body: schema.askExpert, reply: schema.expertRequests },
      summary: '征询专家：选定展示内容，发出限期链接，期限中止计算',
    },
    ({ actor, params, body }) => request.askExpert(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', feature, url: '/api/v1/cases/:id/expert-requests/:requestId/recall', access: examiner },
      ...{ operation: 'recallExpert', params: ofCase, reply: schema.expertRequests },
      ...{ summary: '撤回征询，链接立即作废', body: z.object({ reason }) },
    },
    ({ actor, params, body }) => request.recallExpert(p, actor, params.id, params.requestId, body.reason),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', feature, url: '/api/v1/cases/:id/expert-requests/:requestId/resending', access: examiner },
      ...{ operation: 'resendExpertLink', params: ofCase, reply: schema.expertRequests },
      summary: '重新发送链接，原链接作废',
    },
    ({ actor, params }) => request.resendLink(p, actor, params.id, params.requestId),
  )
}
