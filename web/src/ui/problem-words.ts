import { type ApiProblem, isProblem, unreachable, unreadable } from '../app/problem.ts'
import type { UiText } from './text.zh.ts'

type Kind = keyof UiText['problem']['title']

function kindOf({ status, code }: ApiProblem): Kind {
  if (status === 0) return 'unreachable'
  if (status === 401) return code === 'account.signed_out' ? 'signIn' : 'refused'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'notFound'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'busy'
  return status >= 500 ? 'server' : 'invalid'
}

export type ProblemWords = { title: string; detail: string; remedy: string | null }

/** What happened, in the server's own sentence where it gave one, and what to do. */
export function problemWords(error: unknown, text: UiText): ProblemWords {
  const words = text.problem
  if (!isProblem(error)) return { title: words.title.server, detail: words.unexpected, remedy: null }
  const kind = kindOf(error)
  if (error.code === unreachable) return { title: words.title.unreachable, detail: words.unreachable, remedy: null }
  if (error.code === unreadable || !error.detail) {
    return { title: words.title[kind], detail: words.unreadable(error.status), remedy: null }
  }
  // A refusal's own sentence says what to mend; only where fields follow do we point at them.
  const complete = kind === 'refused' || (kind === 'invalid' && error.fields.length === 0)
  const remedy = complete ? null : words.remedy[kind]
  return { title: words.title[kind], detail: error.detail, remedy }
}
