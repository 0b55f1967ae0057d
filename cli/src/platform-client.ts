import type { Context } from './context.ts'
import { CliError, exit } from './context.ts'

/** An answer of the platform that is not a success. `title` is its sentence. */
export class PlatformRefusal extends CliError {
  readonly status: number
  readonly reason: string

  constructor(message: string, status: number, reason: string) {
    super(message, status >= 500 || status === 429 ? exit.cannot : exit.no)
    this.status = status
    this.reason = reason
  }
}

/** The platform's HTTP interface as far as the command line uses it. */
export interface PlatformClient {
  json(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<unknown>
  bytes(path: string): Promise<Uint8Array>
  signIn(credentials: { login: string; password: string; totp?: string | undefined }): Promise<void>
}

const tries = 3
const timeoutMs = 30_000

/** A client for the platform at `server`; every request may be repeated safely, and is when the network fails. */
export const createPlatformClient = (server: string, context: Context, token?: string): PlatformClient => {
  const base = server.replace(/\/+$/, '')
  const { text } = context
  let bearer = token
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${base}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(
        () => null,
      )
      if (answer && answer.status !== 502 && answer.status !== 503 && answer.status !== 504) return answer
      if (attempt === tries) {
        if (answer) return answer
        throw new CliError(text.unreachable(base))
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt))
    }
  }
  const request = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const answer = await send(path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json, */*',
        'accept-language': context.lang,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        // Of a form fetch itself says the type, with the boundary it chose.
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    if (answer.ok) return answer
    const problem: unknown = await answer.json().catch(() => null)
    const sentence = field(problem, 'detail') || field(problem, 'title') || `HTTP ${answer.status}`
    const more = fieldFaults(problem).map((fault) => `\n  ${fault}`)
    throw new PlatformRefusal(text.refused(sentence) + more.join(''), answer.status, field(problem, 'code'))
  }
  const json: PlatformClient['json'] = async (...args) => {
    const answer = await request(...args)
    return answer.json().catch(() => {
      throw new CliError(text.badAnswer(base))
    })
  }
  return {
    json,
    bytes: async (path) => new Uint8Array(await (await request('GET', path)).arrayBuffer()),
    signIn: async ({ login, password, totp }) => {
      const body = { login, password, ...(totp ? { totp } : {}), client: 'cli' }
      bearer = field(await json('POST', '/api/v1/sessions', body), 'token')
      if (!bearer) throw new CliError(text.badAnswer(base))
    },
  }
}

/** A text member of a parsed answer, '' where there is none. */
export const field = (value: unknown, name: string): string => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return ''
  const member: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return typeof member === 'string' ? member : ''
}

/** What a problem says of single fields of the request (RFC 9457 extension `fields`). */
const fieldFaults = (problem: unknown): string[] => {
  if (typeof problem !== 'object' || problem === null || !('fields' in problem) || !Array.isArray(problem.fields))
    return []
  return problem.fields.map((fault: unknown) => `${field(fault, 'path')} ${field(fault, 'message')}`.trim())
}
