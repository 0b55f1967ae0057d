import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/registration/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'registration'
const byId = z.object({ id })
const code = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/)

/** What may be asked for a registration after it was made. */
export function affairRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/registrations',
      access: 'account',
      feature,
      operation: 'listRegistrations',
      summary: '本单位的登记；登记机构看到辖区内全部登记及待办事务',
      query: schema.registrationQuery,
      reply: schema.registrationList,
    },
    ({ actor, query }) => service.listRegistrations(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/registrations/:id',
      access: 'account',
      feature,
      operation: 'getRegistration',
      summary: '一项登记及其登记事务',
      params: byId,
      reply: schema.registrationView,
    },
    ({ actor, params }) => service.getRegistration(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/registrations/:id/affairs',
      access: ['filer', 'signatory', 'examiner'],
      feature,
      operation: 'beginAffair',
      summary: '提出登记事务：变更、更正、注销（签署人）；中止、恢复、撤销（审查员）',
      params: byId,
      body: schema.newAffair,
      reply: schema.affairView,
    },
    ({ actor, params, body }) => service.beginAffair(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs/:id',
      access: 'account',
      feature,
      operation: 'getAffair',
      summary: '登记事务详情',
      params: byId,
      reply: schema.affairView,
    },
    ({ actor, params }) => service.getAffair(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/affairs/:id/steps',
      access: ['filer', 'signatory', 'examiner', 'reviewer'],
      feature,
      operation: 'moveAffair',
      summary: '办理登记事务：提交、拟准予、拟不予准许、退回、复核通过、撤回',
      params: byId,
      body: schema.affairStep,
      reply: schema.affairView,
    },
    ({ actor, params, body }) => service.moveAffair(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/affairs/:id/materials/:code',
      access: ['filer', 'signatory', 'examiner'],
      feature,
      operation: 'addAffairDocument',
      summary: '上传登记事务的材料（multipart：file）',
      params: z.object({ id, code }),
      consumes: ['multipart/form-data'],
      reply: schema.affairView,
      bodyLimit: 60 * 1024 * 1024,
    },
    ({ actor, params, request }) => service.addDocument(p, actor, params.id, params.code, request.parts()),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/affairs/:id/documents/:documentId',
      access: 'account',
      feature,
      operation: 'readAffairDocument',
      summary: '下载登记事务的材料',
      params: z.object({ id, documentId: id }),
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await service.readDocument(p, actor, params.id, params.documentId)),
  )
}
