import type { Actor } from '@datadeed/core/kernel/actor'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { z } from 'zod'
import type { Access } from './access.ts'
import { problem } from './problem.ts'

const nothing = z.object({})

export interface EndpointSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: HTTPMethods
  url: string
  access: Access
  /** Feature, as in the house's list; the OpenAPI tag. */
  feature: string
  operation: string
  summary: string
  params?: P
  query?: Q
  body?: B
  /** Whitelist of what leaves: fields it does not name are dropped. */
  reply?: R
  /** Media type of a reply that is not JSON. */
  produces?: string
  /** Requests a minute from one address, where the general limit is too wide. */
  perMinute?: number
  /** Request body limit in bytes, where 1 MiB is too little. */
  bodyLimit?: number
  consumes?: string[]
  /** Takes an `Idempotency-Key`; by default every POST that needs an account. */
  command?: boolean
  /** Not part of the described interface, because OpenAPI cannot describe it. */
  hide?: boolean
}

export interface Call<P, Q, B> {
  actor: Actor
  params: P
  query: Q
  body: B
  request: FastifyRequest
  reply: FastifyReply
}

/** One endpoint at one glance: request, response, summary, operation name, and a handler that is one call. */
export function endpoint<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
  R extends z.ZodType = typeof nothing,
>(
  app: FastifyInstance,
  spec: EndpointSpec<P, Q, B, R>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => unknown,
): void {
  const success = spec.produces
    ? { description: spec.summary, content: { [spec.produces]: { schema: z.string() } } }
    : (spec.reply ?? z.object({}))
  app.route({
    method: spec.method,
    url: spec.url,
    config: {
      access: spec.access,
      feature: spec.feature,
      operation: spec.operation,
      command: spec.command ?? (spec.method === 'POST' && spec.access !== 'public'),
      ...(spec.perMinute ? { rateLimit: { max: spec.perMinute, timeWindow: 60_000 } } : {}),
    },
    ...(spec.bodyLimit ? { bodyLimit: spec.bodyLimit } : {}),
    schema: {
      ...(spec.hide ? { hide: true } : {}),
      tags: [spec.feature],
      operationId: spec.operation,
      summary: spec.summary,
      ...(spec.params ? { params: spec.params } : {}),
      ...(spec.query ? { querystring: spec.query } : {}),
      ...(spec.body ? { body: spec.body } : {}),
      ...(spec.consumes ? { consumes: spec.consumes } : {}),
      security: spec.access === 'public' ? [] : [{ session: [] }, { bearer: [] }],
      response: {
        200: success,
        '4xx': {
          description: '未办理，说明原因与处理办法',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
    },
    handler: async (request, reply) =>
      handle({
        actor: request.actor,
        params: request.params as z.output<P>,
        query: request.query as z.output<Q>,
        body: request.body as z.output<B>,
        request,
        reply,
      }),
  })
}
