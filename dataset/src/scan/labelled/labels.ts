import type { SensitiveKind } from '../kinds.ts'

/** A cell and the kinds it truly holds. */
export type Cell = readonly [text: string, ...kinds: SensitiveKind[]]

/** A table whose every cell says what it is; `track` that its rows are movements of persons or vehicles. */
export interface LabelledTable {
  name: string
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
  track: boolean
}
