import type { SensitiveKind } from '../kinds.ts'
import { emptyOf } from './fourth/cells.ts'
import { freightTables } from './fourth/freight-tables.ts'
import { officeTables } from './fourth/office-tables.ts'
import { papersTables } from './fourth/papers-tables.ts'
import { passengerTables } from './fourth/passenger-tables.ts'
import { plainTables, trackTables } from './fourth/plain-tables.ts'
import type { TablePlan, Track } from './fourth/plan.ts'
import { type Random, randomOf } from './fourth/random.ts'

/** A column with what a reader of the file would say it holds. */
export interface FourthColumn {
  /** empty where the file has none */
  header: string
  values: (string | null)[]
  /** must be found: at least one in twenty of the filled cells holds it */
  kinds: SensitiveKind[]
  /** may be found or not: covered up, of a firm, or too rare in the column to be called its content */
  may: SensitiveKind[]
}

export interface FourthTable {
  name: string
  columns: FourthColumn[]
  /** the columns that make a track, as places in {@link columns} */
  track: Track | null
}

/**
 * The fourth labelled set, made anew from its seed: some five hundred columns of 60 to 300 values as Guizhou's transport offices and firms keep
 * them. Whoever wrote it had not read the scanner, its rules or the other sets, only the names of the kinds; nothing in it answers to them.
 */
export const setFour = (seed = 5_200_416): FourthTable[] => {
  const random = randomOf(seed)
  return [passengerTables, freightTables, officeTables, papersTables, plainTables, trackTables]
    .flatMap((tables) => tables(random))
    .map((plan) => build(random, plan))
}

const share = 0.05

const build = (random: Random, plan: TablePlan): FourthTable => ({
  name: plan.name,
  track: plan.track,
  columns: plan.columns.map(({ headers, maker, fixed, blank }, place) => {
    const empty = emptyOf(random)
    const gaps = blank ?? (fixed && plan.track !== null ? 0 : random.pick([0, 0, 0, 0.01, 0.03, 0.1, 0.35]))
    const found = new Map<SensitiveKind, number>()
    const open = new Set<SensitiveKind>()
    let filled = 0
    const values = Array.from({ length: plan.rows }, (_, row) => {
      if (random.chance(gaps)) return empty()
      const made = maker(row)
      filled++
      for (const kind of new Set(made.kinds)) found.set(kind, (found.get(kind) ?? 0) + 1)
      for (const kind of made.may) open.add(kind)
      return made.text
    })
    const kinds = [...found].filter(([, times]) => times >= share * filled).map(([kind]) => kind)
    for (const kind of found.keys()) if (!kinds.includes(kind)) open.add(kind)
    return {
      header: fixed ? random.pick(headers) : headerOf(random, headers, place),
      values,
      kinds,
      may: [...open].filter((kind) => !kinds.includes(kind)),
    }
  }),
})

/** Mostly one of its headers; now and then none, or one that says nothing. */
const headerOf = (random: Random, headers: readonly string[], place: number): string => {
  const header = random.pick(headers)
  const lot = random.next()
  if (lot < 0.03) return ''
  if (lot < 0.07)
    return random.pick([`Column${place + 1}`, `field_${place + 1}`, `字段${place + 1}`, `F${place + 1}`, '未命名'])
  if (lot < 0.09) return random.pick(['备注', '信息', 'value', '内容'])
  if (lot < 0.12) return random.pick([` ${header}`, `${header}*`, `${header}（必填）`, `${header}\n`, `${header}1`])
  return header
}
