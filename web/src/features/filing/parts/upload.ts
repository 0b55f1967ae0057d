import { newKey } from '../../../app/idempotency.ts'
import { language } from '../../../app/language.ts'
import { ApiProblem, toProblem, unreachable } from '../../../app/problem.ts'
import { reauthenticate, sessionRenewals } from '../../../app/reauth.ts'
import type { Attachment } from '../api.ts'

export type Upload<Reply = Attachment> = { done: Promise<Reply>; cancel: () => void }

/** Uploads one file to a case; see {@link uploadTo}. */
export const uploadAttachment = (
  caseId: string,
  kind: Attachment['kind'],
  file: File,
  onProgress: (percent: number) => void,
): Upload => uploadTo<Attachment>(`/api/v1/cases/${caseId}/attachments`, kind, file, onProgress)

/**
 * Uploads one file with progress in whole percent, which `fetch` cannot tell. A session that ended is renewed once and the
 * upload repeated. Rejects with ApiProblem; a cancelled upload rejects with an AbortError.
 */
export function uploadTo<Reply>(
  path: string,
  kind: Attachment['kind'],
  file: File,
  onProgress: (percent: number) => void,
): Upload<Reply> {
  const key = newKey()
  let request = new XMLHttpRequest()
  let cancelled = false
  const send = () =>
    new Promise<Response>((resolve, reject) => {
      request = new XMLHttpRequest()
      request.open('POST', path)
      request.setRequestHeader('idempotency-key', key)
      request.setRequestHeader('accept', 'application/json')
      request.setRequestHeader('accept-language', language() === 'zh' ? 'zh-CN' : 'en')
      request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / Math.max(1, total)))
      request.onload = () => resolve(new Response(request.responseText, { status: request.status || 500 }))
      request.onerror = () => reject(new ApiProblem({ status: 0, code: unreachable }))
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'))
      const body = new FormData()
      body.append('kind', kind)
      body.append('file', file)
      request.send(body)
    })
  const run = async (): Promise<Reply> => {
    const since = sessionRenewals()
    let response = await send()
    if (response.status === 401 && !cancelled && (await reauthenticate(since))) response = await send()
    if (!response.ok) throw await toProblem(response)
    return (await response.json()) as Reply
  }
  return {
    done: run(),
    cancel: () => {
      cancelled = true
      request.abort()
    },
  }
}
