import { createFileRoute, redirect } from '@tanstack/react-router'
import { isProblem } from '../app/problem.ts'
import { meQuery, mustEnrol } from '../app/session.ts'
import { WorkLayout } from '../app/work-layout.tsx'
import { FramelessPageError } from '../ui/page-states.tsx'

export const Route = createFileRoute('/_work')({
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queryClient.ensureQueryData(meQuery)
      if (mustEnrol(me) && location.pathname !== '/account') throw redirect({ to: '/account', replace: true })
    } catch (error) {
      if (!isProblem(error) || error.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: { next: location.href } })
    }
  },
  component: WorkLayout,
  errorComponent: FramelessPageError,
})
