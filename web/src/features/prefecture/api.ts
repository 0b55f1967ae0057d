import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'

type Figures = paths['/api/v1/prefecture-figures']['get']['responses'][200]['content']['application/json']
export type Figure = Figures['items'][number]
type Enterprises = paths['/api/v1/key-enterprises']['get']['responses'][200]['content']['application/json']
export type Enterprise = Enterprises['items'][number]
export type LocalHandling =
  paths['/api/v1/cases/{id}/local-handling']['get']['responses'][200]['content']['application/json']
export type Opinion = NonNullable<
  paths['/api/v1/cases/{id}/preliminary-opinions']['post']['requestBody']
>['content']['application/json']
export type Handling = NonNullable<
  paths['/api/v1/cases/{id}/joint-handling']['post']['requestBody']
>['content']['application/json']

export const figuresQuery = queryOptions({
  queryKey: ['prefecture', 'figures'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/prefecture-figures', { signal })),
})
export const enterprisesQuery = queryOptions({
  queryKey: ['prefecture', 'enterprises'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/key-enterprises', { signal })),
})
export const localQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'local', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/local-handling', { signal, params: { path: { id } } })),
  })

type Officers = paths['/api/v1/officers']['get']['responses'][200]['content']['application/json']
export type Officer = Officers['items'][number]
export const officersQuery = queryOptions({
  queryKey: ['prefecture', 'officers'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/officers', { signal })),
})
export const setOffice = (id: string, office: Officer['office']) =>
  bodyOf(api.PUT('/api/v1/officers/{id}/office', { params: { path: { id } }, body: { office } }))

const keyed = (key: string) => ({ 'idempotency-key': key })

export const giveOpinion = (id: string, body: Opinion, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/preliminary-opinions', { params: { path: { id } }, headers: keyed(key), body }))
export const arrange = (id: string, body: Handling, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/joint-handling', { params: { path: { id } }, headers: keyed(key), body }))
export const importEnterprises = (rows: Record<string, string>[], key: string) =>
  bodyOf(api.POST('/api/v1/key-enterprises/import', { headers: keyed(key), body: { rows } }))
export const changeEnterprise = (id: string, version: number, state: Enterprise['state']) =>
  bodyOf(api.PUT('/api/v1/key-enterprises/{id}', { params: { path: { id } }, body: { version, state } }))
