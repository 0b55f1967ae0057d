import { objectionRejoinder } from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { type PageCall, pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { formLimits, readForm } from './evidence-files.ts'
import { addOwnEvidence, getOwnObjection, rejoin } from './objector.ts'
import { faultsOf } from './page-faults.ts'
import { ownObjectionPage } from './pages/own-objection.ts'

/** What an objector does without an account: read the exchange, answer to the answer, add files. */
export function objectorPages(app: FastifyInstance, p: Platform): void {
  const given = ({ params: { id = '', token = '' } }: PageCall) => ({ id, token, path: `/objections/${id}/${token}` })
  const empty = { values: {}, faults: {} }
  pageRoute(app, p, '/objections/:id/:token', async (call) => {
    const { id, token, path } = given(call)
    call.reply.header('referrer-policy', 'no-referrer')
    return ownObjectionPage(call.view, await getOwnObjection(p, id, token), path, empty)
  })
  pageRoute(
    app,
    p,
    '/objections/:id/:token/rejoinder',
    async (call) => {
      const { id, token, path } = given(call)
      const objection = await getOwnObjection(p, id, token)
      const { data, error } = objectionRejoinder.safeParse(call.form)
      if (!data) {
        const faults = faultsOf(call.view, error.issues, {})
        return ownObjectionPage(call.view, objection, path, { values: call.form, faults }, 422)
      }
      await rejoin(p, id, token, data.text)
      return { redirect: path }
    },
    { method: 'POST', perMinute: 12 },
  )
  pageRoute(
    app,
    p,
    '/objections/:id/:token/evidence',
    async (call) => {
      const { id, token, path } = given(call)
      await getOwnObjection(p, id, token)
      const { files } = call.request.isMultipart()
        ? await readForm(p, call.request.parts({ limits: formLimits }))
        : { files: [] }
      await addOwnEvidence(p, id, token, files)
      return { redirect: path }
    },
    { method: 'POST', perMinute: 12 },
  )
}
