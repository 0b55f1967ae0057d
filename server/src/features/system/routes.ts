import { AppError } from '@datadeed/core/kernel/errors'
import { moment } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { type Metrics, mayReadMetrics } from '../../platform/metrics.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'system'
const systemView = z.object({ demo: z.boolean(), now: moment, version: z.string(), registrar: z.string() })

export function systemRoutes(app: FastifyInstance, p: Platform, metrics: Metrics): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/system',
      access: 'public',
      feature,
      operation: 'getSystem',
      summary: '平台信息与当前时间',
      reply: systemView,
    },
    () => service.getSystem(p),
  )
  if (p.config.demo)
    endpoint(
      app,
      {
        method: 'POST',
        url: '/api/v1/demo/clock',
        access: 'public',
        feature,
        operation: 'moveDemoClock',
        summary: '演示模式：把演示时钟拨到以后的某一时刻，并办理到期事项',
        body: z.object({ to: moment }),
        reply: systemView,
      },
      ({ body }) => service.moveDemoClock(p, new Date(body.to)),
    )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/healthz',
      access: 'public',
      feature,
      operation: 'getHealth',
      summary: '进程存活',
      reply: z.object({ status: z.literal('ok') }),
    },
    () => ({
      status: 'ok',
    }),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/readyz',
      access: 'public',
      feature,
      operation: 'getReadiness',
      summary: '可以受理：数据库、日志、见证',
      reply: z.object({
        status: z.enum(['ready', 'not_ready']),
        checks: z.record(z.string(), z.string()),
        closed: z.string().nullable().describe('存证日志关闭的原因；未关闭为 null'),
      }),
    },
    async ({ reply }) => {
      const readiness = await service.checkReadiness(p)
      reply.code(readiness.status === 'ready' ? 200 : 503)
      return readiness
    },
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/metrics',
      access: 'public',
      feature,
      operation: 'getMetrics',
      summary: 'Prometheus 指标：仅限本机，或凭 DATADEED_METRICS_TOKEN',
      produces: 'text/plain',
    },
    async ({ request, reply }) => {
      if (!mayReadMetrics(request, p.config.metricsToken)) throw new AppError('kernel.not_found')
      return reply.type(metrics.contentType).send(Buffer.from(await metrics.text()))
    },
  )
}
