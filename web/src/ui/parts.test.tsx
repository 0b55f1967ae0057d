import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '../app/language.ts'
import { ApiProblem } from '../app/problem.ts'
import { renderPart } from '../testing.tsx'
import { ConfirmAction } from './confirm-action.tsx'
import { DataTable } from './data-table.tsx'
import { DateText } from './date-text.tsx'
import { HashText } from './hash-text.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { SaveState } from './save-state.tsx'
import { ShortcutHelp } from './shortcut-help.tsx'

beforeEach(() => setLanguage('zh'))
afterEach(cleanup)

const refusal = new ApiProblem({
  status: 400,
  code: 'kernel.invalid_input',
  detail: '有 1 处填写不符合要求。',
  fields: [{ path: 'name', code: '', detail: '<b>名称</b>太长' }],
})

describe('ProblemAlert', () => {
  it('says what and where, shows markup as text, and takes the focus', () => {
    const { container } = renderPart(<ProblemAlert error={refusal} labels={{ name: '数据集名称' }} />)
    expect(screen.getByText('有 1 处填写不符合要求。')).toBeTruthy()
    expect(screen.getByRole('listitem').textContent).toBe('数据集名称：<b>名称</b>太长')
    expect(document.activeElement).toBe(container.querySelector('.problem'))
  })
  it('is absent without an error', () => {
    const { container } = renderPart(<ProblemAlert error={null} />)
    expect(container.querySelector('.problem')).toBeNull()
  })
})

describe('ConfirmAction', () => {
  it('acts only after confirmation and keeps a failure in the dialog', async () => {
    const act = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValueOnce(undefined)
    renderPart(
      <ConfirmAction
        label="撤回"
        title="撤回申请？"
        consequence="不能恢复。"
        confirmLabel="确认撤回"
        onConfirm={act}
      />,
    )
    fireEvent.click(screen.getByRole('button', { name: '撤回' }))
    expect(act).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: '确认撤回' }))
    await screen.findByText('有 1 处填写不符合要求。')
    fireEvent.click(screen.getByRole('button', { name: /确认撤回/ }))
    await waitFor(() => expect(screen.queryByText('有 1 处填写不符合要求。')).toBeNull())
    expect(act).toHaveBeenCalledTimes(2)
  })
})

describe('DataTable', () => {
  const rows = [
    { id: '1', name: '车流量', at: '2026-11-22T06:05:00Z' },
    { id: '2', name: '航道水位', at: '2026-11-21T06:05:00Z' },
  ]
  const table = (search: Record<string, string>, onSearch: (next: object) => void, shown = rows) => (
    <DataTable
      label="申请"
      rows={shown}
      rowKey={(row) => row.id}
      search={search}
      onSearch={onSearch}
      next="c2"
      total={7}
      empty={<p>还没有申请</p>}
      columns={[
        { key: 'name', title: '名称', cell: (row) => row.name },
        { key: 'at', title: '时间', sortable: true, cell: (row) => <DateText at={row.at} /> },
      ]}
    />
  )
  it('puts order and page into the address', () => {
    const onSearch = vi.fn()
    renderPart(table({ status: 'open' }, onSearch))
    fireEvent.click(screen.getByRole('columnheader', { name: /时间/ }))
    expect(onSearch).toHaveBeenLastCalledWith({ status: 'open', sort: 'at' })
    fireEvent.click(screen.getByRole('button', { name: '下一页' }))
    expect(onSearch).toHaveBeenLastCalledWith({ status: 'open', cursor: 'c2' })
    expect(screen.getByText('共 7 条')).toBeTruthy()
  })
  it('becomes cards on a phone, each value with its label', () => {
    renderPart(
      table({}, () => {}),
      { narrow: true },
    )
    expect(screen.queryByRole('table')).toBeNull()
    expect(screen.getAllByRole('listitem').map((card) => card.textContent)).toEqual([
      '车流量时间2026年11月22日 14:05',
      '航道水位时间2026年11月21日 14:05',
    ])
  })
  it('shows the empty state on an empty first page, but keeps the way back on an empty later one', () => {
    const first = renderPart(table({}, () => {}, []))
    expect(screen.getByText('还没有申请')).toBeTruthy()
    first.unmount()
    renderPart(table({ cursor: 'c9' }, () => {}, []))
    expect(screen.getByRole('button', { name: '回到第一页' })).toBeTruthy()
  })
})

it('SaveState offers to try again exactly when something is not saved', () => {
  const retry = vi.fn()
  const shown = renderPart(<SaveState saving={{ kind: 'saved', at: '2026-11-22T06:05:00Z' }} onRetry={retry} />)
  expect(screen.getByRole('status').textContent).toBe('已保存 14:05')
  expect(screen.queryByRole('button')).toBeNull()
  shown.unmount()
  renderPart(<SaveState saving={{ kind: 'offline' }} onRetry={retry} />)
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  expect(retry).toHaveBeenCalledOnce()
})

it('HashText shows the short form and keeps the whole for print and copying', () => {
  const hash = 'ab'.repeat(32)
  const { container } = renderPart(<HashText hash={hash} />)
  expect([...container.querySelectorAll('code')].map((code) => code.textContent)).toEqual(['abababab…abababab', hash])
})

it('shortcuts act on the page but never while typing or composing', () => {
  const next = vi.fn()
  renderPart(
    <>
      <ShortcutHelp shortcuts={[{ key: 'j', label: '下一件', run: next }]} />
      <input aria-label="意见" />
    </>,
  )
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(next).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(screen.getByLabelText('意见'), { key: 'j' })
  fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true })
  fireEvent.keyDown(document.body, { key: 'j', isComposing: true })
  expect(next).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(document.body, { key: '?' })
  expect(screen.getByRole('dialog').textContent).toContain('下一件')
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(next).toHaveBeenCalledTimes(1)
})
