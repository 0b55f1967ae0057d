import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AppError } from '@datadeed/core/kernel/errors'
import { sentence } from '@datadeed/core/kernel/messages'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asAppError, status as statusOf } from '../http/problem.ts'
import type { Platform } from '../platform.ts'
import { html } from './html.ts'
import { islandAddress } from './islands.ts'
import { layout, type Page } from './layout.ts'
import { text } from './text.ts'
import { askedLanguage, languageCookie, type View, viewOf } from './view.ts'

/** Sent instead of a page: the browser is to ask for another address with GET. */
export interface Redirect {
  redirect: string
}

export interface PageCall {
  view: View
  params: Record<string, string>
  query: Record<string, string>
  /** Fields of a posted form; empty otherwise. */
  form: Record<string, string>
  request: FastifyRequest
  reply: FastifyReply
}

/** Only the first of repeated names counts; what is not text is not there. */
function texts(source: unknown): Record<string, string> {
  if (source instanceof URLSearchParams) return texts(Object.fromEntries([...source].reverse()))
  const entries = Object.entries((source ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value
      return typeof first === 'string' ? [[name, first]] : []
    }),
  )
}

const compress = promisify(gzip)

async function sendPage(view: View, request: FastifyRequest, reply: FastifyReply, page: Page) {
  const body = Buffer.from(layout(view, page))
  reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('content-language', view.language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', page.secret ? 'no-store' : 'no-cache')
    .header('vary', 'accept-encoding, cookie')
  if (page.secret) reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex, nofollow, noarchive')
  const asked = askedLanguage(request)
  if (asked)
    reply.setCookie(languageCookie, asked, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 365 * 24 * 3600 })
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return reply.send(body)
  return reply.header('content-encoding', 'gzip').send(await compress(body))
}

/** A public page. The handler gives back what to show; faults it throws become pages too. */
export function pageRoute(
  app: FastifyInstance,
  p: Platform,
  url: string,
  render: (call: PageCall) => Promise<Page | Redirect> | Page | Redirect,
  options: { method?: 'GET' | 'POST'; perMinute?: number } = {},
): void {
  app.route({
    method: options.method ?? 'GET',
    url,
    config: {
      access: 'public',
      ...(options.perMinute ? { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } : {}),
    },
    schema: { hide: true },
    errorHandler: (error, request, reply) => sendFault(p, error, request, reply),
    handler: async (request, reply) => {
      const view = viewOf(p, request, islandAddress(p.config.webDir))
      const page = await render({
        view,
        params: texts(request.params),
        query: texts(request.query),
        form: texts(request.body),
        request,
        reply,
      })
      return 'redirect' in page ? reply.redirect(page.redirect, 303) : await sendPage(view, request, reply, page)
    },
  })
}

function faultPage(view: View, fault: AppError | null): Page {
  const t = text[view.language].error
  const kind = fault?.kind ?? 'unavailable'
  const title =
    kind === 'not_found' ? t.missingTitle : kind === 'too_many' ? t.busyTitle : fault === null ? t.downTitle : t.title
  return {
    status: fault ? statusOf[fault.kind] : 500,
    title,
    unlisted: true,
    body: html`<div class="narrow fault-page"><h1>${title}</h1>
<p class="lead">${fault ? (kind === 'not_found' && fault.code === 'kernel.not_found' ? t.missingBody : sentence(fault.code, fault.params, view.language)) : t.downBody}</p>
${fault && fault.fields.length > 0 && html`<ul>${fault.fields.map((one) => html`<li>${one.message}</li>`)}</ul>`}
<p class="actions"><a class="button" href="/">${t.home}</a><a class="button quiet" href="/register">${t.register}</a></p></div>`,
  }
}

/** Any fault as a page that says what to do; a defect is logged and told without detail. */
export async function sendFault(p: Platform, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const fault = asAppError(error as FastifyError | AppError)
  if (!fault) request.log.error({ err: error }, 'page failed')
  if (fault?.kind === 'too_many') reply.header('retry-after', String(fault.params.seconds ?? 60))
  const view = viewOf(p, request, islandAddress(p.config.webDir))
  return await sendPage(view, request, reply, faultPage(view, fault))
}

/** True for a browser that navigates, as against a program. */
export function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && String(request.headers.accept).includes('text/html')
}
