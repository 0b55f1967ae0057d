import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Answer<T> = T extends { responses: { 200: { content: { 'application/json': infer Body } } } } ? Body : never
type Asked<T> = T extends { requestBody?: { content: { 'application/json': infer Body } } } ? Body : never

export type CoachingCase = components['schemas']['CoachingCase']
export type CoachingBrief = Answer<paths['/api/v1/coaching']['get']>['items'][number]
export type Appointment = CoachingCase['appointments'][number]
type Calendar = Answer<paths['/api/v1/coaching-calendar']['get']>
export type Slot = Calendar['slots'][number]
export type Figures = Answer<paths['/api/v1/coaching-figures']['get']>
export type NewCoaching = Asked<paths['/api/v1/coaching']['post']>
export type NewSlots = Asked<paths['/api/v1/coaching-slots']['post']>

/** What each command of a coaching case sends. */
export interface CommandBodies {
  taking: Asked<paths['/api/v1/coaching/{id}/taking']['post']>
  records: Asked<paths['/api/v1/coaching/{id}/records']['post']>
  messages: Asked<paths['/api/v1/coaching/{id}/messages']['post']>
  tasks: Asked<paths['/api/v1/coaching/{id}/tasks']['post']>
  links: Asked<paths['/api/v1/coaching/{id}/links']['post']>
  closing: Asked<paths['/api/v1/coaching/{id}/closing']['post']>
  reopening: Asked<paths['/api/v1/coaching/{id}/reopening']['post']>
}
export type CommandName = keyof CommandBodies

export const coachingFilters = ['status', 'prefectureCode', 'mine', 'q'] as const
const statuses = ['open', 'coaching', 'closed'] as const

function filterOf({ status, prefectureCode, mine, q, cursor }: ListSearch) {
  const known = statuses.find((name) => name === status)
  return {
    limit: 20,
    ...(known && { status: known }),
    ...(prefectureCode && { prefectureCode: prefectureCode.slice(0, 6) }),
    ...(mine === 'true' && { mine: 'true' as const }),
    ...(q && { q: q.slice(0, 100) }),
    ...(cursor && { cursor }),
  }
}

export const coachingListQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['coaching', 'list', search],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/coaching', { signal, params: { query: filterOf(search) } })),
  })

export const coachingQuery = (id: string) =>
  queryOptions({
    queryKey: ['coaching', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/coaching/{id}', { signal, params: { path: { id } } })),
  })

export const calendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['coaching', 'calendar', from],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/coaching-calendar', { signal, params: { query: { from, to } } })),
  })

export const figuresQuery = queryOptions({
  queryKey: ['coaching', 'figures'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/coaching-figures', { signal })),
})

export const trailQuery = ({ number, cursor }: ListSearch) =>
  queryOptions({
    queryKey: ['coaching', 'trail', number ?? '', cursor ?? ''],
    queryFn: ({ signal }) => {
      const query = { limit: 50, ...(number && { number: number.slice(0, 40) }), ...(cursor && { cursor }) }
      return bodyOf(api.GET('/api/v1/coaching-events', { signal, params: { query } }))
    },
  })

export const companiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['coaching', 'companies', q],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/coaching-companies', { signal, params: { query: { q } } })),
  })

const keyed = (key: string) => ({ 'idempotency-key': key })
const at = (id: string, key: string) => ({ params: { path: { id } }, headers: keyed(key) })

export const openCoaching = (body: NewCoaching, key: string) =>
  bodyOf(api.POST('/api/v1/coaching', { headers: keyed(key), body }))

/** One function for each command, so that what is sent is typed by its name. */
const commands: {
  [Name in CommandName]: (id: string, body: CommandBodies[Name], key: string) => Promise<CoachingCase>
} = {
  taking: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/taking', { ...at(id, key), body })),
  records: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/records', { ...at(id, key), body })),
  messages: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/messages', { ...at(id, key), body })),
  tasks: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/tasks', { ...at(id, key), body })),
  links: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/links', { ...at(id, key), body })),
  closing: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/closing', { ...at(id, key), body })),
  reopening: (id, body, key) => bodyOf(api.POST('/api/v1/coaching/{id}/reopening', { ...at(id, key), body })),
}
export const give = <Name extends CommandName>(name: Name, id: string, body: CommandBodies[Name], key: string) =>
  commands[name](id, body, key)

export const finishTask = (id: string, taskId: string, version: number, note: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/coaching/{id}/tasks/{taskId}/completion', {
      ...{ params: { path: { id, taskId } }, headers: keyed(key), body: { version, note } },
    }),
  )
export const bookSlot = (id: string, body: Asked<paths['/api/v1/coaching/{id}/appointments']['post']>, key: string) =>
  bodyOf(api.POST('/api/v1/coaching/{id}/appointments', { ...at(id, key), body }))
export const cancelAppointment = (id: string, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/coaching-appointments/{id}/cancellation', { ...at(id, key), body: { reason } }))
export const offerSlots = (body: NewSlots, key: string) =>
  bodyOf(api.POST('/api/v1/coaching-slots', { headers: keyed(key), body }))
export const withdrawSlot = (id: string, key: string) =>
  bodyOf(api.POST('/api/v1/coaching-slots/{id}/withdrawal', at(id, key)))
