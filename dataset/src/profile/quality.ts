import type { Area, ColumnProfile, Count, Quality } from './types.ts'

/** Data quality of a table. `accurate` has, for each column with a rule of its own, the part of the values that keep it. */
export const qualityOf = (o: {
  rows: number
  columns: readonly ColumnProfile[]
  raggedRows: number
  duplicateRows: Count | null
  accurate: readonly number[]
  newest: string | null
}): Quality | null => {
  if (o.rows === 0 || o.columns.length === 0) return null
  const nulls = o.columns.reduce((sum, column) => sum + column.nulls, 0)
  const valid = o.columns.flatMap((column) => column.valid ?? [])
  return {
    completeness: 1 - nulls / (o.rows * o.columns.length),
    uniqueness: o.duplicateRows && 1 - Math.min(1, o.duplicateRows.count / o.rows),
    conformity: 1 - o.raggedRows / o.rows,
    consistency: mean(valid),
    accuracy: mean(o.accurate),
    newest: o.newest,
  }
}

const mean = (parts: readonly number[]): number | null =>
  parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0) / parts.length

const longitudes = /^(?:.*[_\s-])?(?:lon|lng|long|longitude|经度)(?:[_\s-].*)?$|经度/i
const latitudes = /^(?:.*[_\s-])?(?:lat|latitude|纬度)(?:[_\s-].*)?$|纬度/i

/** The columns that by name and type hold longitudes and latitudes in degrees, as pairs in their order. */
export const coordinatePairs = (columns: readonly ColumnProfile[]): [ColumnProfile, ColumnProfile][] => {
  const numbers = columns.filter(({ type }) => type === 'number' || type === 'integer')
  const [east, north] = [longitudes, latitudes].map((names) => numbers.filter(({ name }) => names.test(name)))
  return (east ?? []).flatMap((column, i) => (north?.[i] ? [[column, north[i]]] : []))
}

/** The box around the first pair of coordinate columns whose values are degrees. */
export const areaOf = (columns: readonly ColumnProfile[]): Area | null => {
  for (const [east, north] of coordinatePairs(columns)) {
    const box = { west: low(east), east: high(east), south: low(north), north: high(north) }
    const degrees = Math.max(-box.west, box.east) <= 180 && Math.max(-box.south, box.north) <= 90
    if (degrees) return { ...box, columns: { longitude: east.name, latitude: north.name } }
  }
  return null
}

// Outwards to hundredths, about a kilometre: an area, not the place of anything.
const low = ({ min }: ColumnProfile): number => (min === null ? Number.NaN : Math.floor(Number(min) * 100) / 100)
const high = ({ max }: ColumnProfile): number => (max === null ? Number.NaN : Math.ceil(Number(max) * 100) / 100)
