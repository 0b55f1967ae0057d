import { certificateNumber } from '@datadeed/core/certificate/schema'
import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/registration/revision-schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'registration'
const byId = z.object({ id })

/** Later deposits of a registered data set. */
export function revisionRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/registrations/:id/revisions',
      access: 'account',
      feature,
      operation: 'listRevisions',
      summary: '登记数据集的各版存证，以及可以接续的存证',
      params: byId,
      reply: schema.revisionList,
    },
    ({ actor, params }) => service.listRevisions(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/registrations/:id/revision-checks',
      access: ['filer', 'signatory'],
      feature,
      operation: 'checkRevision',
      summary: '试查：一份存证能不能接续，逐项说明；不改变登记',
      params: byId,
      body: schema.revisionQuestion,
      reply: schema.revisionAnswer,
      command: false,
      perMinute: 60,
    },
    ({ actor, params, body }) => service.checkRevisionOf(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/registrations/:id/revisions',
      access: ['signatory'],
      feature,
      operation: 'addRevision',
      summary: '接续存证：把其后的一份存证接到登记上；链条断开的不予接续',
      params: byId,
      body: schema.newRevision,
      reply: schema.revisionList,
    },
    ({ actor, params, body }) => service.addRevision(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/register/:number/revisions',
      access: 'public',
      feature,
      operation: 'getRevisions',
      summary: '证书覆盖的各版存证（登记号或证书编号），可以离线重算链条摘要',
      params: z.object({ number: certificateNumber }),
      reply: schema.revisionFile,
    },
    ({ params }) => service.publicRevisions(p, params.number),
  )
}
