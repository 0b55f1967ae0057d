import { expertAnswer } from '@datadeed/core/examination/expert-schema'
import { cleanText, textLength } from '@datadeed/core/kernel/text'
import type { FastifyInstance } from 'fastify'
import type { Returned } from '../../platform/html/forms.ts'
import { type PageCall, pageRoute } from '../../platform/html/page-route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as opinion from './expert-opinion.ts'
import { expertPage, expertText } from './pages/expert.ts'

const cookie = 'datadeed_expert'
const sessionSeconds = 8 * 3600

const visitorOf = ({ params: { token = '' }, request }: Pick<PageCall, 'params' | 'request'>): opinion.Visitor => ({
  token,
  session: request.cookies[cookie],
  agent: request.headers['user-agent'] ?? '',
})

/** What an expert does without an account: confirm who they are, declare, read, save, send; or decline. */
export function expertPages(app: FastifyInstance, p: Platform): void {
  const given = (call: PageCall) => ({ visitor: visitorOf(call), path: `/expert/${call.params.token ?? ''}` })
  const show = async (call: PageCall, form?: Returned) => {
    const { visitor, path } = given(call)
    return expertPage(call.view, await opinion.visit(p, visitor), path, form)
  }
  const post = (url: string, work: (call: PageCall) => ReturnType<Parameters<typeof pageRoute>[3]>, perMinute = 20) =>
    pageRoute(app, p, `/expert/:token${url}`, work, { method: 'POST', perMinute })

  pageRoute(app, p, '/expert/:token', (call) => show(call))
  post(
    '/code',
    async (call) => {
      const { visitor, path } = given(call)
      await opinion.sendCode(p, visitor)
      return { redirect: path }
    },
    6,
  )
  post('/confirmation', async (call) => {
    const { visitor, path } = given(call)
    const session = await opinion.confirm(p, visitor, call.form.code ?? '')
    if (!session) return await show(call, { values: {}, faults: { code: expertText[call.view.language].codeWrong } })
    const secure = p.config.publicUrl.startsWith('https:')
    call.reply.setCookie(cookie, session, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: sessionSeconds })
    return { redirect: path }
  })
  post('/declaration', async (call) => {
    const { visitor, path } = given(call)
    const { interest, secrecy } = call.form
    if (interest !== 'yes' || secrecy !== 'yes')
      return await show(call, { values: call.form, faults: { declare: expertText[call.view.language].declareFault } })
    await opinion.declare(p, visitor)
    return { redirect: path }
  })
  post('/declining', async (call) => {
    const { visitor, path } = given(call)
    const reason = cleanText(call.form.reason ?? '', 500)
    if (!reason.ok || textLength(reason.text) < 4)
      return await show(call, { values: call.form, faults: { reason: expertText[call.view.language].declineFault } })
    await opinion.decline(p, visitor, reason.text)
    return { redirect: path }
  })
  post('/draft', async (call) => {
    const { visitor, path } = given(call)
    const { conclusion = '', opinion: words = '' } = call.form
    const kept = cleanText(words, 8000, true)
    if (!kept.ok) return await refused(call)
    await opinion.saveDraft(p, visitor, { conclusion, opinion: kept.text })
    return { redirect: path }
  })
  const refused = async (call: PageCall) => {
    const { faults } = expertText[call.view.language]
    const bad = expertAnswer.safeParse(call.form).error?.issues.map(({ path }) => String(path[0])) ?? []
    const found = Object.fromEntries(bad.map((name) => [name, faults[name] ?? '']))
    return await show(call, { values: call.form, faults: found })
  }
  post('/opinion', async (call) => {
    const { visitor, path } = given(call)
    const { data } = expertAnswer.safeParse(call.form)
    if (!data) return await refused(call)
    await opinion.sendOpinion(p, visitor, data)
    return { redirect: path }
  })
  app.get<{ Params: { token: string; id: string } }>(
    '/expert/:token/attachments/:id',
    { config: { access: 'public' }, schema: { hide: true } },
    async (request, reply) => {
      const visitor = visitorOf({ params: { token: request.params.token }, request })
      return sendFile(reply, await opinion.readShown(p, visitor, request.params.id))
    },
  )
}
