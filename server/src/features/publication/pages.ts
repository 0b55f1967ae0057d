import { randomBytes } from 'node:crypto'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { newObjection, noticeQuery } from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { type PageCall, pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { decisionPages } from './decision-pages.ts'
import { type EvidenceFile, formLimits, readForm } from './evidence-files.ts'
import { objectorPages } from './objector-pages.ts'
import { faultsOf } from './page-faults.ts'
import { lodgedPage, noticePage, type ObjectionForm } from './pages/notice.ts'
import { text } from './pages/notice-parts.ts'
import { filterNames, noticesPage } from './pages/notices.ts'
import { decisionGroundsOf, getNotice, listNotices, lodgeObjection, objectionReasonsOf } from './service.ts'
import { watchPages } from './watch-pages.ts'

const receiptCookie = 'datadeed_objection'
/** Answers to forms by their `once`, so that a double click lodges one objection. */
const answered = new Map<string, Promise<string>>()
const rememberedForms = 1000

export function publicationPages(app: FastifyInstance, p: Platform): void {
  const emptyForm = async (number: string): Promise<ObjectionForm> => ({
    decisions: new Map((await decisionGroundsOf(p)).items.map(({ ground, count }) => [ground, count])),
    values: {},
    faults: {},
    once: randomBytes(16).toString('base64url'),
    reasons: await objectionReasonsOf(p, number),
    today: toChinaDate(p.clock.now().getTime()),
  })

  watchPages(app, p)
  objectorPages(app, p)
  decisionPages(app, p)

  pageRoute(app, p, '/notices', async ({ view, query }) => {
    const asked = Object.fromEntries(filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : [])))
    const parsed = noticeQuery.safeParse(asked)
    const chosen = parsed.success ? asked : {}
    return noticesPage(view, chosen, await listNotices(p, parsed.success ? parsed.data : noticeQuery.parse({})))
  })

  pageRoute(app, p, '/notices/:number', async ({ view, params }) =>
    noticePage(view, await getNotice(p, params.number ?? ''), await emptyForm(params.number ?? '')),
  )

  const lodge = async ({ request }: PageCall, form: Record<string, string>, files: EvidenceFile[], number: string) => {
    const { data } = newObjection.safeParse(form)
    if (!data) throw new AppError('kernel.invalid_input')
    const known = form.once && answered.get(form.once)
    if (known) return await known
    const lodging = lodgeObjection(p, request.actor, number, data, files).then((lodged) => lodged.number)
    if (form.once && form.once.length <= 40) {
      answered.set(form.once, lodging)
      // Forgets the oldest; a refused form may be sent again.
      for (const old of answered.keys()) if (answered.size > rememberedForms) answered.delete(old)
      lodging.catch(() => answered.delete(form.once ?? ''))
    }
    return await lodging
  }

  pageRoute(
    app,
    p,
    '/notices/:number/objections',
    async (call) => {
      const { view, params, request, reply } = call
      const sent = request.isMultipart() ? await readForm(p, request.parts({ limits: formLimits })) : null
      const { form, files } = sent ?? { form: call.form, files: [] }
      const notice = await getNotice(p, params.number ?? '')
      const t = text[view.language]
      const parsed = newObjection.safeParse(form)
      const faults = faultsOf(view, parsed.error?.issues ?? [], t.faults)
      // A reason the pack does not know is found here, so that everything faulty is told at once.
      const reasons = await objectionReasonsOf(p, notice.number)
      if (!reasons.some((reason) => reason.code === form.reasonCode)) faults.reasonCode = t.faults.reasonCode ?? ''
      if (Object.keys(faults).length > 0)
        return noticePage(view, notice, { ...(await emptyForm(notice.number)), values: form, faults }, 422)
      const number = await lodge(call, form, files, notice.number)
      const path = `/notices/${notice.number}/objections/received`
      reply.setCookie(receiptCookie, number, { path, httpOnly: true, sameSite: 'lax', maxAge: 600 })
      return { redirect: path }
    },
    { method: 'POST', perMinute: 12 },
  )

  pageRoute(app, p, '/notices/:number/objections/received', ({ view, params, request }) =>
    lodgedPage(view, params.number ?? '', request.cookies[receiptCookie] ?? null),
  )
}
