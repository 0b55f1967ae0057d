import { AppError } from '@datadeed/core/kernel/errors'
import { registerQuery } from '@datadeed/core/registration/schema'
import type { FastifyInstance } from 'fastify'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { entryMissingPage, entryPage } from './pages/entry.ts'
import { type RegisterFilters, registerPage } from './pages/register.ts'
import { getEntry, livingOf, registerRecord, searchRegister } from './service.ts'

export function registrationPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/register', async ({ view, query }) => {
    const { q, prefectureCode, direction, status, cursor } = query
    // An empty choice of the form is no filter.
    const asked = Object.fromEntries(
      Object.entries({ q, prefectureCode, direction, status, cursor }).filter(([, value]) => value),
    )
    const parsed = registerQuery.safeParse(asked)
    const chosen: RegisterFilters = parsed.success ? asked : {}
    const found = await searchRegister(p, parsed.success ? parsed.data : registerQuery.parse({}))
    return registerPage(view, chosen, found, !parsed.success)
  })
  pageRoute(app, p, '/register/:number', async ({ view, params }) => {
    const number = (params.number ?? '').toUpperCase()
    try {
      const [entry, living] = await Promise.all([getEntry(p, number), livingOf(p, number)])
      return entryPage(view, entry, living)
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found') return entryMissingPage(view, number)
      throw error
    }
  })
  app.get<{ Params: { number: string } }>(
    '/register/:number/dcat.jsonld',
    { config: { access: 'public' }, schema: { hide: true } },
    async ({ params }, reply) =>
      reply.type('application/ld+json; charset=utf-8').send(await registerRecord(p, params.number.toUpperCase())),
  )
}
