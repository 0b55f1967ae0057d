import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import type { RouterContext } from '../app/router.tsx'
import { FramelessNotFound, FramelessPageError } from '../ui/page-states.tsx'

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: FramelessNotFound,
  errorComponent: FramelessPageError,
})
