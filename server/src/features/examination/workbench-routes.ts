import { personLink } from '@datadeed/core/account/schema'
import * as schema from '@datadeed/core/examination/workbench-schema'
import { caseView } from '@datadeed/core/filing/schema'
import { withReason } from '@datadeed/core/kernel/case'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { linkPerson } from '../account/service.ts'
import * as double from './double.ts'
import * as lease from './lease.ts'
import { visitCase } from './visit.ts'
import * as workbench from './workbench.ts'

const feature = 'examination'
const byId = z.object({ id })
const examiner = ['examiner'] as const
const done = z.object({})

/** The examiner's workbench: the next case, leases, interests, and the double examination of a sample. */
export function workbenchRoutes(app: FastifyInstance, p: Platform): void {
  const get = { method: 'GET', feature } as const
  const post = { method: 'POST', feature } as const

  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/next-case', access: examiner, operation: 'claimNextCase', reply: schema.nextCase },
      summary: '领取下一件：按期限、等候、专长、就近排序，避开利害关系，并说明理由',
    },
    ({ actor }) => workbench.claimNext(p, actor),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/workbench', access: examiner, operation: 'getWorkbench', reply: schema.workbench },
      summary: '我的专长、利害关系申报和承办中的案件',
    },
    ({ actor }) => workbench.getWorkbench(p, actor),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/workbench/profile', access: examiner, operation: 'saveExaminerProfile' },
      ...{ summary: '申报专长和就近办理的市州', body: schema.profileInput, reply: schema.workbench },
    },
    ({ actor, body }) => workbench.saveProfile(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/workbench/interests', access: examiner, operation: 'declareInterest' },
      ...{ summary: '申报有利害关系的单位', body: schema.newInterest, reply: schema.workbench },
    },
    ({ actor, body }) => workbench.declareInterest(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'DELETE', feature, url: '/api/v1/workbench/interests/:id', access: examiner },
      ...{ operation: 'withdrawInterest', summary: '撤回利害关系申报', params: byId, reply: schema.workbench },
    },
    ({ actor, params }) => workbench.withdrawInterest(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cases/:id/visit', access: ['examiner', 'reviewer'], operation: 'visitCase' },
      ...{ summary: '打开案件：承办期和与上次所见的差异', params: byId, reply: schema.visit, command: false },
    },
    ({ actor, params }) => visitCase(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cases/:id/lease-extension', access: examiner, operation: 'extendLease' },
      ...{ summary: '延长承办期', params: byId, body: withReason, reply: caseView },
    },
    ({ actor, params, body }) => lease.extendLease(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cases/:id/hand-over', access: examiner, operation: 'handOverCase' },
      ...{ summary: '移交给同事', params: byId, body: schema.handOver, reply: caseView },
    },
    ({ actor, params, body }) => lease.handOver(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cases/:id/colleagues', access: examiner, operation: 'listColleagues' },
      ...{ summary: '可以接手本案的审查员', params: byId, reply: schema.colleagues },
    },
    ({ actor, params }) => lease.listColleagues(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/person-links', access: ['administrator'], operation: 'linkPerson' },
      ...{ summary: '认定两个账号属于同一人', body: personLink, reply: done },
    },
    ({ actor, body }) => linkPerson(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/second-examinations', access: examiner, operation: 'nextSecondExamination' },
      ...{ summary: '领取一件抽样案件，独立审查', reply: schema.secondAssignment },
    },
    ({ actor }) => double.nextSample(p, actor),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/second-examinations/:id', access: examiner, operation: 'readSecondExamination' },
      ...{ summary: '抽样案件首次提交的内容，不含他人的意见', params: byId, reply: schema.secondExamination },
    },
    ({ actor, params }) => double.readSample(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/second-examinations/:id/attachments/:attachmentId', access: examiner },
      ...{ operation: 'readSecondExaminationAttachment', summary: '抽样案件的附件' },
      ...{ params: z.object({ id, attachmentId: id }), produces: 'application/octet-stream' },
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await double.readSampleAttachment(p, actor, params.id, params.attachmentId), 'attachment'),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/second-examinations/:id/opinion', access: examiner, operation: 'giveSecondOpinion' },
      ...{ summary: '提交独立审查意见', params: byId, body: schema.secondOpinion, reply: done },
    },
    ({ actor, params, body }) => double.giveSecondOpinion(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/agreement', access: ['examiner', 'reviewer', 'auditor', 'administrator'] },
      ...{ operation: 'getAgreement', summary: '双人独立审查的一致性（κ）', reply: schema.agreement },
    },
    () => double.agreementNow(p),
  )
}
