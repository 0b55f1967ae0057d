import { AppError, type ErrorKind, type FieldFault } from '@datadeed/core/kernel/errors'
import { sentence } from '@datadeed/core/kernel/messages'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'

// What a schema says where it has no sentence of its own.
z.config(z.locales.zhCN())

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

/** Sentences for requests that the HTTP library refuses before anybody looks at their content. */
const unreadable: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: '请求内容的类型不受支持，请用 application/json 提交。',
  FST_ERR_CTP_EMPTY_JSON_BODY: '请求内容是空的，请按接口说明提交 JSON。',
  FST_ERR_CTP_INVALID_JSON_BODY: '请求内容不是有效的 JSON，请检查后重新提交。',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: '请求内容不完整，可能是网络中断，请重新提交。',
  FST_INVALID_MULTIPART_CONTENT_TYPE: '请以 multipart/form-data 上传文件。',
  FST_FILES_LIMIT: '一次只能上传一个文件。',
  FST_ERR_BAD_URL: '网址有误，请核对后重新打开。',
  FST_ERR_MAX_PARAM_LENGTH: '网址中的编号过长，请核对后重新打开。',
}
// Text that PostgreSQL cannot hold: a zero byte, as text and inside JSON.
const unstorable = new Set(['22021', '22P05'])

const oneFault = (fault: FieldFault) => new AppError('kernel.invalid_input', { count: 1 }, [fault])

/** Any thrown thing as an AppError, or null for a defect. */
export function asAppError(error: FastifyError | AppError): AppError | null {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An id that nothing could have is one of nothing; a number is typed by people, who are told what it looks like.
    if (error.validationContext === 'params' && error.validation.some(({ params }) => params.format === 'uuid'))
      return new AppError('kernel.not_found')
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? '',
    }))
    return new AppError('kernel.invalid_input', { count: fields.length }, fields)
  }
  if (unstorable.has(error.code))
    return oneFault({ path: '', message: '内容含有无法保存的字符（U+0000），请删除后重试。' })
  const { statusCode = 500 } = error
  if (statusCode === 413)
    return new AppError('kernel.too_large', { limit: error.code === 'FST_REQ_FILE_TOO_LARGE' ? '50 MB' : '1 MB' })
  if (statusCode === 429) return new AppError('kernel.too_many_requests', { seconds: 60 })
  if (statusCode < 400 || statusCode >= 500) return null
  // Fastify reports JSON that does not parse, `__proto__` included, as a SyntaxError of its own making.
  const code = error instanceof SyntaxError ? 'FST_ERR_CTP_INVALID_JSON_BODY' : error.code
  return oneFault({ path: '', message: unreadable[code] ?? '请求有误，请刷新页面后重试。' })
}

/** The edge: AppError to problem+json; a defect is logged with the request id and answers 500 without detail. */
export function problemHandler(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) {
  const known = asAppError(error)
  if (!known) request.log.error({ err: error }, 'request failed')
  const fault = known ?? new AppError('kernel.unavailable')
  const code = known ? status[fault.kind] : 500
  if (fault.kind === 'too_many') reply.header('retry-after', String(fault.params.seconds ?? 60))
  return reply
    .code(code)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
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
