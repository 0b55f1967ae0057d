import * as schema from '@datadeed/core/filing/schema'
import { versioned, withNote, withReason } from '@datadeed/core/kernel/case'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const

/**
 * The two replies read thousands of times a second are built field by field, so that checking them once more against
 * their schema would only cost; the tests hold them to it.
 */
const sendAsIs = (reply: FastifyReply, body: z.output<typeof schema.caseView> | z.output<typeof schema.casePage>) =>
  reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(body)

export function filingRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases',
      access: company,
      feature,
      operation: 'createCase',
      summary: '以一份存证新建登记申请，清单与概况已知的内容自动填入；可从模板或者示范案例开始',
      body: schema.newCase,
      reply: schema.caseView,
    },
    ({ actor, body }) => service.createCase(p, actor, body.depositId, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases',
      access: 'account',
      feature,
      operation: 'listCases',
      summary: '案件列表（按岗位可见范围）',
      query: schema.caseQuery,
      reply: schema.casePage,
    },
    async ({ actor, query, reply }) => sendAsIs(reply, await service.listCases(p, actor, query)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id',
      access: 'account',
      feature,
      operation: 'getCase',
      summary: '案件详情',
      params: byId,
      reply: schema.caseView,
    },
    async ({ actor, params, reply }) => sendAsIs(reply, await service.getCase(p, actor, params.id)),
  )
  endpoint(
    app,
    {
      method: 'PATCH',
      url: '/api/v1/cases/:id',
      access: company,
      feature,
      operation: 'saveCase',
      summary: '保存有改动的字段，返回检查结果',
      params: byId,
      body: schema.savePatch,
      reply: schema.saved,
    },
    ({ actor, params, body }) => service.saveCase(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/attachments',
      access: company,
      feature,
      operation: 'addAttachment',
      summary: '上传附件（multipart：kind 在前，file 在后）',
      params: byId,
      consumes: ['multipart/form-data'],
      reply: schema.attachmentView,
      bodyLimit: 60 * 1024 * 1024,
    },
    ({ actor, params, request }) => service.addAttachment(p, actor, params.id, request.parts()),
  )
  endpoint(
    app,
    {
      method: 'DELETE',
      url: '/api/v1/cases/:id/attachments/:attachmentId',
      access: company,
      feature,
      operation: 'removeAttachment',
      summary: '移除附件',
      params: z.object({ id, attachmentId: id }),
      reply: z.object({}),
    },
    ({ actor, params }) => service.removeAttachment(p, actor, params.id, params.attachmentId),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/attachments/:attachmentId',
      access: 'account',
      feature,
      operation: 'readAttachment',
      summary: '下载附件',
      params: z.object({ id, attachmentId: id }),
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await service.readAttachment(p, actor, params.id, params.attachmentId)),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/signature-request',
      access: company,
      feature,
      operation: 'requestSignature',
      summary: '提请签署人签署',
      params: byId,
      body: withNote,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.requestSignature(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/return-to-filer',
      access: ['signatory'],
      feature,
      operation: 'returnToFiler',
      summary: '签署人退回经办人',
      params: byId,
      body: withReason,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.returnToFiler(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/submission',
      access: ['signatory'],
      feature,
      operation: 'submitCase',
      summary: '签署并提交；回执列出全部提交内容的摘要',
      params: byId,
      body: versioned,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.submitCase(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/submission-receipt.pdf',
      access: 'account',
      feature,
      operation: 'getSubmissionReceipt',
      summary: '提交回执（PDF）',
      params: byId,
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.submissionReceipt(p, actor, params.id), 'inline'),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/response',
      access: ['signatory'],
      feature,
      operation: 'respondToCorrection',
      summary: '逐项答复补正意见并提交',
      params: byId,
      body: schema.response,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.respond(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/withdrawal',
      access: company,
      feature,
      operation: 'withdrawCase',
      summary: '撤回申请',
      params: byId,
      body: withReason,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.withdrawCase(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/cases/:id/finding-judgements',
      access: ['examiner'],
      feature,
      operation: 'judgeFinding',
      summary: '确认一条机审意见，或者写明理由认定不成立',
      params: byId,
      body: schema.newJudgement,
      reply: schema.caseView,
    },
    ({ actor, params, body }) => service.judgeFinding(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/rule-performance',
      access: ['examiner', 'administrator'],
      feature,
      operation: 'getRulePerformance',
      summary: '每条机审规则的准确率和检出率，由审查员的判断算出',
      reply: schema.rulePerformance,
    },
    () => service.rulePerformanceOf(p),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/events',
      access: ['auditor', 'administrator'],
      feature,
      operation: 'listEvents',
      summary: '全部办理记录（审计）：案件、辅导个案和代办的每一步',
      query: schema.eventQuery,
      reply: schema.eventPage,
    },
    ({ query }) => service.listEvents(p, query),
  )
}
