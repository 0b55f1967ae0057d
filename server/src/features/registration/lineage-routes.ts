import { certificateNumber } from '@datadeed/core/certificate/schema'
import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/registration/lineage-schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'registration'
const byId = z.object({ id })
const byNumber = z.object({ number: certificateNumber })

/** Which registered data sets come from which. */
export function lineageRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/register/:number/lineage',
      access: 'public',
      feature,
      operation: 'getLineageGraph',
      summary: '数据血缘：一项登记的上游和下游登记',
      params: byNumber,
      reply: schema.lineageGraph,
    },
    ({ params }) => service.publicLineage(p, params.number),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/lineage',
      access: 'account',
      feature,
      operation: 'getCaseLineage',
      summary: '申请中声明的数据来源',
      params: byId,
      reply: schema.lineageView,
    },
    ({ actor, params }) => service.caseLineage(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/registrations/:id/lineage',
      access: 'account',
      feature,
      operation: 'getRegistrationLineage',
      summary: '一项登记的数据血缘：声明的来源、由它得到的登记',
      params: byId,
      reply: schema.lineageView,
    },
    ({ actor, params }) => service.registrationLineage(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/lineage',
      access: ['signatory'],
      feature,
      operation: 'declareLineage',
      summary: '声明数据来自哪一项登记；上游属于他人的，先建立草稿，上传授权后声明',
      params: byId,
      body: schema.newLink,
      reply: schema.lineageView,
    },
    ({ actor, params, body }) => service.declareLink(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/lineage/:id/steps',
      access: ['signatory', 'examiner'],
      feature,
      operation: 'moveLineage',
      summary: '办理来源声明：声明、撤回（下游）；确认、提出异议（上游）；删去（审查员）',
      params: byId,
      body: schema.linkStep,
      reply: schema.lineageLink,
    },
    ({ actor, params, body }) => service.moveLink(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/lineage/:id/proofs',
      access: ['signatory'],
      feature,
      operation: 'addLineageProof',
      summary: '上传上游权利人的授权书或者合同（multipart：file）',
      params: byId,
      consumes: ['multipart/form-data'],
      reply: schema.lineageLink,
      bodyLimit: 60 * 1024 * 1024,
    },
    ({ actor, params, request }) => service.addProof(p, actor, params.id, request.parts()),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/lineage/:id/proofs/:proofId',
      access: 'account',
      feature,
      operation: 'readLineageProof',
      summary: '下载来源声明的授权证明',
      params: z.object({ id, proofId: id }),
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.readProof(p, actor, params.id, params.proofId)),
  )
}
