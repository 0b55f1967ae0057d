import { queryOptions } from '@tanstack/react-query'
import type { components, operations } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import { newKey } from '../../app/idempotency.ts'
import { toProblem } from '../../app/problem.ts'

export type Revision = components['schemas']['Revision']
export type RevisionAnswer = components['schemas']['RevisionAnswer']
export type Lineage = components['schemas']['Lineage']
export type LineageLink = components['schemas']['LineageLink']
export type LineageGraph = components['schemas']['LineageGraph']
export type NumberList = components['schemas']['DatasetNumberList']

const byId = (id: string) => ({ params: { path: { id } } })
const keyed = (id: string, key: string) => ({ ...byId(id), headers: { 'Idempotency-Key': key } })

export const revisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['registration', id, 'revisions'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/registrations/{id}/revisions', { ...byId(id), signal })),
  })
type NewRevision = operations['addRevision']['requestBody']['content']['application/json']
export type Asked = Required<NewRevision>
export const checkRevision = (id: string, { depositId, manner }: Asked) =>
  bodyOf(api.POST('/api/v1/registrations/{id}/revision-checks', { ...byId(id), body: { depositId, manner } }))
export const addRevision = (id: string, body: Asked, key: string) =>
  bodyOf(api.POST('/api/v1/registrations/{id}/revisions', { ...keyed(id, key), body }))

/** Of a registration, or of a case that is none yet. */
export type LineageOf = { entryId: string; caseId: string } | { entryId: null; caseId: string }
export const lineageQuery = ({ entryId, caseId }: LineageOf) =>
  queryOptions({
    queryKey: ['lineage', entryId ?? caseId],
    queryFn: ({ signal }) =>
      entryId
        ? bodyOf(api.GET('/api/v1/registrations/{id}/lineage', { ...byId(entryId), signal }))
        : bodyOf(api.GET('/api/v1/cases/{id}/lineage', { ...byId(caseId), signal })),
  })
export type NewLink = Required<operations['declareLineage']['requestBody']['content']['application/json']>
export const declareLineage = (caseId: string, body: NewLink, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/lineage', { ...keyed(caseId, key), body }))
export type LinkStep = Required<operations['moveLineage']['requestBody']['content']['application/json']>
export const moveLineage = (id: string, body: LinkStep, key: string) =>
  bodyOf(api.POST('/api/v1/lineage/{id}/steps', { ...keyed(id, key), body }))

async function send(path: string, body: FormData): Promise<void> {
  const response = await fetch(path, { method: 'POST', headers: { 'idempotency-key': newKey() }, body })
  if (!response.ok) throw await toProblem(response)
}

export async function addProof(id: string, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  await send(`/api/v1/lineage/${id}/proofs`, body)
}

export const numbersQuery = (id: string) =>
  queryOptions({
    queryKey: ['registration', id, 'numbers'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/registrations/{id}/numbers', { ...byId(id), signal })),
  })
export type Statement = { kind: string; value: string; issuer: string; issuedOn: string; note: string; file: File }
export async function stateNumber(id: string, { kind, file, ...fields }: Statement): Promise<void> {
  const body = new FormData()
  // The file comes last: what stands before it is checked before it is kept.
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('file', file)
  await send(`/api/v1/registrations/${id}/numbers/${kind}`, body)
}
export const withdrawNumber = (id: string, kind: string, note: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/registrations/{id}/numbers/{kind}/withdrawals', {
      params: { path: { id, kind } },
      headers: { 'Idempotency-Key': key },
      body: { note },
    }),
  )
export type NumberCheck = { outcome: 'confirmed' | 'doubted'; note: string }
export const checkNumber = (id: string, body: NumberCheck, key: string) =>
  bodyOf(api.POST('/api/v1/number-statements/{id}/checks', { ...keyed(id, key), body }))
