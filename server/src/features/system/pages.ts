import { noticeQuery } from '@datadeed/core/publication/schema'
import { registerQuery } from '@datadeed/core/registration/schema'
import type { FastifyInstance } from 'fastify'
import { html } from '../../platform/html/html.ts'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { Platform } from '../../platform/platform.ts'
import { listNotices } from '../publication/service.ts'
import { searchRegister } from '../registration/service.ts'
import { homeFigures } from './figures.ts'
import { guidePage } from './pages/guide.ts'
import { homePage } from './pages/home.ts'

const hidden = { config: { access: 'public' as const }, schema: { hide: true } }
const standing = ['/', '/register', '/notices', '/verify', '/guide', '/eligibility', '/green-channel', '/log']

/** Addresses for search engines: what always stands, and the newest of what was published. */
async function siteAddresses(p: Platform): Promise<string[]> {
  const [entries, notices] = await Promise.all([
    searchRegister(p, registerQuery.parse({ limit: 100 })),
    listNotices(p, noticeQuery.parse({ limit: 100 })),
  ])
  return [
    ...standing,
    ...entries.items.map((entry) => `/register/${entry.registrationNumber}`),
    ...notices.items.map((notice) => `/notices/${notice.number}`),
  ].map((path) => p.config.publicUrl + path)
}

export function systemPages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/', async ({ view }) => homePage(view, await homeFigures(p)))
  pageRoute(app, p, '/guide', ({ view }) => guidePage(view, p.pack))
  // A demonstration is not for search engines.
  app.get('/robots.txt', hidden, (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        p.config.demo
          ? 'User-agent: *\nDisallow: /\n'
          : `User-agent: *\nDisallow: /app/\nDisallow: /api/\nSitemap: ${p.config.publicUrl}/sitemap.xml\n`,
      ),
  )
  app.get('/sitemap.xml', hidden, async (_request, reply) => {
    const urls = (await siteAddresses(p)).map((url) => html`<url><loc>${url}</loc></url>`)
    const body = html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`
    return reply.type('application/xml; charset=utf-8').send(`<?xml version="1.0" encoding="UTF-8"?>${body}`)
  })
}
