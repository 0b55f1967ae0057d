import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderPart } from '../../testing.tsx'
import type { Affair } from './api.ts'
import { AffairParties } from './parts/transfer-terms.tsx'

const letter = {
  ...{ id: '019aa000-0000-7000-8000-000000000002', number: '黔数知登〔2026〕5号', to: '没有注册的演示银行' },
  ...{ burden: 'GZJT-F-2026-000001', madeAt: '2026-03-16T02:00:00.000Z', moment: 'effect' as const, served: null },
}
const affair = {
  ...{ id: '019aa000-0000-7000-8000-000000000001', kind: 'cancellation', status: 'grant_proposed', stops: [] },
  ...{ signatures: [], letterNumber: null, letters: [letter] },
  effects: [
    {
      ...{ number: letter.burden, kind: 'pledge', exclusivity: null, beneficiary: letter.to, text: '质权消灭。' },
      ...{ before: true, toldAt: letter.madeAt, awaited: true, byInbox: false },
    },
  ],
  serviceWays: [
    { code: 'post', name: '邮寄', reference: '邮件单号' },
    { code: 'other', name: '其他', reference: null },
  ],
} as unknown as Affair
const served = { way: '邮寄', reference: 'EMS 1', servedOn: '2026-03-17', by: '周审', recordedAt: letter.madeAt }

beforeEach(() => setLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('warns while a letter is not served, and records the way, its reference and the day; a fault keeps what was typed', async () => {
  const sent: unknown[] = []
  const answers = [
    Response.json({ code: 'kernel.invalid_input', detail: '送交日期不能晚于今天', fields: [] }, { status: 422 }),
    Response.json(affair),
  ]
  vi.stubGlobal('fetch', async (asked: Request) => {
    sent.push([new URL(asked.url).pathname, await asked.json()])
    return answers.shift()
  })
  const moved = vi.fn(async () => {})
  renderPart(<AffairParties affair={affair} onMoved={moved} />)
  expect((await screen.findByRole('alert')).textContent).toContain('决定前须告知没有注册的演示银行')
  fireEvent.click(screen.getByRole('button', { name: `登记送交：${letter.number}` }))
  const form = within(screen.getByRole('region', { name: `登记送交：${letter.number}` }))
  const send = () => form.getByRole('button', { name: '登记送交' })
  expect(send()).toHaveProperty('disabled', true)
  fireEvent.mouseDown(form.getByRole('combobox', { name: '送交方式' }))
  fireEvent.click(await screen.findByText('邮寄'))
  fireEvent.change(form.getByLabelText('邮件单号'), { target: { value: 'EMS 1' } })
  fireEvent.change(form.getByLabelText('送交日期'), { target: { value: '2026-03-17' } })
  fireEvent.click(send())
  await form.findByText('送交日期不能晚于今天')
  expect(form.getByLabelText('邮件单号')).toHaveProperty('value', 'EMS 1')
  fireEvent.click(send())
  await waitFor(() => expect(moved).toHaveBeenCalledOnce())
  const path = `/api/v1/affairs/${affair.id}/burden-letters/${letter.id}/service`
  const body = { way: 'post', reference: 'EMS 1', servedOn: '2026-03-17' }
  expect(sent).toEqual([
    [path, body],
    [path, body],
  ])
})

it('shows how it was served and by whom, and offers nothing to whoever may not say so', async () => {
  const effects = affair.effects.map((one) => ({ ...one, awaited: false }))
  const { unmount } = renderPart(
    <AffairParties affair={{ ...affair, effects, letters: [{ ...letter, served }] }} onMoved={async () => {}} />,
  )
  expect(screen.getByRole('list', { name: '给没有注册的权利人的告知书' }).textContent).toContain(
    '邮寄（EMS 1），周审登记',
  )
  expect([screen.queryByRole('alert'), screen.queryByRole('button')]).toEqual([null, null])
  unmount()
  renderPart(<AffairParties affair={{ ...affair, serviceWays: [] }} onMoved={async () => {}} />)
  expect(screen.getByRole('list', { name: '给没有注册的权利人的告知书' }).textContent).toContain('尚未登记送交')
  expect(screen.queryByRole('button')).toBeNull()
})
