import { QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Providers } from './app/providers.tsx'
import { createQueryClient } from './app/query-client.ts'
import { createAppRouter } from './app/router.tsx'

// What a page asks for arrives late where the machine is busy.
configure({ asyncUtilTimeout: 10_000 })

// jsdom has neither; layout is checked in a real browser.
class NoResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

function stubBrowser(narrow: boolean): void {
  window.ResizeObserver = NoResizeObserver
  window.scrollTo = () => {}
  window.matchMedia = (query) =>
    ({
      matches: query.includes('max-width') && narrow,
      media: query,
      onchange: null,
      addListener: () => {},
      removeListener: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
      dispatchEvent: () => false,
    }) satisfies MediaQueryList
}

/** Renders inside the application's providers; `narrow` is the answer to every width query. For tests only. */
export function renderPart(part: ReactNode, { narrow = false }: { narrow?: boolean } = {}) {
  stubBrowser(narrow)
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <Providers queryClient={queryClient} still>
      {part}
    </Providers>,
  )
}

/** The whole workplace at an address below /app, in memory; the network is the caller's `fetch`. For tests only. */
export function renderApp(address: string) {
  stubBrowser(false)
  const queryClient = createQueryClient()
  const history = createMemoryHistory({ initialEntries: [`/app${address}`] })
  const router = createAppRouter(queryClient, history)
  render(
    <Providers queryClient={queryClient} still>
      <RouterProvider router={router} />
    </Providers>,
  )
  return router
}
