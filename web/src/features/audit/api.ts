import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Events = paths['/api/v1/events']['get']['responses'][200]['content']['application/json']
export type AuditEvent = Events['items'][number]

export const auditFilters = ['caseNumber', 'kind'] as const

const page = ({ caseNumber, kind }: ListSearch, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
  bodyOf(
    api.GET('/api/v1/events', {
      ...(signal && { signal }),
      params: {
        query: {
          limit,
          ...(caseNumber && { caseNumber }),
          ...(kind && { kind: kind as AuditEvent['kind'] }),
          ...(cursor && { cursor }),
        },
      },
    }),
  )

export const eventsQuery = ({ cursor, ...filter }: ListSearch) =>
  queryOptions({
    queryKey: ['events', filter, cursor ?? ''],
    queryFn: ({ signal }) => page(filter, cursor, 50, signal),
  })

/** All events of the filter, page by page, at most `most`; `complete` is false when there were more. */
export async function allEvents(filter: ListSearch, most: number) {
  const events: AuditEvent[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await page(filter, cursor, 100)
    events.push(...items)
    cursor = next ?? undefined
  } while (cursor && events.length < most)
  return { events, complete: !cursor }
}
