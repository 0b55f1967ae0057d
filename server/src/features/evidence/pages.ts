import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { logPage } from './pages/log.ts'
import { getLogStatus } from './service.ts'

export function evidencePages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/log', async ({ view }) => logPage(view, await getLogStatus(p)))
}
