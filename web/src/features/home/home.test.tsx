import { type Ability, abilityNames } from '@datadeed/core/account/policy'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderApp } from '../../testing.tsx'

const now = '2026-11-22T06:05:00Z'
const company = { id: 'p', name: '遵义某某运输有限公司', kind: 'enterprise', uscc: '9152', regionCode: '520300' }
const row = (id: string, status: string, more: object = {}) => ({
  id,
  number: `A-${id}`,
  name: `数据集${id}`,
  status,
  partyId: 'p',
  partyName: company.name,
  due: null,
  findings: { errors: 0, warnings: 0 },
  green: false,
  ...more,
})
const objection = { id: 'o', number: 'Y-1', caseName: '数据集七', status: 'lodged', answerDue: '2026-11-20' }

type World = {
  can: readonly Ability[]
  cases?: ReturnType<typeof row>[]
  deposits?: number
  objections?: object[]
  parties?: object[]
  party?: object | null
}

/** A server that answers the lists of the first page from one small world, filtered by state as the real one does. */
function server({ can, cases = [], deposits = 0, objections = [], parties = [], party = null }: World) {
  const state = { down: false, asked: [] as string[] }
  const page = (items: object[], total = items.length) => Response.json({ items, next: null, total })
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    state.asked.push(pathname)
    const account = { id: 'a', login: 'wumeng', name: '吴梦', roles: [], totp: true }
    if (pathname === '/api/v1/system') return Response.json({ demo: true, now, version: '1' })
    if (pathname === '/api/v1/me') return Response.json({ account, party, can, lastSignIns: [] })
    if (state.down) return Response.json({ code: 'kernel.forbidden', detail: '暂不可查。' }, { status: 403 })
    if (pathname === '/api/v1/deposits') return page([], deposits)
    if (pathname === '/api/v1/objections') return page(objections)
    if (pathname === '/api/v1/parties') return page(parties)
    if (pathname === '/api/v1/queue-counts')
      return Response.json({
        items: [
          { status: 'acceptance_proposed', count: 2 },
          { status: 'refusal_proposed', count: 3 },
        ],
      })
    const wanted = searchParams.getAll('status')
    return page(cases.filter(({ status }) => wanted.includes(status)))
  })
  return state
}
const companyCan: Ability[] = [
  'deposit.create',
  'deposit.list',
  'case.create',
  'case.list',
  'batch.list',
  'objection.list',
]
const section = async (name: string) => within(await screen.findByRole('region', { name }))
const links = () =>
  within(screen.getByRole('navigation', { name: '主导航' }))
    .getAllByRole('link')
    .map((link) => link.textContent)

beforeEach(() => setLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('leads a company without a deposit to its first one', async () => {
  server({ can: companyCan, party: { ...company, status: 'approved' } })
  renderApp('/')
  const todo = await section('待办')
  expect(todo.getByRole('heading', { name: '从存证开始' })).toBeTruthy()
  const next = todo.getByRole('link', { name: '新建存证' })
  expect([next.getAttribute('href'), next.classList.contains('ant-btn-primary')]).toEqual(['/app/deposits/new', true])
})

it('leads a company with deposits but no case to filing', async () => {
  server({ can: companyCan, party: { ...company, status: 'approved' }, deposits: 2 })
  renderApp('/')
  const todo = await section('待办')
  expect(todo.getByText(/已有 2 项存证/)).toBeTruthy()
  expect(todo.getByRole('link').getAttribute('href')).toBe('/app/deposits')
})

it('lists what a company must do by urgency, with days left by the registry’s clock', async () => {
  server({
    can: companyCan,
    party: { ...company, status: 'approved' },
    deposits: 9,
    objections: [objection, { ...objection, id: 'o2', number: 'Y-2', status: 'answered' }],
    cases: [
      row('一', 'draft', { findings: { errors: 3, warnings: 1 } }),
      row('二', 'awaiting_signature'),
      row('三', 'correction_required', { due: '2026-11-25' }),
      row('四', 'public_notice'),
      row('五', 'registered'),
      row('六', 'withdrawn'),
    ],
  })
  renderApp('/')
  const todo = (await section('待办')).getAllByRole('listitem').map((item) => item.textContent)
  expect(todo).toHaveLength(4)
  expect(todo[0]).toMatch(/数据集三.*待补正.*2026年11月25日还剩 3 天/)
  expect(todo[1]).toMatch(/数据集七.*待答复异议 · Y-1.*已超期 2 天/)
  expect(todo[2]).toMatch(/数据集二.*由签署人核对并提交/)
  expect(todo[3]).toMatch(/数据集一.*还有 3 项问题要改/)
  expect((await section('办理中')).getByRole('listitem').textContent).toMatch(/数据集四.*公示中/)
  expect((await section('已登记')).getByRole('listitem').textContent).toContain('数据集五')
})

it('asks nothing on behalf of a company that is not approved, and says what comes next', async () => {
  const state = server({ can: ['rule_pack.read'], party: { ...company, status: 'pending' } })
  renderApp('/')
  await screen.findByText('机构正在等待主管部门核准')
  expect(state.asked.filter((path) => !/\/(me|system|unread-count)$/.test(path))).toEqual([])
  expect(links().slice(0, 3)).toEqual(['首页', '模板与示范案例', '关注公示'])
})

it('shows staff the lists of their abilities only', async () => {
  const state = server({
    can: ['queue.read', 'queue.review', 'party.list', 'objection.list', 'registration.list', 'rule_pack.read'],
    cases: [row('一', 'acceptance_proposed', { due: '2026-11-22' })],
    objections: [{ ...objection, status: 'answered' }],
  })
  renderApp('/')
  const release = await section('待复核')
  expect(release.getByRole('link', { name: '数据集一' }).getAttribute('href')).toBe('/app/queue/%E4%B8%80')
  expect(release.getByText('今天到期')).toBeTruthy()
  expect((await section('审查队列')).getByRole('link', { name: '5 待复核' }).getAttribute('href')).toBe(
    '/app/queue?tab=proposed',
  )
  expect((await section('未办结异议')).getByText('待作出决定')).toBeTruthy()
  expect(screen.queryByRole('region', { name: '我承办的' })).toBeNull()
  expect(screen.queryByRole('region', { name: '待核准机构' })).toBeNull()
  expect(state.asked).not.toContain('/api/v1/parties')
  expect(links()).toEqual(
    ['首页', '模板与示范案例', '审查队列', '机构', '登记与变更', '异议', '关注公示', '规则包', '工作日历'].concat(
      ...['公共门户', '登记查询', '登记公示', '证书核验'],
    ),
  )
})

it('opens every place of the navigation to someone who may do everything', async () => {
  server({ can: abilityNames })
  renderApp('/')
  await section('审查队列')
  expect(links().slice(0, 9)).toEqual([
    '首页',
    '待办清单',
    '辅导',
    '存证',
    '代办案件',
    '登记申请',
    '模板与示范案例',
    '批量申报',
    '审查队列',
  ])
})

it('keeps the page when a list fails, says why, and reads it again', async () => {
  const state = server({ can: companyCan, party: { ...company, status: 'approved' } })
  state.down = true
  renderApp('/')
  await screen.findByText('暂不可查。')
  expect(screen.getByRole('heading', { name: '您好，吴梦' })).toBeTruthy()
  state.down = false
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  await section('待办')
})
