import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/notification/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import { integrationRoutes } from './integration-routes.ts'
import * as service from './service.ts'

const feature = 'notification'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const

export function notificationRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/inbox',
      access: 'account',
      feature,
      operation: 'listMessages',
      summary: '收件箱：最近的在前，只含现在可见的事项',
      query: schema.inboxQuery,
      reply: schema.inboxPage,
    },
    ({ actor, query }) => service.listMessages(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/inbox/unread-count',
      access: 'account',
      feature,
      operation: 'countUnread',
      summary: '未读消息数',
      reply: schema.unreadCount,
    },
    ({ actor }) => service.countUnread(p, actor),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/inbox/:id/read',
      access: 'account',
      feature,
      operation: 'markMessage',
      summary: '标为已读或未读',
      params: byId,
      body: schema.markRead,
      reply: schema.unreadCount,
    },
    ({ actor, params, body }) => service.markMessage(p, actor, params.id, body.read),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/inbox/read',
      access: 'account',
      feature,
      operation: 'markAllMessages',
      summary: '全部标为已读，可只标一类',
      body: z.object({ kind: schema.preference.shape.kind.optional() }),
      reply: schema.unreadCount,
    },
    ({ actor, body }) => service.markAll(p, actor, body.kind),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/me/mail-preferences',
      access: 'account',
      feature,
      operation: 'getMailPreferences',
      summary: '邮件设置：各类消息随时发送、每日汇总或不发',
      reply: schema.preferences,
    },
    ({ actor }) => service.getPreferences(p, actor),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/me/mail-preferences',
      access: 'account',
      feature,
      operation: 'saveMailPreference',
      summary: '改变一类消息的邮件设置；带期限或决定的不能关闭',
      body: schema.savePreference,
      reply: schema.preferences,
    },
    ({ actor, body }) => service.savePreference(p, actor, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/changes',
      access: company,
      feature,
      operation: 'listChanges',
      summary: '本单位案件的变动清单，从 after 之后起，最早的在前',
      query: schema.changeQuery,
      reply: schema.changePage,
    },
    ({ actor, query }) => service.listChanges(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/acts',
      access: company,
      feature,
      operation: 'listActs',
      summary: '本单位现在需要办理的全部案件，期限近的在前',
      query: schema.actQuery,
      reply: schema.actPage,
    },
    ({ actor, query }) => service.listActs(p, actor, query),
  )
  integrationRoutes(app, p)
}
