import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of this process; label values are route patterns and codes, never what a person typed. */
export interface Metrics {
  text(): Promise<string>
  contentType: string
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const proxied = ['x-forwarded-for', 'forwarded', 'x-real-ip']
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Metrics are for this machine itself, not for what a proxy on it passes on, and for who has the token. */
export function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const shown = request.headers.authorization?.replace(/^Bearer /, '')
  if (token !== undefined && shown !== undefined && timingSafeEqual(digest(shown), digest(token))) return true
  return loopback.has(request.socket.remoteAddress ?? '') && !proxied.some((name) => name in request.headers)
}

/** Measures every request of the app. */
export function measureRequests(app: FastifyInstance): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'datadeed_http_request_seconds',
    help: 'Time from the request to the end of the answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched'
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  return { text: () => registry.metrics(), contentType: registry.contentType }
}
