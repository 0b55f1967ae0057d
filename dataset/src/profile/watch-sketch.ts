import type { Sketch } from '@datadeed/evidence'
import type { ColumnSketcher, ComparisonKey, RowSketcher } from '../sketch/sketch.ts'
import { createColumnSketch, createRowSketch, isSampled } from '../sketch/sketch.ts'
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
      return sketcher
    },
    rows: () => {
      if (!wholeRows) return null
      const sketcher = createRowSketch(key)
      rows = sketcher
      return { wanted: () => null, picks: isSampled, addRow: (cells) => sketcher.add(cells) }
    },
    sketches: () => ({
      columns: columns.map(({ name, sketcher }) => ({ name, sketch: sketcher.end() })),
      rows: rows?.end() ?? null,
    }),
  }
}
