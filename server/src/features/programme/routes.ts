import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/programme/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'programme'
const byId = z.object({ id })
const readers = ['officer', 'auditor', 'administrator'] as const
const staff = ['examiner', 'reviewer', 'officer', 'auditor', 'administrator'] as const

export function programmeRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/prefecture-figures',
      access: readers,
      feature,
      operation: 'getPrefectureFigures',
      summary: '市州数字：各状态件数、在办、逾期、中位天数；市州人员只看本市州',
      reply: schema.figures,
    },
    ({ actor }) => service.figures(p, actor),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/local-handling',
      access: staff,
      feature,
      operation: 'getLocalHandling',
      summary: '案件的市州初审意见与联合办理',
      params: byId,
      reply: schema.localView,
    },
    ({ actor, params }) => service.localView(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/preliminary-opinions',
      access: ['officer'],
      feature,
      operation: 'giveOpinion',
      summary: '市州初审：逐项提出意见',
      params: byId,
      body: schema.newOpinion,
      reply: schema.localView,
    },
    ({ actor, params, body }) => service.giveOpinion(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/joint-handling',
      access: ['officer'],
      feature,
      operation: 'arrangeHandling',
      summary: '联合办理：确定或者移交牵头、协同单位',
      params: byId,
      body: schema.newHandling,
      reply: schema.localView,
    },
    ({ actor, params, body }) => service.arrange(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/key-enterprises',
      access: readers,
      feature,
      operation: 'listKeyEnterprises',
      summary: '重点企业及其潜在数据集；市州人员只看本市州',
      reply: schema.enterprises,
    },
    ({ actor }) => service.listEnterprises(p, actor),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/key-enterprises/import',
      access: ['officer'],
      feature,
      operation: 'importKeyEnterprises',
      summary: '导入重点企业：按表头读取，全部正确才写入，重复导入不会重复',
      body: schema.enterpriseImport,
      reply: schema.enterpriseImported,
    },
    ({ actor, body }) => service.importEnterprises(p, actor, body),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/key-enterprises/:id',
      access: ['officer'],
      feature,
      operation: 'changeKeyEnterprise',
      summary: '登记重点企业的进展',
      params: byId,
      body: schema.enterpriseChange,
      reply: schema.enterprises,
    },
    ({ actor, params, body }) => service.changeEnterprise(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/officers',
      access: ['administrator'],
      feature,
      operation: 'listOfficers',
      summary: '市州工作人员及其所在单位',
      reply: schema.officers,
    },
    () => service.listOfficers(p),
  )
  endpoint(
    app,
    {
      method: 'PUT',
      url: '/api/v1/officers/:id/office',
      access: ['administrator'],
      feature,
      operation: 'setOffice',
      summary: '设定市州工作人员所在单位：交通运输局或者市场监督管理局',
      params: byId,
      body: schema.officeChange,
      reply: schema.officers,
    },
    ({ actor, params, body }) => service.changeOffice(p, actor, params.id, body),
  )
}
