import { id } from '@datadeed/core/kernel/page'
import { letterService } from '@datadeed/core/registration/letter'
import * as schema from '@datadeed/core/registration/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'registration'
const byId = z.object({ id })

/** What the parties of a transfer, a recordal or a consent need beside the registration itself. */
export function transferRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs',
      access: ['filer', 'signatory'],
      feature,
      operation: 'listAffairs',
      summary: '本单位提出、待签署或者受影响的登记事务',
      query: schema.affairQuery,
      reply: schema.affairList,
    },
    ({ actor, query }) => service.listAffairs(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs/:id/page',
      access: 'account',
      feature,
      operation: 'getAffairPage',
      summary: '登记事务及所涉登记的现状、负担和影响',
      params: byId,
      reply: schema.affairPage,
    },
    ({ actor, params }) => service.getAffairPage(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs/:id/letter',
      access: 'account',
      feature,
      operation: 'readAffairLetter',
      summary: '登记事务的决定书',
      params: byId,
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.readAffairLetter(p, actor, params.id)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs/:id/burden-letters/:letterId',
      access: 'account',
      feature,
      operation: 'readBurdenLetter',
      summary: '给没有在本平台注册的许可、质押权利人的告知书，由登记机构或者权利人送交',
      params: z.object({ id, letterId: id }),
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await service.readBurdenLetter(p, actor, params.id, params.letterId)),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/affairs/:id/burden-letters/:letterId/service',
      access: ['examiner', 'reviewer', 'officer'],
      feature,
      operation: 'serveBurdenLetter',
      summary: '登记告知书已经送交：方式、凭据和日期，每份一次，不能更改',
      params: z.object({ id, letterId: id }),
      body: letterService,
      reply: schema.affairView,
    },
    ({ actor, params, body }) => service.serveLetter(p, actor, params.id, params.letterId, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/partners',
      access: ['filer', 'signatory'],
      feature,
      operation: 'findPartner',
      summary: '按统一社会信用代码核对已注册的单位名称',
      query: schema.partnerQuery,
      reply: schema.partner,
    },
    ({ query }) => service.findTakingPart(p, query.uscc),
  )
}
