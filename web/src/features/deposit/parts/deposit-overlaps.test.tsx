import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setLanguage } from '../../../app/language.ts'
import { renderApp } from '../../../testing.tsx'
import type { Deposit, OverlapAnswer } from '../api.ts'

type Overlap = OverlapAnswer['overlaps'][number]

const id = '00000001-0000-7000-8000-000000000000'
const earlier = '00000002-0000-7000-8000-000000000000'
const deposit: Deposit = {
  ...{ id, number: 'DD-2026-000002', title: '车主台账', status: 'published', note: '', files: 1, bytes: 10 },
  ...{ digests: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) }, createdAt: '2026-11-20T02:00:00.000Z' },
  ...{ manifest: {}, disclosures: [], position: null, sameAsEarlier: false, actedFor: null, can: [] },
} as unknown as Deposit
const own: Overlap = {
  ...{ file: '车主.csv', column: '联系电话', relation: 'within', stage: 'registered', own: true },
  ...{ share: 1, error: 0.005, shareOfOther: 0.668, errorOfOther: 0.024, jaccard: 0.67, errorOfJaccard: 0.024 },
  other: {
    ...{ depositId: earlier, depositNumber: 'DD-2026-000001', partyName: '清镇车服' },
    ...{ depositedAt: '2026-11-19T02:00:00.000Z', file: '旧台账.csv', column: '手机号' },
    cases: [{ number: 'SL-2026-7', status: 'registered' }],
  },
}
const unnamed: Overlap = {
  ...{ file: '车主.csv', column: null, relation: 'partly', stage: 'pending', own: false, share: 0.35, error: 0.03 },
  ...{ shareOfOther: null, errorOfOther: null, jaccard: null, errorOfJaccard: null, other: null },
}

/** A registry that has the deposit and gives these answers about what overlaps it, the last one again and again. */
function registry(...answers: (Partial<OverlapAnswer> | Response)[]) {
  const me = {
    account: { id: 'f', login: 'f', name: '王经理', roles: ['filer'], totp: false },
    party: { id: 'p', name: '清镇车服', status: 'approved' },
    ...{ can: [], lastSignIns: [] },
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname
    if (path.endsWith('/overlaps')) {
      const next = answers.length > 1 ? answers.shift() : answers[0]
      if (next instanceof Response) return next
      return Response.json({ epoch: 1, checked: 3, overlaps: [], widespread: [], ...next })
    }
    if (path === `/api/v1/deposits/${id}`) return Response.json(deposit)
    if (path === '/api/v1/me') return Response.json(me)
    if (path === '/api/v1/system') return Response.json({ demo: true, now: '2026-11-22T06:00:00Z', version: '1' })
    return Response.json({ code: 'kernel.not_found', detail: '没有找到。' }, { status: 404 })
  })
  renderApp(`/deposits/${id}`)
}
const overlapPart = async () => within(await screen.findByRole('region', { name: '与其他数据的重合' }))

beforeEach(() => setLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('names the own earlier deposit with every figure and its error, and links to it', async () => {
  registry({ overlaps: [unnamed, own] })
  const part = await overlapPart()
  expect(await part.findByText('查对了 3 项（字段和整行），发现 2 处重合。', { exact: false })).toBeDefined()
  const [mine, others] = part.getAllByRole('heading', { level: 3 })
  expect(mine?.textContent).toBe('本单位的存证 DD-2026-000001')
  expect(others?.textContent).toBe('其他单位正在申请登记的数据')
  expect(part.getByRole('link', { name: 'DD-2026-000001' }).getAttribute('href')).toBe(`/app/deposits/${earlier}`)
  const group = within(part.getByRole('region', { name: '本单位的存证 DD-2026-000001' }))
  for (const text of ['联系电话', '几乎全在对方之中', '已登记', '案件 SL-2026-7'])
    expect(group.getByText(text)).toBeDefined()
  expect(group.getByText(/早于本存证/)).toBeDefined()
  expect(group.getByText(/^对方：旧台账.csv · 手机号$/)).toBeDefined()
  expect(part.getByText(/例如“联系电话”下的“本存证在对方中 100%”/)).toBeDefined()
  expect(group.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
    '100% ±1%',
    '67% ±3%',
    '67% ±3%',
  ])
})

it('of others shows a share of the own data and how far theirs have got, and nothing else', async () => {
  registry({ overlaps: [unnamed] })
  const part = await overlapPart()
  const group = within(await part.findByRole('region', { name: '其他单位正在申请登记的数据' }))
  expect(group.getByText('整行')).toBeDefined()
  expect(group.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['本存证在对方中'])
  expect(group.getByRole('definition').textContent).toBe('35% ±3%')
  expect(group.queryByRole('link')).toBeNull()
  expect(group.getByText(/不显示名称、编号和字段/)).toBeDefined()
})

it('says in words what the figures mean', async () => {
  registry({ overlaps: [own], widespread: [{ file: '车主.csv', column: '序号' }] })
  const part = await overlapPart()
  expect(await part.findByText('这些数字是什么意思')).toBeDefined()
  for (const text of [/真实值约有 95% 的可能落在两倍误差以内/, /重合不等于侵权/, /没有全部查对：序号/])
    expect(part.getByText(text)).toBeDefined()
})

it('tells nothing found from nothing compared', async () => {
  registry({})
  const found = await overlapPart()
  expect(await found.findByText('没有发现重合')).toBeDefined()
  expect(found.getByText(/已查对 3 项/)).toBeDefined()
  cleanup()
  registry({ epoch: null, checked: 0 })
  const compared = await overlapPart()
  expect(await compared.findByText('这份存证没有可以查对的草图')).toBeDefined()
  expect(compared.queryByText('没有发现重合')).toBeNull()
})

it('lists no more than a person reads, and says how much is left', async () => {
  const many = Array.from({ length: 15 }, (_, n) => ({ ...own, column: `字段${n}` }))
  registry({ checked: 1234, overlaps: many })
  const part = await overlapPart()
  expect(await part.findByText('另有 3 处重合较少，没有列出。')).toBeDefined()
  expect(part.getByText(/查对了 1,234 项/)).toBeDefined()
  expect(part.queryByText('字段12')).toBeNull()
})

it('when it cannot be had the deposit is shown all the same, and it can be asked again', async () => {
  const detail = '比对密钥已经更换。'
  const refused = Response.json({ code: 'overlap.wrong_epoch', detail }, { status: 409 })
  registry(refused, { overlaps: [own] })
  const part = await overlapPart()
  expect(await part.findByText(detail)).toBeDefined()
  expect(screen.getByRole('heading', { level: 1, name: '车主台账' })).toBeDefined()
  fireEvent.click(part.getByRole('button', { name: '重试' }))
  expect(await part.findByText('联系电话')).toBeDefined()
})
