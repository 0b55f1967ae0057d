import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { Seen } from './api.ts'

const keyed = (key: string) => ({ headers: { 'Idempotency-Key': key } })
const at = ({ id }: { id: string }, key: string) => ({ params: { path: { id } }, ...keyed(key) })

/** Takes the next case; the answer says why this one. */
export const claimNextCase = (key: string) => bodyOf(api.POST('/api/v1/next-case', keyed(key)))

/** Opening a case counts as having seen it; the answer stays the same for a while. */
export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'visit', id],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/v1/cases/{id}/visit', { signal, params: { path: { id } } })),
    staleTime: 60_000,
  })

export const colleaguesQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'colleagues', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/colleagues', { signal, params: { path: { id } } })),
  })

export const extendLease = (seen: Seen, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/lease-extension', { ...at(seen, key), body: { version: seen.version, reason } }))

export const handOver = (seen: Seen, { to, note }: { to: string; note: string }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/hand-over', { ...at(seen, key), body: { version: seen.version, to, note } }))

export const workbenchQuery = queryOptions({
  queryKey: ['workbench'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/workbench', { signal })),
})
export type Profile = { industries: string[]; directions: string[]; prefectures: string[] }
export const saveProfile = (body: Profile, key: string) =>
  bodyOf(api.POST('/api/v1/workbench/profile', { ...keyed(key), body }))
export type NewInterest = { uscc: string; name: string; relation: string }
export const declareInterest = (body: NewInterest, key: string) =>
  bodyOf(api.POST('/api/v1/workbench/interests', { ...keyed(key), body }))
export const withdrawInterest = (id: string) =>
  bodyOf(api.DELETE('/api/v1/workbench/interests/{id}', { params: { path: { id } } }))
export const linkPerson = (logins: [string, string], key: string) =>
  bodyOf(api.POST('/api/v1/person-links', { ...keyed(key), body: { logins } }))

export const nextSecond = (key: string) => bodyOf(api.POST('/api/v1/second-examinations', keyed(key)))
export const secondQuery = (id: string) =>
  queryOptions({
    queryKey: ['second', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/second-examinations/{id}', { signal, params: { path: { id } } })),
  })
export type SecondOpinion = { verdict: 'accept' | 'correct' | 'refuse'; marks: string[]; note: string }
export const giveSecondOpinion = (id: string, body: SecondOpinion, key: string) =>
  bodyOf(api.POST('/api/v1/second-examinations/{id}/opinion', { ...at({ id }, key), body }))
export const secondAttachmentHref = (id: string, attachment: string) =>
  `/api/v1/second-examinations/${id}/attachments/${attachment}`

export const agreementQuery = queryOptions({
  queryKey: ['agreement'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/agreement', { signal })),
})
