import { expect, it } from 'vitest'
import { droppedFiles, UnreadableEntry } from './dropped-files.ts'

// The browser's own interface, which jsdom lacks: a folder hands out its entries in portions.
const file = (fullPath: string) => ({
  ...{ isFile: true, isDirectory: false, fullPath },
  file: (done: (file: File) => void) => done(new File(['x'], fullPath.split('/').at(-1) ?? '')),
})
const folder = (fullPath: string, portions: object[][] | null) => ({
  ...{ isFile: false, isDirectory: true, fullPath },
  createReader: () => {
    const left = [...(portions ?? [])]
    return {
      readEntries: (done: (entries: object[]) => void, fail: () => void) =>
        portions ? done(left.shift() ?? []) : fail(),
    }
  },
})
const dropped = (...entries: object[]) =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer

it('finds every file of a folder, in all portions and below, with its path', async () => {
  const found = await droppedFiles(
    dropped(folder('/d', [[file('/d/a.csv')], [folder('/d/sub', [[file('/d/sub/b.csv')]])]]), file('/single.csv')),
  )
  expect(found.map((one) => one.webkitRelativePath || one.name)).toEqual(['d/a.csv', 'd/sub/b.csv', 'single.csv'])
})

it('names the folder that cannot be read', async () => {
  const failed = droppedFiles(dropped(folder('/d', [[folder('/d/locked', null)]])))
  await expect(failed).rejects.toEqual(new UnreadableEntry('d/locked'))
})

it('an empty folder gives no files', async () => {
  expect(await droppedFiles(dropped(folder('/d', [])))).toEqual([])
})
