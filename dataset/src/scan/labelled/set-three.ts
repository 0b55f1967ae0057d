import { createDraw, type Draw } from './draw.ts'
import type { Cell, LabelledTable } from './labels.ts'
import type { Column } from './third/cells.ts'
import { noise } from './third/noise.ts'
import { createNumbers } from './third/numbers.ts'
import { createPersons } from './third/persons.ts'
import { createPlaces } from './third/places.ts'
import { tables } from './third/tables.ts'
import { tracks } from './third/tracks.ts'

/**
 * The third labelled set, made anew from its seed: tables as the offices and firms of transport keep them, 20 to 60 rows each. It was
 * finished before the scan had run on it; the figures of that first run, and of the next, are in `docs/sensitive-data.md`.
 */
export const setThree = (): LabelledTable[] => {
  const made: LabelledTable[] = []
  for (let round = 0; round < 8; round++) {
    const draw = createDraw(730_211 + round * 1009)
    const persons = createPersons(draw)
    const places = createPlaces(draw)
    const dull = noise(draw, persons, places)
    const kept = Object.entries(tables(draw, createNumbers(draw), persons, places))
    for (const [name, columns] of kept)
      made.push(build(draw, `${round}.${name}`, round, [...columns, ...dull.filter(() => draw.chance(0.05))]))
    const shuffled = dull.map((column) => ({ column, at: draw.random() })).sort((a, b) => a.at - b.at)
    for (let at = 0; at < shuffled.length; at += 7)
      made.push(
        build(
          draw,
          `${round}.dull${at / 7}`,
          round,
          shuffled.slice(at, at + 7).map(({ column }) => column),
        ),
      )
    made.push(...tracks(draw, round))
  }
  return made
}

const build = (draw: Draw, name: string, round: number, columns: readonly Column[]): LabelledTable => {
  const taken = new Set<string>()
  const headings = columns.map(([choices], at) => {
    const options = choices.split('|')
    const free = options.filter((option) => !taken.has(option))
    const plain = free[(round * 3 + draw.below(3)) % free.length] ?? `${options[0]}_${at}`
    taken.add(plain)
    return heading(draw, plain)
  })
  const rows = Array.from({ length: draw.between(20, 60) }, (_, row) =>
    columns.map(([, make]) => soiled(draw, make(row))),
  )
  return { name, columns: headings, rows, track: false }
}

/** Exports put tables, units and marks around a heading. */
const heading = (draw: Draw, name: string): string =>
  draw.chance(0.7) || name.length < 3
    ? name
    : draw.one([`t1.${name}`, `${name}*`, `${name}:`, `"${name}"`, `${name}（文本）`, `${name}_new`, `SRC_${name}`])

const soiled = (draw: Draw, [text, ...kinds]: Cell): Cell =>
  draw.chance(0.97) ? [text, ...kinds] : [draw.one([` ${text}`, `${text} `, `\t${text}`, `${text}\u3000`]), ...kinds]
