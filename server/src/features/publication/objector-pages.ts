import { oneComparisonKey, overlapQuestion } from '@datadeed/core/overlap/schema'
import { objectionWithdrawal } from '@datadeed/core/publication/mediation-schema'
import { objectionRejoinder } from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type PageCall, pageRoute, type Redirect } from '../../platform/html/page-route.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { formLimits, readForm } from './evidence-files.ts'
import {
  addOwnEvidence,
  compareAsObjector,
  getOwnObjection,
  handInSketch,
  mediateAsObjector,
  objectorKey,
  readOwnFile,
  rejoin,
  withdrawObjection,
} from './objector.ts'
import { faultsOf } from './page-faults.ts'
import { ownObjectionPage } from './pages/own-objection.ts'

interface Given {
  id: string
  token: string
  path: string
}

const sayings = ['offer', 'agree', 'decline', 'end'] as const
const mediation = z.object({ say: z.enum(sayings), note: z.string().trim().max(500).default('') })
const comparison = z.object({ depositId: z.uuid() })

/** What an objector does without an account: read the exchange, answer to the answer, add files, mediate, compare, withdraw. */
export function objectorPages(app: FastifyInstance, p: Platform): void {
  const given = ({ params: { id = '', token = '' } }: PageCall): Given => ({
    ...{ id, token, path: `/objections/${id}/${token}` },
  })
  const show = async (call: PageCall, { id, token, path }: Given, back = { values: {}, faults: {} }, status = 200) =>
    ownObjectionPage(call.view, await getOwnObjection(p, id, token, call.request.actor), path, back, status)
  /** What is posted to the page's own address, and comes back to it with its faults or done. */
  const posted = <S extends z.ZodType>(
    name: string,
    schema: S,
    act: (of: Given, data: z.output<S>, call: PageCall) => Promise<unknown>,
  ) =>
    pageRoute(
      app,
      p,
      `/objections/:id/:token/${name}`,
      async (call): Promise<Redirect | Awaited<ReturnType<typeof show>>> => {
        const of = given(call)
        const { data, error } = schema.safeParse(call.form)
        if (error) {
          const faults = faultsOf(call.view, error.issues, {})
          return await show(call, of, { values: call.form, faults }, 422)
        }
        await act(of, data, call)
        return { redirect: of.path }
      },
      { method: 'POST', perMinute: 12 },
    )

  pageRoute(app, p, '/objections/:id/:token', async (call) => {
    call.reply.header('referrer-policy', 'no-referrer')
    return await show(call, given(call))
  })
  posted('rejoinder', objectionRejoinder, ({ id, token }, { text }) => rejoin(p, id, token, text))
  posted('withdrawal', objectionWithdrawal, ({ id, token }, { reason }) => withdrawObjection(p, id, token, reason))
  posted('mediation', mediation, ({ id, token }, { say, note }) => mediateAsObjector(p, id, token, say, note))
  posted('comparison', comparison, ({ id, token }, { depositId }, { request }) =>
    compareAsObjector(p, request.actor, id, token, depositId),
  )
  pageRoute(
    app,
    p,
    '/objections/:id/:token/evidence',
    async (call) => {
      const { id, token, path } = given(call)
      await getOwnObjection(p, id, token, call.request.actor)
      const { files } = call.request.isMultipart()
        ? await readForm(p, call.request.parts({ limits: formLimits }))
        : { files: [] }
      await addOwnEvidence(p, id, token, files)
      return { redirect: path }
    },
    { method: 'POST', perMinute: 12 },
  )
  const byLink = z.object({ id: z.string().max(60), token: z.string().max(100) })
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/objections/:id/:token/comparison-key', access: 'public', feature: 'publication' },
      ...{ operation: 'releaseObjectorKey', summary: '异议人领取比对密钥，在本机生成草图', hide: true, command: false },
      ...{ params: byLink, reply: oneComparisonKey, perMinute: 6 },
    },
    ({ params: { id, token }, reply }) => {
      reply.header('cache-control', 'private, no-store')
      return objectorKey(p, id, token)
    },
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/objections/:id/:token/sketch', access: 'public', feature: 'publication' },
      ...{ operation: 'handInObjectorSketch', summary: '异议人提交比对草图', hide: true, command: false },
      ...{ params: byLink, body: overlapQuestion, reply: z.object({}), perMinute: 6, bodyLimit: 8 * 1024 * 1024 },
    },
    async ({ params: { id, token }, body }) => {
      await handInSketch(p, id, token, body.sketch)
      return {}
    },
  )
  for (const what of ['letter', 'agreement'] as const)
    endpoint(
      app,
      {
        ...{ method: 'GET', url: `/objections/:id/:token/${what}`, access: 'public', feature: 'publication' },
        ...{ operation: `readOwnObjection_${what}`, summary: '异议人下载决定书或者调解协议', hide: true },
        params: byLink,
        produces: 'application/octet-stream',
      },
      async ({ params: { id, token }, reply }) => {
        reply.header('referrer-policy', 'no-referrer')
        return sendFile(reply, await readOwnFile(p, id, token, what))
      },
    )
}
