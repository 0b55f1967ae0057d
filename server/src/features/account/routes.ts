import * as schema from '@datadeed/core/account/schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { clearSessionCookie, setSessionCookie } from '../../platform/http/access.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'account'
const done = z.object({})

export function accountRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/sessions',
      access: 'public',
      feature,
      operation: 'signIn',
      summary: '登录：密码，工作人员另需动态码',
      body: schema.signIn,
      reply: schema.signedIn,
      perMinute: 30,
    },
    async ({ body, request, reply }) => {
      const from = { address: request.ip, userAgent: request.headers['user-agent'] }
      const { token, maxAge, ...signedIn } = await service.signIn(p, body, from)
      if (body.client === 'cli') return { ...signedIn, token }
      setSessionCookie(reply, p, token, maxAge)
      return { ...signedIn, token: null }
    },
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      access: 'account',
      feature,
      operation: 'signOut',
      summary: '退出登录',
      reply: done,
    },
    async ({ actor, request, reply }) => {
      if (request.sessionId) await service.revokeSession(p, actor, request.sessionId)
      clearSessionCookie(reply)
      return {}
    },
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/sessions',
      access: 'account',
      feature,
      operation: 'listSessions',
      summary: '我的登录会话',
      reply: z.object({ items: z.array(schema.sessionView) }),
    },
    ({ actor, request }) => service.listSessions(p, actor, request.sessionId),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/sessions/:id',
      access: 'account',
      feature,
      operation: 'revokeSession',
      summary: '撤销一个会话',
      params: z.object({ id }),
      reply: done,
    },
    ({ actor, params }) => service.revokeSession(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/me',
      access: 'account',
      feature,
      operation: 'getMe',
      summary: '我的账号、单位、权限与最近登录',
      reply: schema.me,
    },
    ({ actor }) => service.getMe(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/me/password',
      access: 'account',
      feature,
      operation: 'changePassword',
      summary: '修改密码并退出其他会话',
      body: schema.passwordChange,
      reply: done,
      perMinute: 10,
    },
    ({ actor, body, request }) => service.changePassword(p, actor, body, request.sessionId),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/me/totp',
      access: 'account',
      feature,
      operation: 'startTotp',
      // Its answer holds the secret: kept nowhere.
      command: false,
      summary: '开始绑定身份验证器',
      reply: schema.totpEnrolment,
    },
    ({ actor }) => service.startTotp(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/me/totp/confirmation',
      access: 'account',
      feature,
      operation: 'confirmTotp',
      summary: '用动态码确认绑定',
      body: schema.totpConfirmation,
      reply: done,
      perMinute: 10,
    },
    ({ actor, body }) => service.confirmTotp(p, actor, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/password-resets',
      access: 'public',
      feature,
      operation: 'requestPasswordReset',
      summary: '申请重置密码：无论账号是否存在，答复相同',
      body: schema.passwordResetRequest,
      reply: done,
      perMinute: 5,
    },
    ({ body }) => service.requestPasswordReset(p, body.login),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/password-resets/use',
      access: 'public',
      feature,
      operation: 'resetPassword',
      summary: '凭邮件中的链接设置新密码',
      body: schema.passwordReset,
      reply: done,
      perMinute: 10,
    },
    ({ body }) => service.resetPassword(p, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/members',
      access: ['signatory'],
      feature,
      operation: 'listMembers',
      summary: '本单位账号',
      reply: z.object({ items: z.array(schema.memberView) }),
    },
    ({ actor }) => service.listMembers(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/members',
      access: ['signatory'],
      feature,
      operation: 'addMember',
      summary: '为本单位添加经办人或签署人',
      body: schema.newMember,
      reply: schema.memberView,
    },
    ({ actor, body }) => service.addMember(p, actor, body),
  )
}
