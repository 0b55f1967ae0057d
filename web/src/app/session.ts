import { staffRoles } from '@datadeed/core/kernel/actor'
import { queryOptions } from '@tanstack/react-query'
import { believe } from './acting.ts'
import { api, bodyOf } from './api.ts'
import type { Me } from './paths.ts'

/** Who is signed in, for which organisation, and what may be done. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await bodyOf(api.GET('/api/v1/me', { signal }))
    believe(me)
    return me
  },
  staleTime: 60_000,
})

/** Staff hold no ability until they have a second factor: the account page is the only place that helps them. */
export const mustEnrol = ({ account }: Me): boolean =>
  !account.totp && account.roles.some((role) => staffRoles.includes(role))

/** Demonstration mode and its clock; asked again more often while the server does not answer, which also notices its return. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/system', { signal })),
  staleTime: 20_000,
  retry: false,
  refetchInterval: (query) => (query.state.status === 'error' || query.state.fetchFailureCount > 0 ? 5_000 : 30_000),
})

/** Only addresses inside the workplace may follow a sign-in; `//host` and `/\host` would leave it. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : undefined
}
