import { newMailWatch } from '@datadeed/core/publication/schema'
import type { FastifyInstance } from 'fastify'
import { type PageCall, pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { faultsOf } from './page-faults.ts'
import { askedPage, endedPage, ownWatchPage, watchPage, watchText } from './pages/watch.ts'
import { askMailWatch, confirmMailWatch, endMailWatch, getMailWatch } from './watch.ts'

/** Watching by mail, without account or script: ask, confirm, end. */
export function watchPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/watch', ({ view, query }) => watchPage(view, { values: query, faults: {} }))
  pageRoute(
    app,
    p,
    '/watch',
    async ({ view, form }) => {
      const { data, error } = newMailWatch.safeParse(form)
      if (!data) {
        const faults = faultsOf(view, error.issues, watchText[view.language].faults)
        return watchPage(view, { values: form, faults }, 422)
      }
      await askMailWatch(p, data)
      return { redirect: '/watch/asked' }
    },
    { method: 'POST', perMinute: 6 },
  )
  pageRoute(app, p, '/watch/asked', ({ view }) => askedPage(view))
  pageRoute(app, p, '/watch/ended', ({ view }) => endedPage(view))

  const given = ({ params: { id = '', token = '' } }: PageCall) => ({ id, token, path: `/watch/${id}/${token}` })
  pageRoute(app, p, '/watch/:id/:token', async (call) => {
    const { id, token, path } = given(call)
    call.reply.header('referrer-policy', 'no-referrer')
    return ownWatchPage(call.view, await getMailWatch(p, id, token), path)
  })
  pageRoute(
    app,
    p,
    '/watch/:id/:token/confirm',
    async (call) => {
      const { id, token, path } = given(call)
      await confirmMailWatch(p, id, token)
      return { redirect: path }
    },
    { method: 'POST' },
  )
  pageRoute(
    app,
    p,
    '/watch/:id/:token/end',
    async (call) => {
      const { id, token } = given(call)
      await endMailWatch(p, id, token)
      return { redirect: '/watch/ended' }
    },
    { method: 'POST' },
  )
}
