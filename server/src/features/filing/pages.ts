import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { greenChannelPage } from './pages/green-channel.ts'
import { vocabularyPage } from './pages/vocabulary.ts'
import { greenChannelFigures } from './service.ts'

export function filingPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/green-channel', async ({ view }) => greenChannelPage(view, p.pack, await greenChannelFigures(p)))
  pageRoute(app, p, '/vocabulary', ({ view }) => vocabularyPage(view, p.pack))
}
