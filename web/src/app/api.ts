import createClient, { type Client } from 'openapi-fetch'
import { believedActing, noteRefusal } from './acting.ts'
import { newKey } from './idempotency.ts'
import { language } from './language.ts'
import type { paths } from './paths.ts'
import { ApiProblem, isProblem, toProblem, unreachable } from './problem.ts'
import { reportReached } from './reachability.ts'
import { reauthenticate, sessionRenewals } from './reauth.ts'

export type Api<Paths extends object> = Client<Paths, 'application/json'>

/** A wrong password or code (401 as well) is the answer itself; only an ended session is a reason to ask again. */
const sessionEnded = async (response: Response) =>
  response.status === 401 && isProblem(await toProblem(response.clone()), 'account.signed_out')

async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    reportReached(true)
    return response
  } catch (error) {
    if (request.signal.aborted) throw error
    reportReached(false)
    throw new ApiProblem({ status: 0, code: unreachable })
  }
}

/**
 * One request: cookies, the reader's language for its sentences, an Idempotency-Key on every POST that has none, and, when the session ended in the meantime,
 * the same request again after the person has given the password. Throws ApiProblem for every answer that is not 2xx.
 */
async function send(request: Request): Promise<Response> {
  if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
    request.headers.set('idempotency-key', newKey())
  }
  const acting = believedActing()
  if (acting !== null) request.headers.set('datadeed-acting', acting)
  request.headers.set('accept-language', language() === 'zh' ? 'zh-CN' : 'en')
  const since = sessionRenewals()
  const again = request.clone()
  let response = await reach(request)
  if ((await sessionEnded(response)) && (await reauthenticate(since))) response = await reach(again)
  if (!response.ok) {
    const problem = await toProblem(response)
    noteRefusal(problem.code)
    throw problem
  }
  return response
}

/** A typed client over OpenAPI `paths`, answering from the page's own origin. */
export function createApi<Paths extends object>(baseUrl: string): Api<Paths> {
  return createClient<Paths, 'application/json'>({
    baseUrl,
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
    fetch: send,
  })
}

export const api = createApi<paths>(globalThis.location?.origin ?? '')

/** The body of a successful answer (undefined for 204); failures were thrown as ApiProblem by the client. */
export async function bodyOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}
