import * as schema from '@datadeed/core/filing/template-schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const
const choosers = ['examiner', 'reviewer', 'administrator'] as const

/** Templates and examples (模板与示范案例). */
export function templateRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/templates',
      access: 'account',
      feature,
      operation: 'listTemplates',
      summary: '申请模板：按重点方向和运输方式，留有空白待填',
      reply: schema.templateList,
    },
    () => service.listTemplates(p),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/examples',
      access: 'account',
      feature,
      operation: 'listExamples',
      summary: '示范案例：权利人同意、工作人员选用的登记，只含公开内容',
      query: schema.exampleQuery,
      reply: schema.examplePage,
    },
    ({ actor, query }) => service.listExamplesFor(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/examples/:id/choice',
      access: choosers,
      feature,
      operation: 'chooseExample',
      summary: '把权利人同意的登记选为示范案例，写明点评',
      params: byId,
      body: schema.exampleChoice,
      reply: z.object({}),
    },
    ({ actor, params, body }) => service.chooseExample(p, actor, params.id, body.note),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/examples/:id/choice',
      access: choosers,
      feature,
      operation: 'dropExample',
      summary: '撤下示范案例',
      params: byId,
      reply: z.object({}),
    },
    ({ actor, params }) => service.chooseExample(p, actor, params.id, null),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/example-consent',
      access: company,
      feature,
      operation: 'getExampleConsent',
      summary: '本单位的登记是否同意作为示范案例',
      params: byId,
      reply: schema.exampleConsent,
    },
    ({ actor, params }) => service.getConsent(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/cases/:id/example-consent',
      access: ['signatory'],
      feature,
      operation: 'decideExampleConsent',
      summary: '同意作为示范案例，或者收回同意（立即生效）',
      params: byId,
      body: schema.consentChange,
      reply: schema.exampleConsent,
    },
    ({ actor, params, body }) => service.decideConsent(p, actor, params.id, body.consent),
  )
}
