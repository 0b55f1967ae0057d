import { newKey } from '../../../app/idempotency.ts'
import { language } from '../../../app/language.ts'
import { ApiProblem, toProblem, unreachable } from '../../../app/problem.ts'
import { reauthenticate, sessionRenewals } from '../../../app/reauth.ts'
import type { Attachment } from '../api.ts'

export type Upload = { done: Promise<Attachment>; cancel: () => void }

/**
 * Uploads one file with progress in whole percent, which `fetch` cannot tell. A session that ended is renewed once and the
 * upload repeated. Rejects with ApiProblem; a cancelled upload rejects with an AbortError.
 */
export function uploadAttachment(
  caseId: string,
  kind: Attachment['kind'],
  file: File,
  onProgress: (percent: number) => void,
): Upload {
  const key = newKey()
  let request = new XMLHttpRequest()
  let cancelled = false
  const send = () =>
    new Promise<Response>((resolve, reject) => {
      request = new XMLHttpRequest()
      request.open('POST', `/api/v1/cases/${caseId}/attachments`)
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
  const run = async (): Promise<Attachment> => {
    const since = sessionRenewals()
    let response = await send()
    if (response.status === 401 && !cancelled && (await reauthenticate(since))) response = await send()
    if (!response.ok) throw await toProblem(response)
    return (await response.json()) as Attachment
  }
  return {
    done: run(),
    cancel: () => {
      cancelled = true
      request.abort()
    },
  }
}
