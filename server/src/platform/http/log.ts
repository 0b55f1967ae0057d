import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface LoggedError {
  type: string
  message: string
  stack: string
  [more: string]: unknown
}

/**
 * What the log says of an error: never what somebody typed. PostgreSQL quotes values in its messages and details, and mail
 * servers quote addresses, so of theirs only code, place and stack frames stay.
 */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const { code, table, constraint, severity } = error as Error & Record<string, unknown>
  const foreign = severity !== undefined || 'responseCode' in error
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return {
    type: error.name,
    message: foreign ? '' : error.message,
    stack: frames.join('\n'),
    ...(code === undefined ? {} : { code }),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  }
}

/** Serializers of every log: no addresses of people, no queries, no names. */
export const logSerializers = {
  req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url }),
  err: errorForLog,
}

/** One line for each answer: route pattern, status, milliseconds. */
export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ req: request, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
}
