export type ProblemField = { path: string; code: string; detail: string }

/** Code of a request that never reached the server: cable, proxy, server stopped. */
export const unreachable = 'web.unreachable'
/** Code of an answer that was not problem+json, such as a proxy's own error page. */
export const unreadable = 'web.unreadable'

/** A refused or failed request; `detail` is a sentence for people, `fields` names the entries to mend. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: ProblemField[]

  constructor(problem: { status: number; code: string; detail?: string; fields?: ProblemField[] }) {
    super(problem.detail ?? '')
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.fields = problem.fields ?? []
  }

  get detail(): string {
    return this.message
  }

  /** The same request may succeed later without a change by the person. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function fieldsOf(value: unknown): ProblemField[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((field) => ({
    path: String(field.path ?? ''),
    code: String(field.code ?? ''),
    detail: String(field.detail ?? field.message ?? ''),
  }))
}

/** Reads RFC 9457 problem+json; anything else becomes a problem of code `web.unreadable`. Never throws. */
export async function toProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  if (!isRecord(body) || typeof body.code !== 'string') {
    return new ApiProblem({ status: response.status, code: unreadable })
  }
  const detail = typeof body.detail === 'string' ? body.detail : typeof body.title === 'string' ? body.title : ''
  return new ApiProblem({ status: response.status, code: body.code, detail, fields: fieldsOf(body.fields) })
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code)
}
