import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendCached } from '../../platform/http/send-cached.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { decisionRoutes } from './decision-routes.ts'
import { mediationRoutes } from './mediation-routes.ts'
import * as service from './service.ts'

const feature = 'publication'
const byId = z.object({ id })

export function publicationRoutes(app: FastifyInstance, p: Platform): void {
  mediationRoutes(app, p)
  decisionRoutes(app, p)
  const feeds = {
    'feed.rss': ['readNoticesRss', 'RSS 2.0'],
    'feed.atom': ['readNoticesAtom', 'Atom 1.0'],
    'feed.json': ['readNoticesJson', 'JSON Feed 1.1'],
    'dcat.jsonld': ['readNoticesDcat', 'DCAT-AP（JSON-LD）'],
  } as const
  for (const name of schema.feedNames) {
    const [operation, format] = feeds[name]
    endpoint(
      app,
      {
        method: 'GET',
        url: `/notices/${name}`,
        access: 'public',
        feature,
        operation,
        summary: `公示订阅源：${format}，筛选条件与公示列表相同`,
        query: schema.feedQuery,
        produces: service.feedType(name),
      },
      async ({ query, request, reply }) => sendCached(request, reply, await service.noticeFeed(p, name, query), 300),
    )
  }
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/notices',
      access: 'public',
      feature,
      operation: 'listNotices',
      summary: '公示列表',
      query: schema.noticeQuery,
      reply: schema.noticePage,
    },
    ({ query }) => service.listNotices(p, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/notices/:number',
      access: 'public',
      feature,
      operation: 'getNotice',
      summary: '公示详情',
      params: z.object({ number: z.string().max(40) }),
      reply: schema.noticeView,
    },
    ({ params }) => service.getNotice(p, params.number),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/notices/:number/objections',
      access: 'public',
      feature,
      operation: 'lodgeObjection',
      summary: '实名提出异议',
      params: z.object({ number: z.string().max(40) }),
      body: schema.newObjection,
      reply: schema.objectionLodged,
      perMinute: 6,
      command: true,
    },
    ({ actor, params, body }) => service.lodgeObjection(p, actor, params.number, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/watches',
      access: 'account',
      feature,
      operation: 'listWatches',
      summary: '自己关注的公示及命中记录',
      reply: schema.watchList,
    },
    ({ actor }) => service.listWatches(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/watches',
      access: 'account',
      feature,
      operation: 'addWatch',
      summary: '关注公示：按关键词、申请人、数据字段，或按自己存证的比对草图',
      body: schema.newWatch,
      reply: schema.watchList,
    },
    ({ actor, body }) => service.addWatch(p, actor, body),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/watches/:id',
      access: 'account',
      feature,
      operation: 'removeWatch',
      summary: '取消关注',
      params: byId,
      reply: z.object({}),
    },
    ({ actor, params }) => service.removeWatch(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/objections',
      access: 'account',
      feature,
      operation: 'listObjections',
      summary: '异议列表（企业看到针对本单位的异议）',
      query: schema.objectionQuery,
      reply: schema.objectionPage,
    },
    ({ actor, query }) => service.listObjections(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/objections/:id',
      access: 'account',
      feature,
      operation: 'getObjection',
      summary: '异议详情',
      params: byId,
      reply: schema.objectionView,
    },
    ({ actor, params }) => service.getObjection(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/objections/:id/evidence',
      access: ['signatory'],
      feature,
      operation: 'addObjectionEvidence',
      summary: '企业为答复提交证据（multipart：file，最多 5 个）',
      params: byId,
      consumes: ['multipart/form-data'],
      reply: schema.objectionView,
      bodyLimit: 110 * 1024 * 1024,
      command: false,
    },
    async ({ actor, params, request }) => {
      const { files } = await service.readForm(p, request.parts({ limits: service.formLimits }))
      return await service.addAnswerEvidence(p, actor, params.id, files)
    },
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/objections/:id/evidence/:evidenceId',
      access: 'account',
      feature,
      operation: 'readObjectionEvidence',
      summary: '下载异议的证据文件',
      params: z.object({ id, evidenceId: id }),
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await service.readEvidence(p, actor, params.id, params.evidenceId)),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/objections/:id/answer',
      access: ['signatory'],
      feature,
      operation: 'answerObjection',
      summary: '企业答复异议',
      params: byId,
      body: schema.objectionAnswer,
      reply: schema.objectionView,
    },
    ({ actor, params, body }) => service.answerObjection(p, actor, params.id, body.text),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/objections/:id/decision',
      access: ['examiner'],
      feature,
      operation: 'decideObjection',
      summary: '处理异议：成立或不成立',
      params: byId,
      body: schema.objectionDecision,
      reply: schema.objectionView,
    },
    ({ actor, params, body }) => service.decideObjection(p, actor, params.id, body),
  )
}
