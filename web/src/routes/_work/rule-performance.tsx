import { createFileRoute } from '@tanstack/react-router'
import { rulePerformanceQuery } from '../../features/preexam/api.ts'
import { RulePerformancePage } from '../../features/preexam/pages/rule-performance-page.tsx'

export const Route = createFileRoute('/_work/rule-performance')({
  loader: ({ context }) => context.queryClient.ensureQueryData({ ...rulePerformanceQuery, revalidateIfStale: true }),
  component: RulePerformancePage,
})
