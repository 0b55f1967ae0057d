import type { Sketch } from '@datadeed/evidence'
import type { ColumnSketcher, ComparisonKey, RowSketcher } from '../sketch/sketch.ts'
import { createColumnSketch, createRowSketch } from '../sketch/sketch.ts'
import type { TableWatcher } from './table.ts'

/** The sketches of a table under one comparison key: null where a sketch would give the values away. */
export interface TableSketches {
  columns: { name: string; sketch: Sketch | null }[]
  rows: Sketch | null
}

/** Watches a table for what of it may be compared. */
export interface SketchWatcher extends TableWatcher {
  sketches(): TableSketches
}

/** A sketcher of columns, and of whole rows unless told otherwise, that has seen nothing. */
export const createSketchWatcher = (key: ComparisonKey, { wholeRows = true } = {}): SketchWatcher => {
  const columns: { name: string; sketcher: ColumnSketcher }[] = []
  let rows: RowSketcher | null = null
  return {
    column: (name) => {
      const sketcher = createColumnSketch(key)
      columns.push({ name, sketcher })
      return {
        add: sketcher.add,
        addBatch: ({ block, fields }, from, to) => sketcher.addFields(block, fields, from, to),
      }
    },
    rows: () => {
      if (!wholeRows) return null
      const sketcher = createRowSketch(key)
      rows = sketcher
      return {
        addRow: (cells) => sketcher.add(cells),
        addRows: ({ block, starts, count }, width) => {
          for (let row = 0; row < count; row++) {
            sketcher.addFields(block, starts[row] as number, starts[row + 1] as number, width)
          }
        },
      }
    },
    sketches: () => ({
      columns: columns.map(({ name, sketcher }) => ({ name, sketch: sketcher.end() })),
      rows: rows?.end() ?? null,
    }),
  }
}
