import { type RulePack, rulePackSchema } from '@datadeed/core/kernel/rule-pack'
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import { ApiProblem, toProblem, unreachable } from '../../app/problem.ts'
import { type QueueSearch, queueFilter } from './queue-search.ts'

type Schemas = components['schemas']
export type Case = Schemas['Case']
export type CaseBrief = Schemas['CaseBrief']
export type CaseEvent = Schemas['CaseEvent']
export type Finding = Schemas['Finding']
export type CorrectionRound = Schemas['CorrectionRound']
export type Attachment = Schemas['Attachment']
export type Objection = Schemas['Objection']
export type NewItem = Omit<Schemas['CorrectionItem'], 'id'>
export type Ground = { code: string; explanation: string }
/** What a command refers to: the case and the version the person saw. */
export type Seen = { id: string; version: number }

const cases = ['cases'] as const

export const queueQuery = (search: QueueSearch) =>
  queryOptions({
    queryKey: [...cases, 'list', search],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/cases', { signal, params: { query: { ...queueFilter(search), limit: 20 } } })),
  })

export const queueCountsQuery = queryOptions({
  queryKey: [...cases, 'counts'],
  queryFn: async ({ signal }) => {
    const { items } = await bodyOf(api.GET('/api/v1/queue-counts', { signal }))
    return Object.fromEntries(items.map(({ status, count }) => [status, count]))
  },
})

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: [...cases, 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}', { signal, params: { path: { id } } })),
  })

export const depositQuery = (id: string) =>
  queryOptions({
    queryKey: ['deposits', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deposits/{id}', { signal, params: { path: { id } } })),
    staleTime: 60_000,
  })

export const objectionsQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...cases, 'objections', caseId],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/objections', { signal, params: { query: { caseId, limit: 100 } } })),
  })

/** The rules in force; they change with a release, not during a day's work. */
export const rulePackQuery = queryOptions({
  queryKey: ['rule-pack'],
  queryFn: async ({ signal }): Promise<RulePack> => {
    const body: unknown = await bodyOf(api.GET('/api/v1/rule-pack', { signal }))
    return rulePackSchema.parse(body)
  },
  staleTime: 3_600_000,
})

/** The id of the case of a whole application number, or nothing where there is none to see. */
export const findByNumber = async (number: string): Promise<string | undefined> => {
  const { items } = await bodyOf(api.GET('/api/v1/cases', { params: { query: { q: number, limit: 1 } } }))
  return items.find((one) => one.number === number.toUpperCase())?.id
}

/** The rules that a case stands under, which stay its rules when newer ones come. */
export const packOfCase = ({ jurisdiction, version }: Case['rulePack']) =>
  queryOptions({
    queryKey: ['rule-pack', jurisdiction, version],
    queryFn: async ({ signal }): Promise<RulePack> => {
      const params = { query: { jurisdiction, version } }
      return rulePackSchema.parse(await bodyOf(api.GET('/api/v1/rule-pack', { signal, params })))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The first cases of a queue, oldest due day first. */
export const listByDue = (search: QueueSearch, limit: number) =>
  bodyOf(api.GET('/api/v1/cases', { params: { query: { ...queueFilter({ ...search, sort: 'due' }), limit } } }))

const at = ({ id }: Seen, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const claim = (seen: Seen, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/claim', { ...at(seen, key), body: { version: seen.version } }))

export const unclaim = (seen: Seen, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/unclaim', { ...at(seen, key), body: { version: seen.version, reason } }))

export const requireCorrection = (seen: Seen, items: NewItem[], key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/correction', { ...at(seen, key), body: { version: seen.version, items } }))

export const proposeAcceptance = (seen: Seen, opinion: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/acceptance-proposal', { ...at(seen, key), body: { version: seen.version, opinion } }),
  )

export const proposeRefusal = (seen: Seen, grounds: Ground[], key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/refusal-proposal', { ...at(seen, key), body: { version: seen.version, grounds } }),
  )

export const sendBack = (seen: Seen, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/send-back', { ...at(seen, key), body: { version: seen.version, reason } }))

export const retractProposal = (seen: Seen, reason: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/proposal-retraction', { ...at(seen, key), body: { version: seen.version, reason } }),
  )

export const release = (seen: Seen, note: string, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/release', { ...at(seen, key), body: { version: seen.version, note } }))

export const decideObjection = (id: string, body: { outcome: 'dismissed' | 'upheld'; reason: string }, key: string) =>
  bodyOf(
    api.POST('/api/v1/objections/{id}/decision', {
      params: { path: { id } },
      headers: { 'Idempotency-Key': key },
      body,
    }),
  )

export const attachmentHref = (caseId: string, id: string) => `/api/v1/cases/${caseId}/attachments/${id}`
export const letterHref = (caseId: string, id: string) => `/api/v1/cases/${caseId}/letters/${id}`

/** An attachment's bytes under the media type the server found them to have. */
export async function readAttachment(caseId: string, { id, mediaType }: Attachment, signal: AbortSignal) {
  const response = await fetch(attachmentHref(caseId, id), { signal, credentials: 'same-origin' }).catch((error) => {
    if (signal.aborted) throw error
    throw new ApiProblem({ status: 0, code: unreachable })
  })
  if (!response.ok) throw await toProblem(response)
  return new Blob([await response.arrayBuffer()], { type: mediaType })
}
