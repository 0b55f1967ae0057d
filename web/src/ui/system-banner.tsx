import { useQuery } from '@tanstack/react-query'
import { useLanguage, useText } from '../app/language.ts'
import { useReachable } from '../app/reachability.ts'
import { systemQuery } from '../app/session.ts'
import { formatDateTime } from './format.ts'
import { uiText } from './text.ts'

/** What concerns every page: that this is a demonstration and what its clock says, and that the server cannot be reached. */
export function SystemBanner() {
  const text = useText(uiText)
  const language = useLanguage()
  const { data, refetch } = useQuery(systemQuery)
  const reachable = useReachable()
  return (
    <>
      {data?.demo && (
        <section className="banner banner-demo" aria-label={text.demo}>
          <strong>{text.demo}</strong>
          <span>{text.demoClock(formatDateTime(data.now, language))}</span>
        </section>
      )}
      <div role="status" className="no-print">
        {!reachable && (
          <div className="banner banner-lost">
            <strong>{text.unreachableTitle}</strong>
            <span>{text.unreachableBody}</span>
            <button type="button" className="link-button" onClick={() => void refetch()}>
              {text.retry}
            </button>
          </div>
        )}
      </div>
    </>
  )
}
