import { newComment, readerName } from '@datadeed/core/filing/draft-share-schema'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance } from 'fastify'
import type { Returned } from '../../platform/html/forms.ts'
import type { Page } from '../../platform/html/layout.ts'
import { type PageCall, pageRoute, type Redirect } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { askNamePage, draftPage, linkOverPage } from './pages/draft-share.ts'
import { commentOn, demandShared, openShared, readShared } from './service.ts'

const readerCookie = 'datadeed_reader'

/** The first sentence about each field, by its name. */
const faultsOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): Record<string, string> =>
  Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0]), message]))

/** What a reader does without an account, by the link they were given: say who they are, read the draft, comment on it. */
export function draftSharePages(app: FastifyInstance, p: Platform): void {
  const tokenOf = ({ params }: PageCall) => params.token ?? ''
  /** Whatever is wrong with the link is told alike. */
  const orOver = async (call: PageCall, work: () => Promise<Page | Redirect>): Promise<Page | Redirect> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof AppError && error.code === 'kernel.not_found') return linkOverPage(call.view)
      throw error
    }
  }
  const show = async (call: PageCall, form?: Returned): Promise<Page> => {
    const token = tokenOf(call)
    const read = await readShared(p, token, call.request.cookies[readerCookie])
    if (read) return draftPage(call.view, read, `/draft-review/${token}`, form)
    await demandShared(p, token)
    return askNamePage(call.view, `/draft-review/${token}`, form)
  }

  pageRoute(app, p, '/draft-review/:token', (call) => orOver(call, () => show(call)), { perMinute: 60 })
  pageRoute(
    app,
    p,
    '/draft-review/:token/opening',
    (call) =>
      orOver(call, async () => {
        const token = tokenOf(call)
        const { data, error } = readerName.safeParse(call.form)
        if (!data) return await show(call, { values: call.form, faults: faultsOf(error.issues) })
        const { reader } = await openShared(p, token, data.name)
        const path = `/draft-review/${token}`
        const secure = p.config.publicUrl.startsWith('https:')
        // For the browser session: whoever comes back later says again who they are.
        call.reply.setCookie(readerCookie, reader, { path, httpOnly: true, sameSite: 'lax', secure })
        return { redirect: path }
      }),
    { method: 'POST', perMinute: 12 },
  )
  pageRoute(
    app,
    p,
    '/draft-review/:token/comments',
    (call) =>
      orOver(call, async () => {
        const token = tokenOf(call)
        const { data, error } = newComment.safeParse(call.form)
        if (!data) return await show(call, { values: call.form, faults: faultsOf(error.issues) })
        await commentOn(p, token, call.request.cookies[readerCookie], data)
        return { redirect: `/draft-review/${token}#field-${data.field}` }
      }),
    { method: 'POST', perMinute: 12 },
  )
}
