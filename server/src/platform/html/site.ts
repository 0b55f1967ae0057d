import { join } from 'node:path'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemHandler } from '../http/problem.ts'
import type { Platform } from '../platform.ts'
import { openFolder, sendAsset, styleSheet } from './assets.ts'
import { favicon } from './mark.ts'
import { sendFault, wantsPage } from './page-route.ts'

const hidden = { config: { access: 'public' as const }, schema: { hide: true } }

/** Forms, files and misses of the public site: everything that is no page of its own. */
export function siteRoutes(app: FastifyInstance, p: Platform): void {
  const workplace = openFolder(join(p.config.webDir, 'app'))
  const islands = openFolder(join(p.config.webDir, 'islands'))
  app.get(styleSheet.href, hidden, (request, reply) => sendAsset(request, reply, styleSheet, true))
  app.get('/favicon.svg', hidden, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(favicon),
  )
  app.get('/favicon.ico', hidden, (_request, reply) => reply.redirect('/favicon.svg', 301))
  app.get<{ Params: { '*': string } }>('/islands/*', hidden, async (request, reply) => {
    const path = request.params['*']
    const asset = await islands(path)
    if (!asset) throw new AppError('kernel.not_found')
    return sendAsset(request, reply, asset, path.startsWith('part-') || request.url.includes('?v='))
  })
  app.get('/app', hidden, (_request, reply) => reply.redirect('/app/', 301))
  // A single page: any address below /app/ that is no file is a place inside it.
  app.get<{ Params: { '*': string } }>('/app/*', hidden, async (request, reply) => {
    const path = request.params['*']
    const asset = path ? await workplace(path) : null
    if (asset && path !== 'index.html') return sendAsset(request, reply, asset, path.startsWith('assets/'))
    const start = path.startsWith('assets/') ? null : await workplace('index.html')
    if (!start) throw new AppError('kernel.not_found')
    return sendAsset(request, reply, start, false)
  })
}

/** Posted forms become `URLSearchParams`; a page's own fields only, so little is enough. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 256 * 1024 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
}

/** An address nobody answers: a page for people, a problem for programs. */
export function answerMisses(app: FastifyInstance, p: Platform): void {
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const fault = new AppError('kernel.not_found')
    return wantsPage(request) ? await sendFault(p, fault, request, reply) : problemHandler(fault, request, reply)
  })
}
