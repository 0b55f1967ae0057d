import type { SensitiveKind } from '../kinds.ts'

/** A cell and the kinds it truly holds. */
export type Cell = readonly [text: string, ...kinds: SensitiveKind[]]

/**
 * A table whose every cell says what it is; `track` that its rows are movements of persons or vehicles, null that this can be argued. Of the
 * kinds that `arguable` names for a cell nobody is asked.
 */
export interface LabelledTable {
  name: string
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
  track: boolean | null
  arguable?: (row: number, column: number) => readonly SensitiveKind[]
}
