import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderPart } from '../../testing.tsx'
import type { Case } from '../examination/api.ts'
import type { Choices, ExpertRequest } from './api.ts'
import { ExpertPanel } from './parts/expert-panel.tsx'

const c = {
  ...{ id: '019aa000-0000-7000-8000-000000000001', number: 'GZJT-S-2026-000009', version: 3, status: 'under_review' },
  ...{ name: '路段车速数据集', partyName: '黔途运输有限公司', attachments: [], events: [], can: ['ask_expert'] },
  form: {
    name: '路段车速数据集',
    algorithm: '由黔途运输有限公司张三（13812341234）编制。',
    algorithmConfidential: true,
  },
  rulePack: { jurisdiction: 'GZ', version: '2026.1' },
} as unknown as Case
const one = { title: '教授', field: '交通大数据', organisation: '演示大学' }
const choices: Choices = {
  experts: [
    { ...one, id: '019aa000-0000-7000-8000-00000000000a', name: '李专家', conflicts: [] },
    {
      ...{ ...one, id: '019aa000-0000-7000-8000-00000000000b', name: '赵专家' },
      conflicts: [{ kind: 'employer', name: '黔途运输有限公司' }],
    },
  ],
  questions: [{ code: 'processing', text: '是否构成实质性加工？' }],
  ...{ shown: ['name'], confidentialRules: true, due: '2026-11-27', days: 5, pauses: true },
  ...{ toParties: 'conclusion', source: '办事规程', confidence: 'assumption' },
}
const request: ExpertRequest = {
  ...{
    id: '019aa000-0000-7000-8000-00000000000c',
    expert: { name: '李专家', title: '教授', organisation: '演示大学' },
  },
  ...{ askedBy: '周审', askedAt: '2026-11-20T02:00:00.000Z', question: '是否构成实质性加工？', due: '2026-11-27' },
  ...{ state: 'asked', endedAt: null, endReason: '', conclusion: null, opinion: null, sha256: null },
  shown: { fields: ['name'], attachments: [], parties: false, sample: false },
  openings: [{ at: '2026-11-20T03:00:00.000Z', what: 'code_wrong', agent: '<b>Firefox</b>' }],
  can: ['recall', 'resend'],
}

function server(items: ExpertRequest[]) {
  const sent: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (asked: Request) => {
    const { pathname: path } = new URL(asked.url)
    if (asked.method === 'POST') sent.push({ path, body: JSON.parse((await asked.text()) || 'null') })
    if (path.endsWith('/expert-choices')) return Response.json(choices)
    if (path.includes('/expert-requests')) return Response.json({ items, toParties: 'conclusion' })
    if (path === '/api/v1/rule-pack') return Response.json(guizhou)
    return Response.json({ code: 'kernel.not_found', detail: '没有找到。' }, { status: 404 })
  })
  return sent
}

beforeEach(() => {
  sessionStorage.clear()
  setLanguage('zh')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('asks with a preview of what the expert will see, and sends nothing while something is missing', async () => {
  const sent = server([])
  renderPart(<ExpertPanel c={c} />)
  fireEvent.click(await screen.findByRole('button', { name: '征询专家意见' }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByText(/审查期限中止计算/)
  fireEvent.click(dialog.getByRole('button', { name: '发出征询' }))
  await dialog.findByText('请选择专家')
  expect(sent).toEqual([])

  // A conflict of interest is said, and cannot be chosen.
  fireEvent.mouseDown(dialog.getByRole('combobox', { name: '专家' }))
  expect((await screen.findByText(/赵专家.*须回避/)).closest('.ant-select-item')?.className).toContain('disabled')
  fireEvent.click(screen.getByText(/李专家 教授，演示大学/))
  fireEvent.change(dialog.getByLabelText('征询的问题'), { target: { value: '是否构成实质性加工？' } })
  fireEvent.click(dialog.getByRole('checkbox', { name: '算法规则简要说明' }))
  fireEvent.click(dialog.getByText('预览专家看到的内容'))
  const preview = (await dialog.findByRole('region', { name: '预览专家看到的内容' })).textContent
  expect(preview).toContain('由〔单位名称已隐去〕张三（138****1234）编制。')
  fireEvent.click(dialog.getByRole('button', { name: '发出征询' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({
    ...{ version: 3, expertId: choices.experts[0]?.id, question: '是否构成实质性加工？' },
    fields: ['name', 'algorithm'],
  })
}, 60_000)

it('tells who was shown what and each opening as text, and recalls with a reason', async () => {
  const sent = server([request])
  renderPart(<ExpertPanel c={c} />)
  await screen.findByText('等待专家打开')
  expect(screen.getByText(/当事人名称已隐去/)).toBeTruthy()
  fireEvent.click(screen.getByText('打开和操作记录（1）'))
  expect(screen.getByText('<b>Firefox</b>')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '撤回征询' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('button', { name: '撤回征询' }))
  await dialog.findByText('请写明理由，不少于 4 个字')
  fireEvent.change(dialog.getByLabelText('撤回理由'), { target: { value: '已由其他途径核实' } })
  fireEvent.click(dialog.getByRole('button', { name: '撤回征询' }))
  await waitFor(() => expect(sent.at(-1)?.path).toMatch(/\/recall$/))
}, 60_000)
