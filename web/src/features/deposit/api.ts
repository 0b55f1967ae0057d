import type { ComparisonKey } from '@datadeed/dataset'
import { fromHex, type PartDisclosure } from '@datadeed/evidence'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Deposit = components['schemas']['Deposit']
export type DepositBrief = components['schemas']['DepositBrief']

export const depositFilters = ['q', 'status'] as const

export const depositsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['deposits', search],
    queryFn: ({ signal }) => {
      const { q, status, cursor } = search
      const query = {
        ...(q && { q }),
        ...((status === 'pending' || status === 'published') && { status: status as DepositBrief['status'] }),
        ...(cursor && { cursor }),
        limit: 20,
      }
      return bodyOf(api.GET('/api/v1/deposits', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
    // A deposit on its way is witnessed within seconds.
    refetchInterval: (query) => (query.state.data?.items.some(({ status }) => status === 'pending') ? 3_000 : false),
  })

export const depositQuery = (id: string) =>
  queryOptions({
    queryKey: ['deposit', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deposits/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data?.status === 'pending' ? 1_500 : false),
  })

export type OverlapAnswer = components['schemas']['OverlapAnswer']

/** What overlaps the sketch of a deposit. Every question is on record, so it is not asked again for nothing. */
export const overlapsQuery = (id: string) =>
  queryOptions({
    queryKey: ['overlaps', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deposits/{id}/overlaps', { params: { path: { id } }, signal })),
    staleTime: 5 * 60_000,
  })

/** Which witnesses there are; shown before they have cosigned. */
export const logQuery = queryOptions({
  queryKey: ['log'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/log', { signal })),
})

export type NewDeposit = { manifest: string; title: string; note: string; disclosures: PartDisclosure[] }

const shownPart = (part: PartDisclosure) => ({
  ...part,
  proof: { sha256: [...part.proof.sha256], sm3: [...part.proof.sm3] },
})

export const createDeposit = ({ disclosures, ...rest }: NewDeposit, key: string) =>
  bodyOf(
    api.POST('/api/v1/deposits', {
      body: { ...rest, disclosures: disclosures.map(shownPart) },
      headers: { 'Idempotency-Key': key },
    }),
  )

/** The key under which this machine makes sketches; each time is on record. It is kept in memory only. */
export const fetchComparisonKey = async (): Promise<ComparisonKey> => {
  const { current } = await bodyOf(api.GET('/api/v1/comparison-keys'))
  return { epoch: current.epoch, key: fromHex(current.key) }
}

/** Hands the sketch of a deposit to the registry; the same again is answered the same. */
export const keepSketch = ({ id, disclosure }: { id: string; disclosure: PartDisclosure }, key: string) =>
  bodyOf(
    api.POST('/api/v1/deposits/{id}/sketch', {
      params: { path: { id } },
      body: { disclosure: shownPart(disclosure) },
      headers: { 'Idempotency-Key': key },
    }),
  )

/** Shows one more part of a deposit to whoever may see it; the same again changes nothing. */
export const showPart = ({ id, disclosure }: { id: string; disclosure: PartDisclosure }, key: string) =>
  bodyOf(
    api.POST('/api/v1/deposits/{id}/disclosures', {
      params: { path: { id } },
      body: { disclosure: shownPart(disclosure) },
      headers: { 'Idempotency-Key': key },
    }),
  )

export const createCase = (depositId: string, key: string) =>
  bodyOf(api.POST('/api/v1/cases', { body: { depositId }, headers: { 'Idempotency-Key': key } }))

/** Addresses of what a deposit gives out as a file; the browser downloads them with the session's cookie. */
export const receiptHref = (id: string, what: 'receipt' | 'receipt.pdf' | 'proof') => `/api/v1/deposits/${id}/${what}`
