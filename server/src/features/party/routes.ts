import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/party/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'party'
const byId = z.object({ id })

export function partyRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/sign-ups',
      access: 'public',
      feature,
      operation: 'signUp',
      summary: '企业注册，待主管部门审核',
      body: schema.signUp,
      reply: schema.signUpView,
      perMinute: 10,
      command: true,
    },
    ({ body }) => service.signUp(p, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/parties',
      access: ['examiner', 'reviewer', 'officer', 'auditor', 'administrator'],
      feature,
      operation: 'listParties',
      summary: '机构列表',
      query: schema.partyQuery,
      reply: schema.partyPage,
    },
    ({ actor, query }) => service.listParties(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/parties/:id',
      access: 'account',
      feature,
      operation: 'getParty',
      summary: '机构详情',
      params: byId,
      reply: schema.partyView,
    },
    ({ actor, params }) => service.getParty(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/parties/:id/approval',
      access: ['officer', 'administrator'],
      feature,
      operation: 'approveParty',
      summary: '通过机构注册',
      params: byId,
      reply: schema.partyView,
    },
    ({ actor, params }) => service.approveParty(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/parties/:id/rejection',
      access: ['officer', 'administrator'],
      feature,
      operation: 'rejectParty',
      summary: '退回机构注册并说明原因',
      params: byId,
      body: schema.partyRejection,
      reply: schema.partyView,
    },
    ({ actor, params, body }) => service.rejectParty(p, actor, params.id, body.reason),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/regions',
      access: 'public',
      feature,
      operation: 'listRegions',
      summary: '市州与区县（GB/T 2260）',
      reply: schema.regionsView,
    },
    () => service.listRegions(),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/industries',
      access: 'public',
      feature,
      operation: 'listIndustries',
      summary: '行业小类（GB/T 4754-2017）',
      reply: schema.industriesView,
    },
    () => service.listIndustries(),
  )
}
