import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { requestsQuery } from '../api.ts'
import { expertText } from '../text.ts'
import { RequestFacts } from './expert-panel.tsx'

/** What the rule pack lets the company know of experts asked about its case; nothing where none was. */
export function CompanyExperts({ caseId }: { caseId: string }) {
  const text = useText(expertText)
  const { data } = useQuery(requestsQuery(caseId))
  if (!data || data.items.length === 0) return null
  return (
    <FormSection title={text.tab}>
      {data.items.map((request) => (
        <article key={request.id}>
          <p>
            <StatusTag tone={request.state === 'given' ? 'good' : 'neutral'}>
              {request.state === 'asked' ? text.stateForParty : text.statesOf[request.state]}
            </StatusTag>
          </p>
          <RequestFacts request={request} />
        </article>
      ))}
    </FormSection>
  )
}
