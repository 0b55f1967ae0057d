import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'

type Clocks = paths['/api/v1/cases/{id}/clocks']['get']['responses'][200]['content']['application/json']
export type Clock = Clocks['items'][number]
type Simulation = paths['/api/v1/clock-simulation']['get']['responses'][200]['content']['application/json']
export type Foreseen = Simulation['items'][number]
type PauseReason = NonNullable<
  paths['/api/v1/cases/{id}/clock-pause']['post']['requestBody']
>['content']['application/json']['reason']

/** The clocks of a case as of a version of it. */
export const clocksQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['cases', 'clocks', id, version],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/clocks', { signal, params: { path: { id } } })),
  })

export const simulationQuery = (days: number) =>
  queryOptions({
    queryKey: ['clock-simulation', days],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/clock-simulation', { signal, params: { query: { days } } })),
  })

const keyed = (key: string) => ({ 'idempotency-key': key })

export const pauseClock = (id: string, version: number, reason: PauseReason, note: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/clock-pause', {
      params: { path: { id } },
      headers: keyed(key),
      body: { version, reason, note },
    }),
  )

export const resumeClock = (id: string, version: number, reason: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/clock-resumption', {
      params: { path: { id } },
      headers: keyed(key),
      body: { version, reason },
    }),
  )
