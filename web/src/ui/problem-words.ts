import { type ApiProblem, isProblem, unreachable, unreadable } from '../app/problem.ts'
import type { UiText } from './text.zh.ts'

type Kind = keyof UiText['problem']['title']

function kindOf({ status, code }: ApiProblem): Kind {
  if (status === 0) return 'unreachable'
  if (status === 401) return code === 'account.signed_out' ? 'signIn' : 'refused'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'notFound'
  if (code === 'kernel.stale_version') return 'stale'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'busy'
  return status >= 500 ? 'server' : 'invalid'
}

export type ProblemWords = { title: string; detail: string }

/** What happened and what to do: the server's own sentence says both; without one, ours does. */
export function problemWords(error: unknown, text: UiText): ProblemWords {
  const words = text.problem
  if (!isProblem(error)) return { title: words.title.server, detail: words.unexpected }
  const title = words.title[kindOf(error)]
  if (error.code === unreachable) return { title, detail: words.unreachable }
  const wordless = error.code === unreadable || !error.detail
  return { title, detail: wordless ? words.unreadable(error.status) : error.detail }
}
