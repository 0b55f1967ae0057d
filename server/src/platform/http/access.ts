import { type Actor, hasRole, publicActor, type Role } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Who may call a route at all; the feature's policy decides about the thing itself. */
export type Access = 'public' | 'account' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** A command: takes an `Idempotency-Key`. */
    command?: boolean
  }
  interface FastifyRequest {
    actor: Actor
    sessionId: string | null
  }
}

export interface SignedIn {
  actor: Actor
  sessionId: string
  /** Staff that has not enrolled a second factor yet. */
  mustEnrol: boolean
}
export type FindSession = (token: string) => Promise<SignedIn | null>

export const sessionCookie = 'datadeed_session'

/** The session's token: a bearer token of a program, or the cookie of a browser. */
function tokenOf(request: FastifyRequest): { token: string; browser: boolean } | null {
  const bearer = request.headers.authorization?.match(/^Bearer ([\w-]{20,200})$/)?.[1]
  if (bearer) return { token: bearer, browser: false }
  const cookie = request.cookies[sessionCookie]
  return cookie ? { token: cookie, browser: true } : null
}

/** A browser's changing request must come from our own pages (`Origin`, or `Sec-Fetch-Site`). */
function isCrossSite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  return origin !== undefined && new URL(origin).host !== request.host
}

/** Puts the actor on every request and refuses what the route's `access` does not allow. No route without one. */
export function guardRoutes(app: FastifyInstance, findSession: FindSession): void {
  app.decorateRequest('actor')
  app.decorateRequest('sessionId', null)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`route without access: ${route.method} ${route.url}`)
  })
  app.addHook('onRequest', async (request) => {
    request.actor = publicActor
    const access = request.routeOptions.config.access
    const carried = tokenOf(request)
    if (carried?.browser && isCrossSite(request)) throw new AppError('kernel.cross_site')
    const session = carried && (await findSession(carried.token))
    if (session) {
      request.actor = session.actor
      request.sessionId = session.sessionId
    }
    if (access === 'public' || access === undefined) return
    if (!session) throw new AppError('account.signed_out')
    if (access === 'account' || hasRole(session.actor, ...access)) return
    throw new AppError(session.mustEnrol ? 'account.totp_enrolment_required' : 'kernel.forbidden')
  })
}
