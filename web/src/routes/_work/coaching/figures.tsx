import { createFileRoute } from '@tanstack/react-router'
import { figuresQuery } from '../../../features/coaching/api.ts'
import { FiguresPage } from '../../../features/coaching/pages/figures-page.tsx'

export const Route = createFileRoute('/_work/coaching/figures')({
  loader: ({ context }) => context.queryClient.ensureQueryData(figuresQuery),
  component: FiguresPage,
})
