import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/publication/mediation-schema'
import { objectionView } from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

/** Mediation of an objection, for the company's signatory and examiners; objectors act by their link. */
export function mediationRoutes(app: FastifyInstance, p: Platform): void {
  const of = { feature: 'publication', params: z.object({ id }), reply: objectionView } as const
  /** Does it and answers with the objection as it is then. */
  const after = async (done: Promise<void>, actor: Actor, objectionId: string) => {
    await done
    return await service.getObjection(p, actor, objectionId)
  }
  const url = '/api/v1/objections/:id/mediation'
  endpoint(
    app,
    {
      ...{ ...of, method: 'POST', url, access: ['signatory', 'examiner'] },
      ...{ operation: 'offerMediation', summary: '提出调解：申请人提出即视为同意，审查员可以建议调解' },
      body: schema.mediationOffer,
    },
    ({ actor, params, body }) => after(service.offerMediationAs(p, actor, params.id, body.note), actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...of, method: 'POST', url: `${url}/answer`, access: ['signatory'] },
      ...{ operation: 'answerMediation', summary: '申请人表示是否同意调解；双方同意即开始，异议处理期限中止' },
      body: schema.mediationAnswer,
    },
    ({ actor, params, body }) => after(service.answerMediationAs(p, actor, params.id, body.agree), actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...of, method: 'POST', url: `${url}/mediator`, access: ['examiner'] },
      ...{ operation: 'appointMediator', summary: '确定调解员' },
      body: schema.mediatorAppointment,
    },
    ({ actor, params, body }) => after(service.appointMediator(p, actor, params.id, body), actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...of, method: 'POST', url: `${url}/failure`, access: ['signatory', 'examiner'] },
      ...{ operation: 'endMediation', summary: '调解未达成协议，或者一方终止调解；异议恢复处理' },
      body: schema.mediationFailure,
    },
    ({ actor, params, body }) => after(service.failMediationAs(p, actor, params.id, body.note), actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...of, method: 'POST', url: `${url}/agreement`, access: ['examiner'] },
      ...{ operation: 'settleObjection', summary: '调解达成协议（multipart：file 协议，note 协议要点），异议终结' },
      ...{ consumes: ['multipart/form-data'], bodyLimit: 25 * 1024 * 1024, command: false },
    },
    async ({ actor, params, request }) => {
      const { form, files } = await service.readForm(p, request.parts({ limits: service.formLimits }))
      const [file] = files
      const parsed = schema.mediationAgreement.safeParse(form)
      const faults = (parsed.error?.issues ?? []).map(({ message }) => ({ path: 'note', message }))
      if (!file) faults.push({ path: 'file', message: '请选择双方签署的调解协议文件' })
      if (!file || !parsed.data) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
      return await after(service.settleObjection(p, actor, params.id, { ...parsed.data, file }), actor, params.id)
    },
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: `${url}/agreement`, access: 'account', feature: 'publication' },
      ...{ operation: 'readAgreement', summary: '下载调解协议', params: z.object({ id }) },
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.readAgreement(p, actor, params.id)),
  )
}
