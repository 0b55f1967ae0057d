import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { FilePicker } from './file-picker.tsx'

afterEach(cleanup)

const file = new File(['路段,流量\n'], '流量.csv')
const choose = (files: File[]) =>
  fireEvent.change(screen.getByLabelText('选择文件', { selector: 'input' }), { target: { files } })

it('files of a broken-off run are gone on with, or hashed afresh', async () => {
  const onStart = vi.fn()
  const findEarlier = async (files: File[]) => (files[0] === file ? { files: 1, bytes: 3 * 1024 ** 3 } : null)
  render(<FilePicker problem={null} onStart={onStart} findEarlier={findEarlier} />)
  choose([file])
  expect(await screen.findByText(/已算好的 3/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '继续上次的计算' }))
  fireEvent.click(screen.getByRole('button', { name: '从头计算' }))
  expect(onStart.mock.calls).toEqual([
    [[file], false, false],
    [[file], false, true],
  ])
})

it('other files are simply started with', async () => {
  const onStart = vi.fn()
  render(<FilePicker problem={null} onStart={onStart} findEarlier={async () => null} />)
  choose([file])
  fireEvent.click(await screen.findByRole('button', { name: '开始计算' }))
  expect(screen.queryByText('从头计算')).toBeNull()
  expect(onStart).toHaveBeenCalledWith([file], false, false)
})
