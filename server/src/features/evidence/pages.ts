import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { View } from '../../platform/html/view.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { entriesPage } from './pages/entries.ts'
import { entryPage, waitingPage } from './pages/entry.ts'
import { logPage } from './pages/log.ts'
import { entryFile, entryFiles, findIndex, getEntry, getLogHealth, listEntries, readEntryType } from './service.ts'

const indexText = /^\d{1,15}$/
const indexOf = (typed: string | undefined) => (typed !== undefined && indexText.test(typed) ? Number(typed) : null)

export function evidencePages(app: FastifyInstance, p: Platform): void {
  const overview = async (view: View, missing: string | null) => {
    const [health, newest] = await Promise.all([
      getLogHealth(p),
      listEntries(p, { type: null, before: null, limit: 5 }),
    ])
    return logPage(view, health, newest, missing)
  }
  pageRoute(app, p, '/log', async ({ view, query }) => {
    // `index` stands in addresses given out before there were pages of entries.
    const typed = (query.q ?? query.index ?? '').trim()
    const found = typed === '' ? null : await findIndex(p, typed)
    if (typeof found === 'number') return { redirect: `/log/entry/${found}` }
    if (found === 'waiting') return waitingPage(view, typed, (await getLogHealth(p)).delay)
    return await overview(view, typed === '' ? null : typed)
  })
  pageRoute(app, p, '/log/entries', async ({ view, query }) => {
    const [type, before] = [readEntryType(query.type), indexOf(query.before)]
    return entriesPage(view, await listEntries(p, { type, before }), type, before !== null)
  })
  pageRoute(app, p, '/log/entry/:index', async ({ view, params }) => {
    const index = indexOf(params.index)
    const found = index === null ? null : await getEntry(p, index)
    if (found === null) return await overview(view, params.index ?? '')
    if (found === 'waiting') return waitingPage(view, String(index), (await getLogHealth(p)).delay)
    return entryPage(view, found)
  })
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/entry/:index/:file',
      access: 'public',
      feature: 'evidence',
      operation: 'getLogEntryFile',
      summary: '一条记录的原文或包含证明',
      // For people; programs read entries and proofs from tiles.
      hide: true,
      params: z.object({ index: z.string().regex(indexText).transform(Number), file: z.enum(entryFiles) }),
      produces: 'text/plain',
    },
    async ({ params, reply }) => sendFile(reply, await entryFile(p, params.index, params.file)),
  )
}
