import * as schema from '@datadeed/core/filing/vocabulary-schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const

/** What helps while an application is written. */
export function vocabularyRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/writing-aids',
      access: company,
      feature,
      operation: 'getWritingAids',
      summary: '本案规则包的词表、命名条件，以及草稿由哪个模板或者示范案例而来',
      params: byId,
      reply: schema.writingAids,
    },
    ({ actor, params }) => service.writingAids(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/similar-registrations',
      access: company,
      feature,
      operation: 'listSimilarRegistrations',
      summary: '与草稿近似的已登记数据知识产权，只比对公开的内容',
      params: byId,
      reply: schema.similarList,
    },
    ({ actor, params }) => service.similarRegistrations(p, actor, params.id),
  )
}
