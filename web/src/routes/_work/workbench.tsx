import { createFileRoute } from '@tanstack/react-router'
import { WorkbenchPage } from '../../features/examination/pages/workbench-page.tsx'
import { workbenchQuery } from '../../features/examination/workbench-api.ts'

export const Route = createFileRoute('/_work/workbench')({
  loader: ({ context }) => context.queryClient.ensureQueryData(workbenchQuery),
  component: WorkbenchPage,
})
