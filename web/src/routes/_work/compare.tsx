import { createFileRoute } from '@tanstack/react-router'
import { caseQuery } from '../../features/examination/api.ts'
import { ComparePage } from '../../features/examination/pages/compare-page.tsx'

const text = (value: unknown) => (typeof value === 'string' ? value : '')

export const Route = createFileRoute('/_work/compare')({
  validateSearch: (raw: Record<string, unknown>): { a: string; b?: string } => ({
    a: text(raw.a),
    ...(text(raw.b) && { b: text(raw.b) }),
  }),
  loaderDeps: ({ search: { a } }) => ({ a }),
  loader: ({ context, deps }) => context.queryClient.ensureQueryData(caseQuery(deps.a)),
  component: Compare,
})

function Compare() {
  const { a, b } = Route.useSearch()
  const navigate = Route.useNavigate()
  return <ComparePage key={a} a={a} b={b} onOther={(other) => void navigate({ search: { a, b: other } })} />
}
