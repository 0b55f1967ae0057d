import { createColumnScan } from '../column.ts'
import { createDetector } from '../detect.ts'
import { hintsOf } from '../hints.ts'
import { certainties } from '../judge.ts'
import { kinds, type SensitiveKind } from '../kinds.ts'
import { type Signal, signal } from '../signals.ts'
import { createTrajectoryScan } from '../trajectory.ts'
import type { LabelledTable } from './labels.ts'

/** How a kind fared: cells told rightly, told wrongly, not told. Tracks count tables. */
export interface Score {
  kind: SensitiveKind
  right: number
  wrong: number
  missed: number
  precision: number
  recall: number
}

/** A cell that went wrong, for the eyes of whoever improves the scan on the first set. */
export interface Mistake {
  table: string
  column: string
  text: string
  kind: SensitiveKind
  mistake: 'wrong' | 'missed'
}

const signalsOf = (kind: SensitiveKind): number => {
  if (kind === 'residentId' || kind === 'driverLicence') return signal.residentId | signal.residentId15
  if (kind === 'address') return signal.address | signal.roughAddress
  const hit: Signal | undefined =
    kind === 'personName' ? 'personName' : kind === 'trajectory' ? undefined : certainties[kind].hit
  return hit === undefined ? 0 : signal[hit]
}

/** A cell is told to be of a kind when the column was found to hold it and the cell shows its signal. */
export const evaluate = (tables: readonly LabelledTable[]): { scores: Score[]; mistakes: Mistake[] } => {
  const tallies = new Map<SensitiveKind, { right: number; wrong: number; missed: number }>()
  const mistakes: Mistake[] = []
  const tally = (kind: SensitiveKind) => {
    const found = tallies.get(kind) ?? { right: 0, wrong: 0, missed: 0 }
    tallies.set(kind, found)
    return found
  }
  for (const table of tables) {
    const track = createTrajectoryScan(table.columns)
    for (const row of table.rows) track.addRow(row.map(([text]) => text))
    const tracked = track.end() !== null
    if (table.track !== null && (tracked || table.track)) {
      tally('trajectory')[tracked === table.track ? 'right' : tracked ? 'wrong' : 'missed'] += 1
      if (tracked !== table.track)
        mistakes.push({
          table: table.name,
          column: table.columns.join(),
          text: '',
          kind: 'trajectory',
          mistake: tracked ? 'wrong' : 'missed',
        })
    }
    for (const [at, column] of table.columns.entries()) {
      const scan = createColumnScan(column, { columns: table.columns })
      for (const row of table.rows) scan.add(row[at]?.[0] ?? '', 1)
      const told = scan.end(table.rows.length).map(({ kind }) => kind)
      const detector = createDetector(hintsOf(column, table.columns))
      for (const [place, row] of table.rows.entries()) {
        const arguable = table.arguable?.(place, at) ?? []
        const [text = '', ...truth] = row[at] ?? ['']
        const shows = text === '' ? 0 : detector.signals(text)
        const said = told.filter((kind) => (shows & signalsOf(kind)) !== 0)
        for (const kind of new Set([...truth, ...said])) {
          if (arguable.includes(kind)) continue
          const outcome = !said.includes(kind) ? 'missed' : truth.includes(kind) ? 'right' : 'wrong'
          tally(kind)[outcome] += 1
          if (outcome !== 'right') mistakes.push({ table: table.name, column, text, kind, mistake: outcome })
        }
      }
    }
  }
  const order = Object.keys(kinds) as SensitiveKind[]
  const scores = order.flatMap((kind) => {
    const found = tallies.get(kind)
    if (!found) return []
    const { right, wrong, missed } = found
    return [
      { kind, ...found, precision: right / Math.max(1, right + wrong), recall: right / Math.max(1, right + missed) },
    ]
  })
  return { scores, mistakes }
}
