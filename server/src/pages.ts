import type { FastifyInstance } from 'fastify'
import { certificatePages } from './features/certificate/pages.ts'
import { evidencePages } from './features/evidence/pages.ts'
import { publicationPages } from './features/publication/pages.ts'
import { registrationPages } from './features/registration/pages.ts'
import { systemPages } from './features/system/pages.ts'
import { answerMisses, readForms, siteRoutes } from './platform/html/site.ts'
import type { Platform } from './platform/platform.ts'

/** The public site: pages, their assets, the workplace's files, and what is said about addresses nobody answers. */
export function registerPages(app: FastifyInstance, p: Platform): void {
  // Apart from the API, whose commands take no posted forms.
  app.register(async (site) => {
    readForms(site)
    siteRoutes(site, p)
    for (const pages of [systemPages, evidencePages, publicationPages, registrationPages, certificatePages])
      pages(site, p)
  })
  answerMisses(app, p)
}
