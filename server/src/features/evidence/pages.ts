import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { logPage } from './pages/log.ts'
import { findLogEntry, getLogStatus } from './service.ts'

export function evidencePages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/log', async ({ view, query }) => {
    const { index = '' } = query
    const asked = /^\d{1,15}$/.test(index) ? Number(index) : null
    const [status, entry] = await Promise.all([getLogStatus(p), asked === null ? null : findLogEntry(p, asked)])
    return logPage(view, status, index === '' ? null : { index, entry })
  })
}
