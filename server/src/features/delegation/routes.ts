import * as schema from '@datadeed/core/delegation/schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'delegation'
const byId = z.object({ id })

export function delegationRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/delegations',
      access: 'account',
      feature,
      operation: 'listDelegations',
      summary: '本单位委托别人的、别人委托本单位的',
      reply: schema.delegationPage,
    },
    ({ actor }) => service.listDelegations(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/delegations',
      access: ['signatory'],
      feature,
      operation: 'grantDelegation',
      // It holds a password: neither the request nor its digest is kept.
      command: false,
      summary: '签署委托书：事项、案件、期限；签署人重新输入密码',
      body: schema.newDelegation,
      reply: schema.delegationView,
      perMinute: 20,
    },
    ({ actor, body, request }) => service.grantDelegation(p, actor, body, request.ip),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/delegations/:id',
      access: 'account',
      feature,
      operation: 'getDelegation',
      summary: '一份委托书',
      params: byId,
      reply: schema.delegationView,
    },
    ({ actor, params }) => service.getDelegation(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/delegations/:id/document.pdf',
      access: 'account',
      feature,
      operation: 'getDelegationPdf',
      summary: '委托书（PDF）',
      params: byId,
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.readDelegationPdf(p, actor, params.id), 'inline'),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/delegations/:id/acts',
      access: 'account',
      feature,
      operation: 'listDelegationActs',
      summary: '凭这份委托书办理的每一项操作',
      params: byId,
      reply: schema.delegationActs,
    },
    ({ actor, params }) => service.listDelegationActs(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/delegations/:id/steps',
      access: ['filer', 'signatory', 'coach'],
      feature,
      operation: 'moveDelegation',
      summary: '接受、谢绝或者撤销委托；撤销即时生效',
      params: byId,
      body: schema.delegationStep,
      reply: schema.delegationView,
    },
    ({ actor, params, body }) => service.moveDelegation(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/me/acting',
      access: 'account',
      feature,
      operation: 'chooseActing',
      summary: '选择代谁办理，或者回到本单位',
      body: schema.choice,
      reply: z.object({}),
    },
    ({ actor, body, request }) => service.chooseActing(p, actor, request.sessionId, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/agency/cases',
      access: 'account',
      feature,
      operation: 'listAgencyCases',
      summary: '代办案件：所有委托方的案件、期限和下一步',
      query: schema.agencyQuery,
      reply: schema.agencyPage,
    },
    ({ actor, query }) => service.listAgencyCases(p, actor, query),
  )
}
