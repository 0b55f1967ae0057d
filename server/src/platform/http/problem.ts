import { AppError, type ErrorKind } from '@datadeed/core/kernel/errors'
import { sentence } from '@datadeed/core/kernel/messages'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'

export const status: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
}

/** RFC 9457 problem details, as every failed request answers. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'Problem' })

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  return request.headers['accept-language']?.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

/** Any thrown thing as an AppError, or null for a defect. */
export function asAppError(error: FastifyError | AppError): AppError | null {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? '',
    }))
    return new AppError('kernel.invalid_input', { count: fields.length }, fields)
  }
  if (error.statusCode === 413) return new AppError('kernel.too_large', { limit: '请求大小限制' })
  if (error.statusCode === 429) return new AppError('kernel.too_many_requests', { seconds: 60 })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new AppError('kernel.invalid_input', { count: 1 }, [{ path: '', message: error.message }])
  return null
}

/** The edge: AppError to problem+json; a defect is logged with the request id and answers 503 without detail. */
export function problemHandler(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) {
  const known = asAppError(error)
  if (!known) request.log.error({ err: error }, 'request failed')
  const fault = known ?? new AppError('kernel.unavailable')
  const code = known ? status[fault.kind] : 500
  if (fault.kind === 'too_many') reply.header('retry-after', String(fault.params.seconds ?? 60))
  return reply
    .code(code)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      type: `urn:datadeed:problem:${fault.code}`,
      title: fault.code,
      status: code,
      code: fault.code,
      detail: sentence(fault.code, fault.params, languageOf(request)),
      fields: fault.fields,
    })
}
