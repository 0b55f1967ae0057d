import * as schema from '@datadeed/core/filing/draft-share-schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const

/** Links under which others read a draft, and their comments, for the company whose draft it is. */
export function draftShareRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/shares',
      access: company,
      feature,
      operation: 'listDraftShares',
      summary: '草稿的审阅链接、打开记录和批注',
      params: byId,
      reply: schema.draftShares,
    },
    ({ actor, params }) => service.listShares(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/shares',
      access: company,
      feature,
      operation: 'createDraftShare',
      summary: '新建审阅链接；链接只在这次答复里出现',
      // An answer kept for repeats would keep the link.
      command: false,
      params: byId,
      body: schema.newShare,
      reply: schema.madeShare,
    },
    ({ actor, params, body }) => service.createShare(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/cases/:id/shares/:shareId',
      access: company,
      feature,
      operation: 'revokeDraftShare',
      summary: '收回审阅链接，立即失效',
      params: z.object({ id, shareId: id }),
      reply: z.object({}),
    },
    ({ actor, params }) => service.revokeShare(p, actor, params.id, params.shareId),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/cases/:id/comments/:commentId/resolution',
      access: company,
      feature,
      operation: 'resolveDraftComment',
      summary: '批注已处理',
      params: z.object({ id, commentId: id }),
      reply: z.object({}),
    },
    ({ actor, params }) => service.settleComment(p, actor, params, true),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/cases/:id/comments/:commentId/resolution',
      access: company,
      feature,
      operation: 'reopenDraftComment',
      summary: '批注改回未处理',
      params: z.object({ id, commentId: id }),
      reply: z.object({}),
    },
    ({ actor, params }) => service.settleComment(p, actor, params, false),
  )
}
