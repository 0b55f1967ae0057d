import { createFileRoute } from '@tanstack/react-router'
import { rulePackQuery } from '../../../features/examination/api.ts'
import { RulePackPage } from '../../../features/rule-pack/pages/rule-pack-page.tsx'

export const Route = createFileRoute('/_work/rule-pack/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(rulePackQuery),
  component: RulePackPage,
})
