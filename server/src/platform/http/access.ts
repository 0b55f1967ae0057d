import { type Actor, hasRole, publicActor, type Role } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Platform } from '../platform.ts'

/** Who may call a route at all; the feature's policy decides about the thing itself. */
export type Access = 'public' | 'account' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** A command: takes an `Idempotency-Key`. */
    command?: boolean
    /** Feature and name of the operation, for the scopes of keys. */
    feature?: string
    operation?: string
  }
  interface FastifyInstance {
    accessTable: Map<string, Access>
  }
  interface FastifyRequest {
    actor: Actor
    sessionId: string | null
    callerKey: CallerKey | null
    errand: Errand | null
  }
}

/** What an API key may call, and where it is kept what was done with it. */
export interface CallerKey {
  mayCall(route: Route): boolean
  record(operation: string, target: string | null, status: number): Promise<void>
}

interface Route {
  feature: string
  operation: string
  method: string
}

/** What is done for another organisation: which routes are open, and where it is kept what was done. */
export interface Errand {
  /** Throws why a route is closed. */
  demand(route: Route): void
  record(operation: string, target: string | null, status: number): Promise<void>
}

/** Header in which a page says by which delegation it believes to act; `own` for none. */
const actingHeader = 'datadeed-acting'

export interface SignedIn {
  actor: Actor
  /** Null for a program with an API key. */
  sessionId: string | null
  key?: CallerKey
  errand?: Errand
  /** Throws where a page believes to act for somebody else than the session does. */
  agree?(acting: string, operation: string): void
  /** Staff that has not enrolled a second factor yet. */
  mustEnrol: boolean
}
export type FindSession = (token: string) => Promise<SignedIn | null>

export const sessionCookie = 'datadeed_session'

/** Hands a browser its session for `maxAge` seconds, out of reach of scripts and of other sites' requests. */
export function setSessionCookie(
  reply: FastifyReply,
  p: Pick<Platform, 'config'>,
  token: string,
  maxAge: number,
): void {
  const secure = p.config.publicUrl.startsWith('https:')
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge })
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' })
}

/** The session's token: a bearer token of a program, or the cookie of a browser. */
function tokenOf(request: FastifyRequest): { token: string; browser: boolean } | null {
  const bearer = request.headers.authorization?.match(/^Bearer ([\w-]{20,200})$/)?.[1]
  if (bearer) return { token: bearer, browser: false }
  const cookie = request.cookies[sessionCookie]
  return cookie ? { token: cookie, browser: true } : null
}

/**
 * A browser's changing request must come from our own pages (`Origin`, or `Sec-Fetch-Site`), with a session or without:
 * nobody else's page may sign a visitor in, either.
 */
function isCrossSite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  // `null`, the origin of sandboxed frames and local files, is nobody's address.
  if (origin === undefined) return false
  // Written as a URL, both leave out a port that goes without saying.
  const own = `${request.protocol}://${request.host}`
  return !URL.canParse(origin) || !URL.canParse(own) || new URL(origin).host !== new URL(own).host
}

/** A zero byte in an address: no database takes it, so it is refused before it gets there. */
function hasZeroByte(request: FastifyRequest): boolean {
  return request.url.includes('%00')
}

/** The id in an answer that made something. */
function madeId(payload: unknown): string | null {
  if (typeof payload !== 'string') return null
  return /^\{"id":"([\da-f-]{36})"/.exec(payload)?.[1] ?? null
}

/**
 * Puts the actor on every request and refuses what the route's `access` does not allow. No route without one;
 * `app.accessTable` lists them all, `GET /api/v1/me` by its access.
 */
export function guardRoutes(app: FastifyInstance, findSession: FindSession): void {
  app.decorate('accessTable', new Map())
  app.decorateRequest('actor')
  app.decorateRequest('sessionId', null)
  app.decorateRequest('callerKey', null)
  app.decorateRequest('errand', null)
  app.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (access === undefined) throw new Error(`route without access: ${route.method} ${route.url}`)
    for (const method of [route.method].flat())
      if (method !== 'HEAD') app.accessTable.set(`${method} ${route.url}`, access)
  })
  app.addHook('onRequest', async (request) => {
    request.actor = publicActor
    const access = request.routeOptions.config.access
    const carried = tokenOf(request)
    if (hasZeroByte(request)) throw new AppError('kernel.invalid_input', { count: 1 })
    if (carried?.browser !== false && isCrossSite(request)) throw new AppError('kernel.cross_site')
    const session = carried && (await findSession(carried.token))
    if (session && access !== 'public' && access !== undefined) {
      const { feature = '', operation = '' } = request.routeOptions.config
      const route = { feature, operation, method: request.method }
      if (session.key && !session.key.mayCall(route)) throw new AppError('notification.key_scope')
      const acting = request.headers[actingHeader]
      if (typeof acting === 'string') session.agree?.(acting, operation)
      // Kept before it is asked: what a delegate was refused is recorded too.
      request.errand = session.errand ?? null
      session.errand?.demand(route)
    }
    // With a key, or for another, what is public is read as the public reads it.
    if (session && !((session.key || session.errand) && access === 'public')) {
      request.callerKey = session.key ?? null
      request.actor = session.actor
      request.sessionId = session.sessionId
    }
    if (access === 'public' || access === undefined) return
    if (!session) throw new AppError('account.signed_out')
    if (access === 'account' || hasRole(session.actor, ...access)) return
    throw new AppError(session.mustEnrol ? 'account.totp_enrolment_required' : 'kernel.forbidden')
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { callerKey, errand } = request
    if ((!callerKey && !errand) || request.method === 'GET' || request.method === 'HEAD') return payload
    const target = Object.values((request.params ?? {}) as Record<string, string>)[0] ?? madeId(payload)
    for (const keeper of [callerKey, errand])
      await keeper
        ?.record(request.routeOptions.config.operation ?? '', target, reply.statusCode)
        .catch((error: unknown) => request.log.error({ err: error }, 'act of a key or a delegate not recorded'))
    return payload
  })
}
