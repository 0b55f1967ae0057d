import { createFileRoute } from '@tanstack/react-router'
import { AgreementPage } from '../../features/examination/pages/agreement-page.tsx'
import { agreementQuery } from '../../features/examination/workbench-api.ts'

export const Route = createFileRoute('/_work/agreement')({
  loader: ({ context }) => context.queryClient.ensureQueryData(agreementQuery),
  component: AgreementPage,
})
