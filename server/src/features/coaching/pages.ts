import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { eligibilityPage } from './pages/eligibility.ts'

export function coachingPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/eligibility', ({ view, query }) => eligibilityPage(view, p.pack, query))
}
