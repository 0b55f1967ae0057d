import { type CalendarFile, calendarFileSchema } from '@datadeed/core/kernel/calendar-file'
import { type RulePack, rulePackSchema } from '@datadeed/core/kernel/rule-pack'
import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'

type Body<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Content } } } }
}
  ? Content
  : never
export type RuleVersions = Body<'/api/v1/rule-versions'>
export type RuleVersion = RuleVersions['items'][number]
export type Comparison = Body<'/api/v1/rule-versions/{id}/comparison'>
export type Simulation = Body<'/api/v1/rule-versions/{id}/simulation'>

export type Kind = RuleVersion['kind']

/** All that hangs on versions; what is decided of one changes every other. */
export const versionsKey = ['rule-versions'] as const
const at = (id: string) => ({ params: { path: { id } } })

export const versionsQuery = (kind: Kind) =>
  queryOptions({
    queryKey: [...versionsKey, kind],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/rule-versions', { signal, params: { query: { kind } } })),
  })

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: [...versionsKey, 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/rule-versions/{id}', { signal, ...at(id) })),
  })

const fileOf = async (id: string, signal: AbortSignal): Promise<unknown> =>
  bodyOf(api.GET('/api/v1/rule-versions/{id}/file', { signal, ...at(id) }))

/** A version's file never changes. */
export const packFileQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule-file', id],
    queryFn: async ({ signal }): Promise<RulePack> => rulePackSchema.parse(await fileOf(id, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const calendarFileQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule-file', id],
    queryFn: async ({ signal }): Promise<CalendarFile> => calendarFileSchema.parse(await fileOf(id, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const comparisonQuery = (id: string, other: string | undefined) =>
  queryOptions({
    queryKey: [...versionsKey, 'comparison', id, other ?? ''],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v1/rule-versions/{id}/comparison', {
          signal,
          params: { path: { id }, query: other ? { with: other } : {} },
        }),
      ),
  })

export const simulationQuery = (id: string) =>
  queryOptions({
    queryKey: [...versionsKey, 'simulation', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/rule-versions/{id}/simulation', { signal, ...at(id) })),
  })

export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: [...versionsKey, 'preview', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/rule-versions/{id}/preview', { signal, ...at(id) })),
  })

const key = (value: string) => ({ headers: { 'Idempotency-Key': value } })

export const addVersion = (kind: Kind, text: string, command: string) =>
  bodyOf(api.POST('/api/v1/rule-versions', { ...key(command), body: { kind, text } }))

export const proposeVersion = (id: string, body: { from?: string; reason: string }, command: string) =>
  bodyOf(api.POST('/api/v1/rule-versions/{id}/proposal', { ...at(id), ...key(command), body }))

export const putInEffect = (id: string, reason: string, command: string) =>
  bodyOf(api.POST('/api/v1/rule-versions/{id}/effect', { ...at(id), ...key(command), body: { reason } }))

export const discardVersion = (id: string, reason: string, command: string) =>
  bodyOf(api.POST('/api/v1/rule-versions/{id}/discarding', { ...at(id), ...key(command), body: { reason } }))
