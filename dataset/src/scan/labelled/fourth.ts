import { emptyOf, type Made, type Plan } from './fourth/cells.ts'
import { freightTables } from './fourth/freight-tables.ts'
import { officeTables } from './fourth/office-tables.ts'
import { papersTables } from './fourth/papers-tables.ts'
import { passengerTables } from './fourth/passenger-tables.ts'
import { plainTables, trackTables } from './fourth/plain-tables.ts'
import type { TablePlan } from './fourth/plan.ts'
import { type Random, randomOf } from './fourth/random.ts'
import type { LabelledTable } from './labels.ts'

/** A column with what a reader of the file would say it holds: nothing of it but what can be argued where a cell is empty. */
interface FourthColumn {
  /** empty where the file has none */
  header: string
  cells: readonly Made[]
}

/**
 * The fourth labelled set, made anew from its seed: some five hundred columns of 60 to 300 values as Guizhou's transport offices and firms keep
 * them. Whoever wrote it had not read the scanner, its rules or the other sets, only the names of the kinds; nothing in it answers to them.
 */
export const setFour = (seed = 5_200_416): LabelledTable[] => {
  const random = randomOf(seed)
  return [passengerTables, freightTables, officeTables, papersTables, plainTables, trackTables]
    .flatMap((tables) => tables(random))
    .map((plan) => build(random, plan))
}

const build = (random: Random, plan: TablePlan): LabelledTable => {
  const columns = plan.columns.map((column, place) => filled(random, plan, column, place))
  return {
    name: plan.name,
    columns: columns.map(({ header }) => header),
    rows: Array.from({ length: plan.rows }, (_, row) =>
      columns.map(({ cells }) => [cells[row]?.text ?? '', ...new Set(cells[row]?.kinds)] as const),
    ),
    track: plan.track?.arguable ? null : plan.track !== null,
    arguable: (row, column) => {
      const { kinds = [], may = [] } = columns[column]?.cells[row] ?? {}
      return may.filter((kind) => !kinds.includes(kind))
    },
  }
}

const filled = (
  random: Random,
  plan: TablePlan,
  { headers, maker, fixed, blank }: Plan,
  place: number,
): FourthColumn => {
  const empty = emptyOf(random)
  const gaps = blank ?? (fixed && plan.track !== null ? 0 : random.pick([0, 0, 0, 0.01, 0.03, 0.1, 0.35]))
  const cells = Array.from({ length: plan.rows }, (_, row): Made => {
    if (random.chance(gaps)) return { text: empty(), kinds: [], may: [] }
    return maker(row)
  })
  return { header: fixed ? random.pick(headers) : headerOf(random, headers, place), cells }
}

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
