import { createFileRoute } from '@tanstack/react-router'
import { NewCoachingPage } from '../../../features/coaching/pages/new-coaching-page.tsx'

export const Route = createFileRoute('/_work/coaching/new')({
  validateSearch: ({ answers }: Record<string, unknown>): { answers?: string } =>
    typeof answers === 'string' ? { answers: answers.slice(0, 2000) } : {},
  component: NewCoaching,
})

function NewCoaching() {
  return <NewCoachingPage answers={Route.useSearch().answers} />
}
