import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Objection = components['schemas']['Objection']
export const objectionFilters = ['open'] as const

export const objectionsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['objections', search],
    queryFn: ({ signal }) => {
      const query = {
        ...(search.open === 'true' && { open: 'true' as const }),
        ...(search.cursor && { cursor: search.cursor }),
      }
      return bodyOf(api.GET('/api/v1/objections', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const objectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['objection', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/objections/{id}', { params: { path: { id } }, signal })),
  })

const keyed = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const answerObjection = (id: string, body: { text: string }, key: string) =>
  bodyOf(api.POST('/api/v1/objections/{id}/answer', { ...keyed(id, key), body }))

/** Files for the answer, before it is sent. */
export const addEvidence = async (id: string, files: readonly File[]): Promise<Objection> => {
  const form = new FormData()
  for (const file of files) form.append('file', file)
  return await bodyOf(
    api.POST('/api/v1/objections/{id}/evidence', {
      params: { path: { id } },
      body: form as never,
      bodySerializer: () => form,
    }),
  )
}

export type Decision = { outcome: 'dismissed' | 'upheld'; reason: string }
export const decideObjection = (id: string, body: Decision, key: string) =>
  bodyOf(api.POST('/api/v1/objections/{id}/decision', { ...keyed(id, key), body }))

type Mediating =
  | { say: 'offer'; note: string }
  | { say: 'answer'; agree: boolean }
  | { say: 'mediator'; name: string; organisation: string }
  | { say: 'failure'; note: string }
/** What the company or an examiner says to a mediation. */
export const mediate = (id: string, { say, ...body }: Mediating, key: string): Promise<Objection> => {
  const path =
    `/api/v1/objections/{id}/mediation${say === 'offer' ? '' : `/${say}`}` as '/api/v1/objections/{id}/mediation'
  return bodyOf(api.POST(path, { ...keyed(id, key), body: body as { note: string } }))
}

export interface Settlement {
  note: string
  file: File
  /** Who consents in it to publication without names. */
  publishes: { applicant: boolean; objector: boolean }
}

/** The agreement both sides signed, which ends the objection. */
export const settleObjection = async (id: string, { note, file, publishes }: Settlement): Promise<Objection> => {
  const form = new FormData()
  form.append('note', note)
  form.append('applicantPublishes', String(publishes.applicant))
  form.append('objectorPublishes', String(publishes.objector))
  form.append('file', file)
  return await bodyOf(
    api.POST('/api/v1/objections/{id}/mediation/agreement', {
      params: { path: { id } },
      body: form as never,
      bodySerializer: () => form,
    }),
  )
}
