import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderApp } from '../../testing.tsx'
import type { Case, CaseBrief } from './api.ts'

const account = { id: 'e', login: 'examiner', name: '周审', roles: ['examiner'], totp: true }
const me = {
  account,
  party: null,
  can: ['queue.read', 'queue.examine', 'rule_pack.read'],
  lastSignIns: [],
}

const brief = (n: number, change: Partial<CaseBrief> = {}): CaseBrief => ({
  id: `0000000${n}-0000-7000-8000-000000000000`,
  number: `数登申2026-000${n}`,
  name: `第${n}号路网车流数据集`,
  status: 'submitted',
  partyId: 'p',
  partyName: '黔途运输有限公司',
  prefectureCode: '520300',
  direction: '高速运营',
  submittedAt: '2026-11-20T02:00:00.000Z',
  updatedAt: '2026-11-20T02:00:00.000Z',
  due: '2026-11-24',
  examinerName: null,
  findings: { errors: 1, warnings: 0 },
  green: false,
  ...change,
})

const whole = (row: CaseBrief, change: Partial<Case> = {}): Case => ({
  ...row,
  version: 3,
  form: { name: row.name, scenario: '<script>alert(1)</script>用于拥堵预测' },
  prefilled: {},
  deposit: {
    id: 'd',
    number: '数存2026-1',
    title: '存证',
    status: 'published',
    digests: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) },
    files: 1,
    bytes: 10,
    logIndex: 7,
    loggedAt: '2026-11-19T02:00:00.000Z',
  },
  attachments: [],
  findingList: [
    {
      ...{ code: 'scenario', version: 'GZ-2026.1-2', field: 'scenario', span: null, clause: '申请表' },
      ...{ confidence: 'likely', hintOnly: false, others: [], judgement: null },
      severity: 'error',
      message: '应用场景太短。',
      rule: '应用场景应当写明适用条件。',
      remedy: '请补充对象。',
    },
  ],
  mayJudge: false,
  greenChannel: { status: 'never', since: null, conditions: [] },
  corrections: [],
  letters: [],
  events: [],
  deadlines: [],
  notice: null,
  certificate: null,
  refusal: null,
  objections: [],
  rulePack: { jurisdiction: 'GZ', version: '2026.1' },
  can: [],
  ...change,
})

type Sent = { method: string; path: string; query: URLSearchParams; body: unknown }

/** A registry with two cases; `answer` may take over a command. */
function server(cases: Case[], answer: (sent: Sent) => Response | undefined = () => undefined) {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname: path, searchParams: query } = new URL(request.url)
    const typed = request.method === 'POST' ? await request.text() : ''
    const body: unknown = typed === '' ? null : JSON.parse(typed)
    const one: Sent = { method: request.method, path, query, body }
    sent.push(one)
    const taken = answer(one)
    if (taken) return taken
    if (path.endsWith('/visit')) return Response.json({ lease: null, since: null })
    if (path === '/api/v1/me') return Response.json(me)
    if (path === '/api/v1/system') return Response.json({ demo: true, now: '2026-11-22T06:00:00Z', version: '1' })
    if (path === '/api/v1/rule-pack') return Response.json(guizhou)
    if (path === '/api/v1/queue-counts') return Response.json({ items: [{ status: 'submitted', count: 2 }] })
    if (path === '/api/v1/cases') return Response.json({ items: cases, next: null, total: cases.length })
    // Commands answer with the case; what else is told of it has answers of its own, none here.
    const found = cases.find(
      ({ id }) =>
        path === `/api/v1/cases/${id}` || (request.method === 'POST' && path.startsWith(`/api/v1/cases/${id}/`)),
    )
    return found
      ? Response.json(found)
      : Response.json({ code: 'kernel.not_found', detail: '没有找到。' }, { status: 404 })
  })
  return sent
}

const key = (name: string, target: Element = document.activeElement ?? document.body) =>
  fireEvent.keyDown(target, { key: name })
const posts = (sent: Sent[]) => sent.filter(({ method, path }) => method === 'POST' && !path.endsWith('/visit'))

beforeEach(() => {
  setLanguage('zh')
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the queue by keyboard', () => {
  it('walks the rows with j and k, stops at the ends, and claims the selected case with c', async () => {
    const [one, two] = [whole(brief(1)), whole(brief(2))]
    const sent = server([one, two])
    const router = renderApp('/queue')
    const first = await screen.findByRole('link', { name: one.name })
    const second = screen.getByRole('link', { name: two.name })
    key('j', document.body)
    expect(document.activeElement).toBe(first)
    key('j')
    key('j')
    expect(document.activeElement).toBe(second)
    key('k')
    expect(document.activeElement).toBe(first)
    key('j')
    key('c')
    await waitFor(() => expect(posts(sent)).toHaveLength(1))
    expect(posts(sent)[0]).toMatchObject({ path: `/api/v1/cases/${two.id}/claim`, body: { version: 3 } })
    await waitFor(() => expect(router.state.location.pathname).toBe(`/queue/${two.id}`))
  })

  it('does not claim what is not waiting, nor while typing in the search', async () => {
    const sent = server([whole(brief(1, { status: 'under_review' })), whole(brief(2))])
    renderApp('/queue')
    await screen.findByRole('link', { name: '第1号路网车流数据集' })
    key('j', document.body)
    key('c')
    await screen.findByText(/不在待审查状态/)
    const search = screen.getByRole('searchbox', { name: '名称、编号或单位' })
    search.focus()
    key('c', search)
    expect(posts(sent)).toHaveLength(0)
  })

  it('puts a filter into the address and asks the API for it', async () => {
    const sent = server([whole(brief(1))])
    const router = renderApp('/queue?overdue=yes&direction=x')
    await screen.findByRole('link', { name: '第1号路网车流数据集' })
    fireEvent.click(screen.getByRole('button', { name: /^待复核/ }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'proposed', overdue: 'yes' }))
    await waitFor(() =>
      expect(sent.at(-1)?.query.getAll('status')).toEqual(['acceptance_proposed', 'refusal_proposed']),
    )
    expect(sent.at(-1)?.query.get('overdue')).toBe('true')
    expect(sent.some(({ query }) => query.has('direction'))).toBe(false)
  })

  it('takes the next case with n, whichever the server chose', async () => {
    const [one, two] = [whole(brief(1)), whole(brief(2))]
    const factors = { daysLeft: 4, urgent: false, waitingDays: 2, skill: true, region: false }
    const taken = { id: two.id, number: two.number, why: '选这一件', factors }
    const sent = server([one, two], ({ path }) => (path === '/api/v1/next-case' ? Response.json({ taken }) : undefined))
    const router = renderApp('/queue')
    await screen.findByRole('link', { name: one.name })
    key('n', document.body)
    await waitFor(() => expect(router.state.location.pathname).toBe(`/queue/${two.id}`))
    expect(posts(sent).map(({ path }) => path)).toEqual(['/api/v1/next-case'])
  })
})

describe('a case', () => {
  const examined = whole(brief(1, { status: 'under_review', examinerName: '周审' }), {
    can: ['unclaim', 'require_correction', 'propose_acceptance', 'propose_refusal'],
  })

  it('shows text as text, and no command that is not offered', async () => {
    server([whole(brief(1))])
    renderApp(`/queue/${brief(1).id}`)
    expect(await screen.findByText('<script>alert(1)</script>用于拥堵预测')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /标记/ })).toBeNull()
    key('a', document.body)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('builds a correction item from the current field, keeps it over a reload and sends the list', async () => {
    const sent = server([examined])
    renderApp(`/queue/${examined.id}`)
    const flag = await screen.findByRole('button', { name: '标记“应用场景”需要补正' })
    flag.focus()
    key('f')
    const dialog = within(await screen.findByRole('dialog', { name: '补正意见：应用场景' }))
    expect(dialog.getByLabelText<HTMLTextAreaElement>('怎样补正').value).toBe('请补充对象。')
    fireEvent.click(dialog.getByRole('button', { name: '加入补正清单' }))
    expect(dialog.getByText('请选择原因。')).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('补充说明'), { target: { value: '没有写明适用路段。' } })
    cleanup()

    renderApp(`/queue/${examined.id}`)
    fireEvent.click(await screen.findByRole('button', { name: '标记“应用场景”需要补正' }))
    const again = within(await screen.findByRole('dialog', { name: '补正意见：应用场景' }))
    expect(again.getByLabelText<HTMLTextAreaElement>('补充说明').value).toBe('没有写明适用路段。')
    fireEvent.mouseDown(again.getByRole('combobox', { name: '原因' }))
    fireEvent.click(await screen.findByTitle('表述不清，请说明'))
    fireEvent.click(again.getByRole('button', { name: '加入补正清单' }))
    await screen.findByRole('button', { name: '“应用场景”已标记，修改补正意见' })
    key('m', document.body)
    fireEvent.click(await screen.findByRole('button', { name: '发出补正通知（1 项）' }))
    await waitFor(() => expect(posts(sent)).toHaveLength(1))
    expect(posts(sent)[0]?.body).toEqual({
      version: 3,
      items: [
        {
          field: 'scenario',
          reason: '表述不清，请说明：没有写明适用路段。',
          rule: '应用场景应当写明适用条件。',
          remedy: '请补充对象。',
          machineRule: 'scenario',
        },
      ],
    })
    await waitFor(() => expect(sessionStorage.getItem(`datadeed.correction.${examined.id}`)).toBeNull())
  })

  it('says who changed the case meanwhile, keeps what was typed, and sends it on the new version', async () => {
    const changed = {
      ...examined,
      version: 4,
      events: [
        {
          seq: 5,
          at: '2026-11-22T05:00:00.000Z',
          command: 'withdraw',
          from: 'under_review',
          to: 'under_review',
          actor: '李复',
          note: '',
          logIndex: null,
        },
      ],
    } satisfies Case
    const state = { current: examined as Case }
    const sent = server([], ({ method, path, body }) => {
      if (!path.startsWith(`/api/v1/cases/${examined.id}`)) return undefined
      if (method === 'GET') return path === `/api/v1/cases/${examined.id}` ? Response.json(state.current) : undefined
      const { version } = body as { version: number }
      if (version === 4) return Response.json({ ...changed, status: 'acceptance_proposed', can: [] })
      state.current = changed
      return Response.json({ code: 'kernel.stale_version', detail: '内容已在别处更新。' }, { status: 409 })
    })
    renderApp(`/queue/${examined.id}`)
    await screen.findByRole('heading', { name: examined.name })
    key('a', document.body)
    const dialog = within(await screen.findByRole('dialog', { name: `拟予登记：${examined.number}` }))
    fireEvent.change(dialog.getByLabelText('审查意见'), { target: { value: '来源清楚。' } })
    fireEvent.click(dialog.getByRole('button', { name: '提交复核' }))
    expect(await dialog.findByText(/李复 · 撤回 · 2026年11月22日 13:00/)).toBeTruthy()
    expect(dialog.getByLabelText<HTMLTextAreaElement>('审查意见').value).toBe('来源清楚。')
    fireEvent.click(dialog.getByRole('button', { name: '提交复核' }))
    await waitFor(() => expect(posts(sent).at(-1)?.body).toEqual({ version: 4, opinion: '来源清楚。' }))
  })
})
