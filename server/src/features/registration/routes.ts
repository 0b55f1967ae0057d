import { certificateNumber } from '@datadeed/core/certificate/schema'
import { registerView } from '@datadeed/core/kernel/register'
import * as schema from '@datadeed/core/registration/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import { affairRoutes } from './affair-routes.ts'
import { lineageRoutes } from './lineage-routes.ts'
import { numberRoutes } from './number-routes.ts'
import { revisionRoutes } from './revision-routes.ts'
import * as service from './service.ts'
import { transferRoutes } from './transfer-routes.ts'

const feature = 'registration'

export function registrationRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/register',
      access: 'public',
      feature,
      operation: 'searchRegister',
      summary: '登记簿查询',
      query: schema.registerQuery,
      reply: schema.registerPage,
    },
    ({ query }) => service.searchRegister(p, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/register/:number',
      access: 'public',
      feature,
      operation: 'getRegisterEntry',
      summary: '登记详情（登记号或证书编号）',
      params: z.object({ number: certificateNumber }),
      reply: registerView,
    },
    ({ params }) => service.getEntry(p, params.number),
  )
  affairRoutes(app, p)
  transferRoutes(app, p)
  revisionRoutes(app, p)
  lineageRoutes(app, p)
  numberRoutes(app, p)
}
