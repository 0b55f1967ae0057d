import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Message = components['schemas']['InboxMessage']
export type Kind = Message['kind']
export type Act = components['schemas']['Act']
export type Preference = components['schemas']['MailPreferences']['items'][number]

export const inboxFilters = ['kind', 'unread'] as const
export const actFilters = ['act', 'q'] as const

export const unreadQuery = queryOptions({
  queryKey: ['inbox', 'unread'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/inbox/unread-count', { signal })),
  staleTime: 10_000,
  refetchInterval: 60_000,
})

export const inboxQuery = ({ kind, unread, cursor }: ListSearch) =>
  queryOptions({
    queryKey: ['inbox', 'list', kind ?? '', unread ?? '', cursor ?? ''],
    queryFn: ({ signal }) => {
      const query = {
        ...(kind && { kind: kind as Kind }),
        ...(unread === 'true' && { unread: 'true' as const }),
        ...(cursor && { cursor }),
      }
      return bodyOf(api.GET('/api/v1/inbox', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const markMessage = (id: string, read: boolean) =>
  bodyOf(api.PUT('/api/v1/inbox/{id}/read', { params: { path: { id } }, body: { read } }))

export const markAll = (kind: string | undefined) =>
  bodyOf(api.POST('/api/v1/inbox/read', { body: kind ? { kind: kind as Kind } : {} }))

export const preferencesQuery = queryOptions({
  queryKey: ['mail-preferences'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/me/mail-preferences', { signal })),
})

export const savePreference = (kind: Kind, choice: Preference['choice']) =>
  bodyOf(api.PUT('/api/v1/me/mail-preferences', { body: { kind, choice } }))

export const actsQuery = ({ act, q, cursor }: ListSearch) =>
  queryOptions({
    queryKey: ['acts', act ?? '', q ?? '', cursor ?? ''],
    queryFn: ({ signal }) => {
      const query = { limit: 50, ...(act && { act: act as Act['act'] }), ...(q && { q }), ...(cursor && { cursor }) }
      return bodyOf(api.GET('/api/v1/acts', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })
