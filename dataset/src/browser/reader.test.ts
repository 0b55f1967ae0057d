import { expect, test } from 'vitest'
import { openBrowserFile } from './reader.ts'

const mebibyte = 1_048_576
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255)
const buffers = (...lengths: number[]) => lengths.map((length) => new Uint8Array(length))
const open = (file: File) => openBrowserFile({ file, bytes: file.size, lastModified: file.lastModified }, file.name)
const streaming = (file: File, stream: unknown) =>
  Object.defineProperty(file, 'slice', {
    value: (from: number, to: number) =>
      Object.defineProperty(new Blob([file]).slice(from, to), 'stream', { value: stream }),
  })

test('blocks and pieces are read at once, each into its own place', async () => {
  const bytes = bytesOf(9 * mebibyte + 5)
  const reader = await open(new File([bytes], 'a.bin'))
  const wanted = [
    { at: 0, into: buffers(mebibyte, mebibyte, 3) },
    { at: 2 * mebibyte + 1, into: buffers(mebibyte, 4 * mebibyte) },
    { at: 77, into: buffers(100) },
    { at: 8 * mebibyte, into: buffers(mebibyte, 5) },
  ]
  for (let turn = 0; turn < 2; turn++) {
    const read = await Promise.all(wanted.map(({ at, into }) => reader.read(into, at)))
    for (const [i, { at, into }] of wanted.entries()) {
      const length = into.reduce((sum, one) => sum + one.length, 0)
      expect(read[i]).toBe(length)
      expect(Buffer.concat(into).equals(bytes.subarray(at, at + length))).toBe(true)
      for (const one of into) one.fill(0)
    }
  }
})

test('fewer bytes come only at the end of the file', async () => {
  const bytes = bytesOf(3 * mebibyte + 5)
  const reader = await open(new File([bytes], 'a.bin'))
  const into = buffers(mebibyte, mebibyte, mebibyte)
  expect(await reader.read(into, mebibyte)).toBe(2 * mebibyte + 5)
  expect(
    Buffer.concat(into)
      .subarray(0, 2 * mebibyte + 5)
      .equals(bytes.subarray(mebibyte)),
  ).toBe(true)
})

test('a browser whose files give no byte streams reads slices', async () => {
  const bytes = bytesOf(4 * mebibyte)
  const plain = () => new ReadableStream()
  const reader = await open(streaming(new File([bytes], 'a.bin'), plain))
  const into = buffers(mebibyte, 2 * mebibyte)
  expect(await reader.read(into, 9)).toBe(3 * mebibyte)
  expect(Buffer.concat(into).equals(bytes.subarray(9, 9 + 3 * mebibyte))).toBe(true)
})

test('a file that cannot be read any more half way is refused by name', async () => {
  let asked = 0
  const broken = () =>
    new ReadableStream({
      type: 'bytes',
      pull: (controller) => {
        asked += 1
        if (asked > 3) controller.error(new DOMException('changed', 'NotReadableError'))
        else controller.enqueue(new Uint8Array(mebibyte))
      },
    })
  const reader = await open(streaming(new File([bytesOf(8 * mebibyte)], 'moving.bin'), broken))
  const refused = { code: 'changed_or_unreadable', path: 'moving.bin' }
  await expect(reader.read(buffers(4 * mebibyte), 0)).rejects.toMatchObject(refused)
  expect(asked).toBe(4)
})
