import * as schema from '@datadeed/core/filing/clock-schema'
import { caseView } from '@datadeed/core/filing/schema'
import { withReason } from '@datadeed/core/kernel/case'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })

export function clockRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/clocks',
      access: 'account',
      feature,
      operation: 'listClocks',
      summary: '案件各环节的期限：起算、中止、截止与推算过程',
      params: byId,
      reply: schema.clockList,
    },
    ({ actor, params }) => service.caseClocks(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/clock-pause',
      access: ['examiner'],
      feature,
      operation: 'pauseClock',
      summary: '因征询专家意见或者中止审查，停止计算审查期限',
      params: byId,
      body: schema.pauseClock,
      reply: caseView,
    },
    ({ actor, params, body }) => service.pauseClock(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/clock-resumption',
      access: ['examiner'],
      feature,
      operation: 'resumeClock',
      summary: '恢复计算审查期限',
      params: byId,
      body: withReason,
      reply: caseView,
    },
    ({ actor, params, body: { version, reason } }) =>
      service.resumeClock(p, actor, params.id, { version, note: reason }),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/clock-simulation',
      access: ['administrator'],
      feature,
      operation: 'simulateClocks',
      summary: '期限推演：若无人办理，今后 90 天内何时向谁预警；不写入任何内容',
      query: schema.simulationQuery,
      reply: schema.simulation,
    },
    ({ query }) => service.simulateClocks(p, query.days),
  )
}
