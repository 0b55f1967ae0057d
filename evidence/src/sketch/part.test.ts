import { expect, test } from 'vitest'
import { MAX_SKETCHES, readSketchPart, writeSketchPart } from './part.ts'
import { codeOf, type Sketch } from './sketch.ts'

const sketch: Sketch = {
  values: 5000,
  codes: Uint16Array.from({ length: 256 }, (_, bin) => codeOf(Math.floor(((bin + 1) / 256) ** 2 * 2 ** 47))),
}
const columns = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `c${i}`, sketch }))
const through = (tables: Parameters<typeof writeSketchPart>[0]['tables']) => {
  const part = writeSketchPart({ epoch: 3, tables })
  return part && readSketchPart(part)
}

test('what is written is read again', () => {
  const tables = [
    { file: 'a.csv', rows: sketch, columns: columns(2) },
    { file: 'b.csv', rows: null, columns: columns(1) },
  ]
  expect(through(tables)).toEqual({ epoch: 3, tables })
})

test('a table of which nothing may be sketched is left out, and a part of none is not made', () => {
  const empty = { file: 'b.csv', rows: null, columns: [] }
  expect(through([empty])).toBeNull()
  expect(through([])).toBeNull()
  expect(through([empty, { file: 'a.csv', rows: sketch, columns: [] }])?.tables.map(({ file }) => file)).toEqual([
    'a.csv',
  ])
})

test('names that no reader takes are mended, and so is a part that holds too many', () => {
  const named = (name: string) => through([{ file: 'a.csv', rows: null, columns: [{ name, sketch }] }])
  const nameOf = (name: string) => named(name)?.tables[0]?.columns[0]?.name
  expect(nameOf('a\ud800b\0')).toBe('a\ufffdb\ufffd')
  expect(nameOf(`${'x'.repeat(511)}😀`)).toBe(`${'x'.repeat(511)}\ufffd`)
  expect(nameOf('')).toBe('')
  const many = through([
    { file: 'a.csv', rows: sketch, columns: columns(MAX_SKETCHES - 3) },
    { file: 'b.csv', rows: sketch, columns: columns(5) },
    { file: 'c.csv', rows: null, columns: columns(5) },
  ])
  expect(many?.tables.map((table) => table.columns.length)).toEqual([MAX_SKETCHES - 3, 1])
})
