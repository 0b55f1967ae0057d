import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/rule-pack/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'rule-pack'
const byId = z.object({ id })
const staff = ['examiner', 'reviewer', 'officer', 'auditor', 'administrator'] as const
const watchers = ['auditor', 'administrator'] as const
/** A file of `mostCharacters` in JSON. */
const bodyLimit = 2 * 1024 * 1024

export function rulePackRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-pack',
      access: 'account',
      feature,
      operation: 'getRulePack',
      summary: '现行规则包，或者案件所依据的版本：期限、理由、材料，均注明出处与可信度',
      query: z.object({ jurisdiction: z.string().max(8).optional(), version: z.string().max(12).optional() }),
      produces: 'application/json',
    },
    ({ query, reply }) =>
      reply
        .type('application/json; charset=utf-8')
        .serializer(JSON.stringify)
        .send(service.readPack(p, query.jurisdiction, query.version)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions',
      access: staff,
      feature,
      operation: 'listRuleVersions',
      summary: '规则包或者工作日历的全部版本与状态',
      query: schema.versionQuery,
      reply: schema.ruleVersions,
    },
    ({ actor, query }) => service.listVersions(p, actor, query.kind),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/rule-versions',
      access: ['administrator'],
      feature,
      operation: 'addRuleVersion',
      summary: '上传规则包或者工作日历的新版本（JSON 文件），成为草稿；有误的逐处指出',
      body: schema.newVersion,
      reply: schema.ruleVersion,
      bodyLimit,
    },
    ({ actor, body }) => service.addVersion(p, actor, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions/:id',
      access: staff,
      feature,
      operation: 'getRuleVersion',
      summary: '规则包或者工作日历的一个版本',
      params: byId,
      reply: schema.ruleVersion,
    },
    ({ actor, params }) => service.getVersion(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions/:id/file',
      access: staff,
      feature,
      operation: 'readRuleVersion',
      summary: '版本的原文件',
      params: byId,
      produces: 'application/json',
    },
    async ({ actor, params, reply }) => {
      const file = await service.readVersion(p, actor, params.id)
      return reply.type('application/json; charset=utf-8').send(Buffer.from(file))
    },
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions/:id/comparison',
      access: staff,
      feature,
      operation: 'compareRulePacks',
      summary: '与另一版本的差异；不指明时与前一个施行的版本比',
      params: byId,
      query: schema.comparisonQuery,
      reply: schema.packComparison,
    },
    ({ actor, params, query }) => service.comparePack(p, actor, params.id, query.with),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions/:id/simulation',
      access: watchers,
      feature,
      operation: 'simulateRulePack',
      summary: '以往案件按这个规则包办理会有什么不同，逐案列出',
      params: byId,
      reply: schema.packSimulation,
      perMinute: 20,
    },
    ({ actor, params }) => service.simulatePack(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-versions/:id/preview',
      access: watchers,
      feature,
      operation: 'previewCalendar',
      summary: '按这个日历，哪些未到期的期限会变',
      params: byId,
      reply: schema.calendarPreview,
      perMinute: 20,
    },
    ({ actor, params }) => service.previewCalendar(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/rule-versions/:id/proposal',
      access: ['administrator'],
      feature,
      operation: 'proposeRuleVersion',
      summary: '提出施行：写明施行日期和依据，由另一位管理员决定',
      params: byId,
      body: schema.propose,
      reply: schema.ruleVersion,
    },
    ({ actor, params, body }) => service.proposeVersion(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/rule-versions/:id/effect',
      access: ['administrator'],
      feature,
      operation: 'putRuleVersionInEffect',
      summary:
        '决定施行（不能是提出的人）：规则包自所提日期起适用于新案件；日历立即生效，未到期的期限随即重算并告知当事人',
      params: byId,
      body: schema.putInEffect,
      reply: schema.ruleVersion,
    },
    ({ actor, params, body }) => service.putInEffect(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/rule-versions/:id/discarding',
      access: ['administrator'],
      feature,
      operation: 'discardRuleVersion',
      summary: '弃用草稿',
      params: byId,
      body: schema.discard,
      reply: schema.ruleVersion,
    },
    ({ actor, params, body }) => service.discardVersion(p, actor, params.id, body.reason),
  )
}
