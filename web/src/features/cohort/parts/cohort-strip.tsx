import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { cohortOfCaseQuery } from '../api.ts'
import { cohortText } from '../text.ts'
import { CohortTag } from './cohort-tag.tsx'

/** On a case's page: the cohort it is in, and what it is there. */
export function CohortStrip({ caseId }: { caseId: string }) {
  const text = useText(cohortText).strip
  const cohort = useQuery(cohortOfCaseQuery(caseId)).data?.cohort
  if (!cohort) return null
  return (
    <section className="lease-strip" aria-label={text.label}>
      <p>
        <strong>{text.label}</strong>{' '}
        <Link to="/cohorts/$id" params={{ id: cohort.id }}>
          {cohort.number}
        </Link>{' '}
        <CohortTag status={cohort.status} />
      </p>
      <p className="hint">{cohort.role === 'sampled' ? text.sampled(cohort.left) : text[cohort.role]}</p>
    </section>
  )
}
