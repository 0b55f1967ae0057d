import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { meQuery } from '../../../../app/session.ts'
import { caseQuery } from '../../../../features/filing/api.ts'
import { CasePage, type CaseSearch } from '../../../../features/filing/pages/case-page.tsx'
import { stepKeys } from '../../../../features/filing/step-keys.ts'

export const Route = createFileRoute('/_work/cases/$id/')({
  validateSearch: (raw: Record<string, unknown>): CaseSearch => ({
    step: stepKeys.find((key) => key === raw.step),
    part: raw.part === 'form' ? 'form' : undefined,
  }),
  loader: ({ context, params }) => context.queryClient.fetchQuery({ ...caseQuery(params.id), staleTime: 0 }),
  // Changing the step is no reason to read the case again under the form.
  shouldReload: ({ cause }) => cause === 'enter',
  component: OneCase,
})

function OneCase() {
  const navigate = Route.useNavigate()
  const { id } = Route.useParams()
  return (
    <CasePage
      id={id}
      accountId={useSuspenseQuery(meQuery).data.account.id}
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, resetScroll: false })}
      onReview={() => void navigate({ to: '/cases/$id/review', params: { id } })}
    />
  )
}
