import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/overlap/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'overlap'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const
/** 5,000 sketches with their names. */
const bodyLimit = 8 * 1024 * 1024

export function overlapRoutes(app: FastifyInstance, p: Platform): void {
  app.addHook('onListen', async () => service.warmUp(p.db))
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/comparison-keys',
      access: company,
      feature,
      operation: 'getComparisonKeys',
      summary: '领取比对密钥：在本机生成比对草图用；每次领取都有记录，请勿保存',
      reply: schema.comparisonKeys,
      perMinute: 10,
    },
    ({ actor, reply }) => {
      reply.header('cache-control', 'private, no-store')
      return service.releaseKeys(p, actor)
    },
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/comparison-epochs',
      access: ['administrator'],
      feature,
      operation: 'startComparisonEpoch',
      summary: '立即更换比对密钥（密钥可能泄露时）；已有草图仍按原密钥比对',
      body: schema.newEpoch,
      reply: schema.startedEpoch,
    },
    ({ actor, body }) => service.startEpoch(p, actor, body.reason),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/deposits/:id/sketch',
      access: company,
      feature,
      operation: 'keepDepositSketch',
      summary: '随存证提交比对草图；须与清单中的指纹一致，重复提交结果相同',
      params: byId,
      body: schema.newSketch,
      reply: schema.keptSketch,
      bodyLimit,
    },
    ({ actor, params, body }) => service.keepSketch(p, actor, params.id, body.disclosure),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits/:id/overlaps',
      access: 'account',
      feature,
      operation: 'getDepositOverlaps',
      summary: '与其他数据的重合：申请人只看到比例，审查人员看到案件编号',
      params: byId,
      reply: schema.overlapAnswer,
      perMinute: 60,
    },
    ({ actor, params }) => service.overlapsOfDeposit(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/overlap-queries',
      access: company,
      feature,
      operation: 'askOverlaps',
      summary: '存证之前查询重合：只提交比对草图',
      body: schema.overlapQuestion,
      reply: schema.overlapAnswer,
      bodyLimit,
      perMinute: 30,
      command: false,
    },
    ({ actor, body }) => service.askOverlaps(p, actor, body.sketch),
  )
}
