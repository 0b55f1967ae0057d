import { id, pageQuery } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/notification/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'notification'
const access = ['signatory'] as const
const byId = z.object({ id })
const done = z.object({})
// What answers with a secret is kept nowhere, not even to be repeated.
const command = false

export function integrationRoutes(app: FastifyInstance, p: Platform): void {
  const shared = { access, feature }
  endpoint(
    app,
    {
      ...shared,
      method: 'GET',
      url: '/api/v1/web-hooks',
      operation: 'listWebHooks',
      summary: '本单位的推送地址',
      reply: schema.hooks,
    },
    ({ actor }) => service.listHooks(p, actor),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'POST',
      url: '/api/v1/web-hooks',
      operation: 'addWebHook',
      command,
      summary: '添加推送地址；签名密钥只在这次答复中出现',
      body: schema.newHook,
      reply: schema.hookWithSecret,
      perMinute: 30,
    },
    ({ actor, body }) => service.addHook(p, actor, body),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'GET',
      url: '/api/v1/web-hooks/:id',
      operation: 'getWebHook',
      summary: '一个推送地址',
      params: byId,
      reply: schema.hook,
    },
    ({ actor, params }) => service.getHook(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'PUT',
      url: '/api/v1/web-hooks/:id',
      operation: 'changeWebHook',
      summary: '修改、停用或重新启用推送地址',
      params: byId,
      body: schema.changeHook,
      reply: schema.hook,
    },
    ({ actor, params, body }) => service.changeHook(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'DELETE',
      url: '/api/v1/web-hooks/:id',
      operation: 'removeWebHook',
      summary: '删除推送地址，未送达的不再投递',
      params: byId,
      reply: done,
    },
    ({ actor, params }) => service.removeHook(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'POST',
      url: '/api/v1/web-hooks/:id/secret',
      operation: 'renewWebHookSecret',
      command,
      summary: '更换签名密钥；原密钥再并行一天',
      params: byId,
      reply: schema.hookWithSecret,
      perMinute: 30,
    },
    ({ actor, params }) => service.renewSecret(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'POST',
      url: '/api/v1/web-hooks/:id/ping',
      operation: 'pingWebHook',
      summary: '发送一条测试消息',
      params: byId,
      reply: z.object({ id: z.string() }),
      perMinute: 30,
    },
    ({ actor, params }) => service.pingHook(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'GET',
      url: '/api/v1/web-hooks/:id/deliveries',
      operation: 'listWebHookDeliveries',
      summary: '投递记录，含每次的答复码',
      params: byId,
      query: pageQuery,
      reply: schema.deliveryPage,
    },
    ({ actor, params, query }) => service.listDeliveries(p, actor, params.id, query),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'POST',
      url: '/api/v1/web-hooks/:id/deliveries/:webhookId/resend',
      operation: 'resendWebHookDelivery',
      summary: '再次投递：内容与编号不变',
      params: z.object({ id, webhookId: z.string().regex(/^msg_[0-9a-f]{32}$/) }),
      reply: done,
      perMinute: 60,
    },
    ({ actor, params }) => service.resend(p, actor, params.id, params.webhookId),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'GET',
      url: '/api/v1/api-keys',
      operation: 'listApiKeys',
      summary: '本单位的接口密钥',
      reply: schema.apiKeys,
    },
    ({ actor }) => service.listKeys(p, actor),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'POST',
      url: '/api/v1/api-keys',
      operation: 'makeApiKey',
      command,
      summary: '新建接口密钥；密钥只在这次答复中出现',
      body: schema.newKey,
      reply: schema.madeKey,
      perMinute: 30,
    },
    ({ actor, body }) => service.makeKey(p, actor, body),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'DELETE',
      url: '/api/v1/api-keys/:id',
      operation: 'revokeApiKey',
      summary: '停用接口密钥，立即生效',
      params: byId,
      reply: done,
    },
    ({ actor, params }) => service.revokeKey(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...shared,
      method: 'GET',
      url: '/api/v1/api-keys/:id/acts',
      operation: 'listApiKeyActs',
      summary: '最近用该密钥办理的事项',
      params: byId,
      reply: schema.keyActs,
    },
    ({ actor, params }) => service.listKeyActs(p, actor, params.id),
  )
}
