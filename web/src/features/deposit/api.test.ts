import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { casesQuery } from '../filing/api.ts'
import { objectionsQuery } from '../objection/api.ts'
import { depositsQuery } from './api.ts'

afterEach(() => vi.unstubAllGlobals())

it('the page that the address names is the page that is asked for', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request.url)
    return Response.json({ items: [], next: null, total: 0 })
  })
  const client = new QueryClient()
  const search = { cursor: 'c2' }
  await client.fetchQuery(depositsQuery(search))
  await client.fetchQuery(casesQuery(search))
  await client.fetchQuery(objectionsQuery(search))
  expect(asked.map((url) => new URL(url).searchParams.get('cursor'))).toEqual(['c2', 'c2', 'c2'])
})
