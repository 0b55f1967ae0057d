import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderApp } from '../../testing.tsx'
import type { Answer, Form, Patch } from './api.ts'

const caseId = '019aa000-0000-7000-8000-000000000001'
const account = { id: 'a1', login: 'filer', name: '吴梦', roles: ['filer'], totp: false }
const me = { account, party: null, can: ['case.create', 'case.list'], lastSignIns: [] }
const missing = {
  ...{ version: 'GZ-2026.1-2', span: null, clause: '申请表', confidence: 'certain', hintOnly: false, others: [] },
  judgement: null,
  code: 'source_short',
  field: 'sourceStatement',
  severity: 'error',
  message: '来源说明太短。',
  rule: '来源应当写明',
  remedy: '请写明途径和方法。',
}

const aids = {
  vocabulary: guizhou.vocabulary ?? null,
  nameCondition: '名称只用词表中的用语。',
  origin: { title: '路段车速', registrationNumber: null },
  share: { days: 7, mostDays: 30, links: 5 },
}
const similar = [
  {
    ...{ registrationNumber: '2026A00000000017', name: '遵义路段车速数据集', holder: '黔路公司', status: 'active' },
    ...{ own: false, fields: [{ field: 'name', similarity: 0.62 }] },
  },
]
const comment = {
  ...{ id: 'c1', field: 'name', body: '<b>请写明路段</b>', by: '李工', at: '2026-11-22T06:05:00Z' },
  resolvedAt: null as string | null,
}
const comments = [comment]

/** A server with one draft: versions, refusals by field, and a cable that can be pulled. */
function server(form: Form, answers?: Answer[]) {
  const state = { version: 1, form, online: true, patches: [] as Patch[], answers: answers ?? [] }
  const item = { reason: '过于笼统。', rule: '审查要点', remedy: '写明步骤。' }
  const correction = () => ({
    ...{ round: 1, requiredAt: '2026-11-20T06:05:00Z', due: '2026-12-01', answeredAt: null, changes: [] },
    items: [
      { ...item, id: '1-1', field: 'algorithm' },
      { ...item, id: '1-2', field: 'name' },
    ],
    answers: state.answers,
  })
  const digests = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) }
  const view = () => ({
    ...{ id: caseId, number: 'GZJT-S-2026-000009', name: state.form.name ?? '', status: 'draft', partyId: 'p' },
    ...{ partyName: '演示公司', prefectureCode: '520100', direction: null, submittedAt: null, due: null },
    ...{ updatedAt: '2026-11-22T06:05:00Z', examinerName: null, findings: { errors: 1, warnings: 0 } },
    ...{ version: state.version, form: state.form, prefilled: { records: 'profile' }, attachments: [] },
    deposit: { id: 'd', number: 'GZJT-C-2026-000001', title: '存证', status: 'published', digests, files: 1 },
    ...{ findingList: [missing], corrections: [], letters: [], events: [], deadlines: [], objections: [] },
    ...{ green: false, mayJudge: false, greenChannel: { status: 'never', since: null, conditions: [] } },
    ...{ notice: null, certificate: null, refusal: null, rulePack: { jurisdiction: 'GZ', version: '2026.1' } },
    can: ['save', 'request_signature', 'withdraw'],
    ...(answers && { status: 'correction_required', corrections: [correction()], can: ['save', 'respond'] }),
  })
  const problem = (status: number, code: string, detail: string, fields: unknown[] = []) =>
    Response.json({ code, detail, fields }, { status })
  const save = ({ version, set, clear, answers: written = [] }: Patch) => {
    if (version !== state.version) return problem(409, 'kernel.stale_version', '内容已在别处更新。')
    const long = Object.entries(set).find(([, value]) => typeof value === 'string' && value.length > 100)
    if (long)
      return problem(422, 'kernel.invalid_input', '有 1 处。', [{ path: `set.${long[0]}`, message: '太长了。' }])
    const kept = Object.entries({ ...state.form, ...set }).filter(([field]) => !clear.includes(field))
    state.form = Object.fromEntries(kept)
    const others = state.answers.filter(({ itemId }) => !written.some((answer) => answer.itemId === itemId))
    state.answers = [...others, ...written].filter(({ text }) => text !== '')
    state.version += 1
    const updatedAt = '2026-11-22T06:06:00Z'
    return Response.json({ version: state.version, updatedAt, findingList: [missing], status: 'draft' })
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    if (!state.online) throw new TypeError('Failed to fetch')
    const { pathname } = new URL(request.url)
    if (pathname === '/api/v1/me') return Response.json(me)
    if (pathname === '/api/v1/system')
      return Response.json({ demo: false, now: '2026-11-22T06:05:00Z', version: '1', openLoginHours: 12 })
    if (pathname.endsWith('/writing-aids')) return Response.json(aids)
    if (pathname.endsWith('/similar-registrations')) return Response.json({ items: similar })
    if (pathname.endsWith('/shares') && request.method === 'GET') return Response.json({ items: [], comments })
    if (pathname.endsWith('/resolution')) {
      comments[0] = { ...comment, resolvedAt: request.method === 'PUT' ? '2026-11-22T06:07:00Z' : null }
      return Response.json({})
    }
    if (pathname === '/api/v1/rule-pack') return Response.json(guizhou)
    // What else stands beside a case has nothing to tell here.
    if (request.method === 'GET' && !/\/cases\/[^/]+$/.test(pathname))
      return Response.json({ items: [], parents: [], children: [] })
    if (request.method !== 'PATCH') return Response.json(view())
    const patch: Patch = await request.json()
    state.patches.push(patch)
    return save(patch)
  })
  return state
}
const name = () =>
  screen.findByLabelText<HTMLInputElement>('数据知识产权名称', { selector: 'input' }, { timeout: 8000 })
const type = (element: Element, value: string) => fireEvent.change(element, { target: { value } })
const soon = { timeout: 8000 }

beforeEach(() => {
  setLanguage('zh')
  localStorage.clear()
  Element.prototype.scrollIntoView = () => {}
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('saves only the changed field, and keeps it on this computer while the server is away', async () => {
  const state = server({ name: '旧名', scenario: '场景' })
  renderApp(`/cases/${caseId}`)
  type(await name(), '新名')
  await waitFor(() => expect(state.patches).toEqual([{ version: 1, set: { name: '新名' }, clear: [] }]), soon)
  await screen.findByText(/^已保存/)
  state.online = false
  type(await name(), '离线时的名')
  await screen.findByText('未保存，离线', {}, soon)
  expect(localStorage.getItem(`datadeed.case.a1.${caseId}`)).toContain('离线时的名')
  cleanup()
  state.online = true
  renderApp(`/cases/${caseId}`) // the browser was killed and opened again
  expect((await name()).value).toBe('离线时的名')
  await waitFor(() => expect(state.form.name).toBe('离线时的名'), soon)
  await waitFor(() => expect(localStorage.getItem(`datadeed.case.a1.${caseId}`)).toBeNull())
})

it('merges what a colleague changed elsewhere in the form, and asks where both changed the same field', async () => {
  const state = server({ name: '旧名', scenario: '场景' })
  renderApp(`/cases/${caseId}`)
  const field = await name()
  Object.assign(state, { version: 5, form: { name: '旧名', scenario: '同事写的场景' } })
  type(field, '我的名')
  await waitFor(() => expect(state.form).toEqual({ name: '我的名', scenario: '同事写的场景' }), soon)

  Object.assign(state, { version: 9, form: { ...state.form, name: '同事的名' } })
  type(await name(), '我的第二个名')
  const dialog = within(await screen.findByRole('dialog', { name: '同一栏在别处也改了' }, soon))
  expect(dialog.getByText('同事的名')).toBeTruthy()
  expect(dialog.getByText('我的第二个名')).toBeTruthy()
  expect(state.form.name).toBe('同事的名') // nothing is written over before the choice
  fireEvent.click(dialog.getByRole('button', { name: /保留我填的/ }))
  await waitFor(() => expect(state.form.name).toBe('我的第二个名'), soon)
})

it('a field the server refuses keeps its text and its reason, and does not hold up the others', async () => {
  const state = server({ name: '旧名' })
  renderApp(`/cases/${caseId}`)
  type(await name(), '名'.repeat(101))
  type(screen.getByLabelText('应用场景', { selector: 'textarea' }), '新的场景')
  await screen.findByText('太长了。', {}, soon)
  await waitFor(() => expect(state.form).toEqual({ name: '旧名', scenario: '新的场景' }), soon)
  expect((await name()).value).toBe('名'.repeat(101))
  type(await name(), '短名')
  await waitFor(() => expect(state.form.name).toBe('短名'), soon)
  expect(screen.queryByText('太长了。')).toBeNull()
})

it('a finding leads to its field on another step, and a prefilled mark goes when the field is changed', async () => {
  server({ name: '名', records: 10 })
  const router = renderApp(`/cases/${caseId}?step=structure`)
  const records = await screen.findByLabelText('数据条数', { selector: 'input' }, soon)
  expect(screen.getByText('已按数据概况填入')).toBeTruthy()
  type(records, '1,250')
  expect(screen.queryByText('已按数据概况填入')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: /查看检查结果/ }))
  fireEvent.click(await screen.findByRole('button', { name: '前往 来源说明' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ step: 'source' }))
  await waitFor(() => expect(document.activeElement?.closest('.field')?.id).toBe('field-sourceStatement'), soon)
})

const answerBox = async (n: number) => (await screen.findAllByLabelText<HTMLTextAreaElement>('答复', {}, soon))[n]
const written = (element: Element | undefined, value: string) => {
  if (!element) throw new Error('no box for the answer')
  type(element, value)
}

it('answers to a correction are saved with the case, found again elsewhere, and survive being offline', async () => {
  const state = server({ name: '名', algorithm: '清洗' }, [{ itemId: '1-2', text: '同事写的答复' }])
  renderApp(`/cases/${caseId}`)
  expect((await answerBox(1))?.value).toBe('同事写的答复')
  written(await answerBox(0), '已补充步骤')
  const patch = { version: 1, set: {}, clear: [], answers: [{ itemId: '1-1', text: '已补充步骤' }] }
  await waitFor(() => expect(state.patches).toEqual([patch]), soon)
  state.online = false
  written(await answerBox(1), '')
  await screen.findByText('未保存，离线', {}, soon)
  cleanup()
  state.online = true
  renderApp(`/cases/${caseId}`)
  await waitFor(() => expect(state.answers).toEqual([{ itemId: '1-1', text: '已补充步骤' }]), soon)
  expect((await answerBox(0))?.value).toBe('已补充步骤')
  expect((await answerBox(1))?.value).toBe('')
})

it('an answer two people wrote is theirs to choose', async () => {
  const state = server({ name: '名' }, [])
  renderApp(`/cases/${caseId}`)
  const box = await answerBox(0)
  Object.assign(state, { version: 5, answers: [{ itemId: '1-1', text: '签署人写的' }] })
  written(box, '经办人写的')
  const dialog = within(await screen.findByRole('dialog', { name: '同一栏在别处也改了' }, soon))
  expect(dialog.getByRole('heading', { name: '对第 1 项的答复' })).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: /保留我填的/ }))
  await waitFor(() => expect(state.answers).toEqual([{ itemId: '1-1', text: '经办人写的' }]), soon)
})

it('asks before a page is left whose text could not be saved', async () => {
  const state = server({ name: '旧名' })
  const router = renderApp(`/cases/${caseId}`)
  const field = await name()
  state.online = false
  type(field, '离线时的名')
  await screen.findByText('未保存，离线', {}, soon)
  const [away] = screen.getAllByRole('link', { name: '登记申请' })
  if (!away) throw new Error('no way out')
  fireEvent.click(away)
  const dialog = within(await screen.findByRole('dialog', { name: '还有内容没有保存到服务器' }, soon))
  expect(router.state.location.pathname).toContain(caseId)
  fireEvent.click(dialog.getByRole('button', { name: '留在本页' }))
  state.online = true
  await waitFor(() => expect(state.form.name).toBe('离线时的名'), { timeout: 12_000 })
})

it('proposes phrases that only add to what was typed, and says why a name is not accepted', async () => {
  server({ name: '宏图公' })
  renderApp(`/cases/${caseId}`)
  const field = await name()
  expect(field.value).toBe('宏图公')
  fireEvent.click(await screen.findByRole('button', { name: '在末尾接上“路”' }, soon))
  expect(field.value).toBe('宏图公路')
  expect(screen.getByText('命名条件：不符合')).toBeTruthy()
  expect(screen.getByText(/词表里没有：“宏图”/)).toBeTruthy()
  type(field, '贵阳高速公路路段车速数据集')
  expect(screen.getByText('命名条件：符合')).toBeTruthy()
  expect(field.value).toBe('贵阳高速公路路段车速数据集')
})

it('is one tab stop for all phrases: arrow keys choose, and the next proposals keep the focus', async () => {
  server({ name: '贵阳' })
  renderApp(`/cases/${caseId}`)
  const field = await name()
  // The name has one, and the scenario.
  const [row] = await screen.findAllByRole('toolbar', { name: '可接受的用语' }, soon)
  if (!row) throw new Error('no phrases')
  const buttons = () => within(row).getAllByRole<HTMLButtonElement>('button')
  const stops = () => buttons().map(({ tabIndex }) => tabIndex)
  const others = buttons().length - 1
  expect(others).toBeGreaterThan(2)
  expect(stops()).toEqual([0, ...Array<number>(others).fill(-1)])
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? row, { key })
  buttons()[0]?.focus()
  press('ArrowRight')
  expect(document.activeElement).toBe(buttons()[1])
  expect(stops().indexOf(0)).toBe(1)
  press('ArrowLeft')
  press('ArrowLeft')
  expect(document.activeElement).toBe(buttons().at(-1))
  press('Home')
  expect(document.activeElement).toBe(buttons()[0])
  press('End')
  expect(stops().indexOf(0)).toBe(others)
  fireEvent.click(within(row).getByRole('button', { name: '在末尾接上“高速公路”' }))
  expect(field.value).toBe('贵阳高速公路')
  expect(document.activeElement).toBe(buttons()[0])
  // Who types on is not taken away from the field.
  field.focus()
  type(field, '贵阳')
  expect(document.activeElement).toBe(field)
  // Where nothing is left to propose it goes on in the field.
  const last = within(row).getByRole<HTMLButtonElement>('button', { name: '在末尾接上“数据集合”' })
  last.focus()
  fireEvent.click(last)
  expect(document.activeElement).toBe(field)
})

it('leads to registrations like the draft, shows comments as text beside their field, and lets them be settled and opened again', async () => {
  server({ name: '遵义路段车速数据集' })
  renderApp(`/cases/${caseId}`)
  const link = await screen.findByRole('link', { name: /遵义路段车速数据集/ }, soon)
  expect(link.getAttribute('href')).toBe('/register/2026A00000000017')
  expect(await screen.findByText('<b>请写明路段</b>')).toBeTruthy()
  expect(screen.getByText(/据“路段车速”新建/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '已处理' }))
  const folded = await screen.findByText('已处理的批注 1 条', undefined, soon)
  fireEvent.click(folded)
  fireEvent.click(screen.getByRole('button', { name: '改回待处理' }))
  await waitFor(() => expect(screen.queryByText('已处理的批注 1 条')).toBeNull(), soon)
})
