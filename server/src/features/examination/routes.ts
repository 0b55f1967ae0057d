import * as schema from '@datadeed/core/examination/schema'
import { caseView } from '@datadeed/core/filing/schema'
import { versioned, withNote, withReason } from '@datadeed/core/kernel/case'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { cohortRoutes } from './cohort-routes.ts'
import * as service from './service.ts'
import { workbenchRoutes } from './workbench-routes.ts'

const feature = 'examination'
const byId = z.object({ id })

export function examinationRoutes(app: FastifyInstance, p: Platform): void {
  workbenchRoutes(app, p)
  cohortRoutes(app, p)
  const command = <B extends z.ZodType>(
    name: string,
    role: 'examiner' | 'reviewer',
    operation: string,
    summary: string,
    body: B,
    handle: (actor: Parameters<typeof service.claim>[1], caseId: string, body: z.output<B>) => unknown,
  ) =>
    endpoint(
      app,
      {
        method: 'POST',
        url: `/api/v1/cases/:id/${name}`,
        access: [role],
        feature,
        operation,
        summary,
        params: byId,
        body,
        reply: caseView,
      },
      (call) => handle(call.actor, call.params.id, call.body),
    )

  command('claim', 'examiner', 'claimCase', '领取案件', versioned, (actor, caseId, body) =>
    service.claim(p, actor, caseId, body),
  )
  command('unclaim', 'examiner', 'unclaimCase', '退回队列', withReason, (actor, caseId, body) =>
    service.unclaim(p, actor, caseId, body),
  )
  command(
    'correction',
    'examiner',
    'requireCorrection',
    '通知补正（逐项）',
    schema.requireCorrection,
    (actor, caseId, body) => service.requireCorrection(p, actor, caseId, body),
  )
  command(
    'acceptance-proposal',
    'examiner',
    'proposeAcceptance',
    '拟予登记，交复核',
    schema.proposeAcceptance,
    (actor, caseId, body) => service.proposeAcceptance(p, actor, caseId, body),
  )
  command(
    'refusal-proposal',
    'examiner',
    'proposeRefusal',
    '拟不予登记，交复核',
    schema.proposeRefusal,
    (actor, caseId, body) => service.proposeRefusal(p, actor, caseId, body),
  )
  command(
    'proposal-retraction',
    'examiner',
    'retractProposal',
    '撤回拟办意见，复核之前',
    withReason,
    (actor, caseId, body) => service.retractProposal(p, actor, caseId, body),
  )
  command('send-back', 'reviewer', 'sendBack', '复核不同意，退回审查', withReason, (actor, caseId, body) =>
    service.sendBack(p, actor, caseId, body),
  )
  command('release', 'reviewer', 'releaseCase', '复核通过，决定生效', withNote, (actor, caseId, body) =>
    service.release(p, actor, caseId, body),
  )

  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/queue-counts',
      access: ['examiner', 'reviewer', 'officer', 'auditor', 'administrator'],
      feature,
      operation: 'getQueueCounts',
      summary: '各状态案件数',
      reply: schema.queueCounts,
    },
    ({ actor }) => service.queueCounts(p, actor),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/cases/:id/letters/:letterId',
      access: 'account',
      feature,
      operation: 'readLetter',
      summary: '文书（PDF）',
      params: z.object({ id, letterId: id }),
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) =>
      sendFile(reply, await service.readLetter(p, actor, params.id, params.letterId), 'inline'),
  )
}
