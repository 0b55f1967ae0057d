import type { Form } from '../api.ts'

export type Element = NonNullable<Form['elements']>[number]
export type ElementKey = keyof Element
export const elementKeys = ['name', 'label', 'type', 'unit', 'meaning', 'sensitivity'] as const
export const sensitivities = ['none', 'personal', 'sensitive', 'important'] as const
export type Sensitivity = (typeof sensitivities)[number]
export const mostElements = 500

export const emptyElement: Element = { name: '', label: '', type: '', unit: '', meaning: '', sensitivity: 'none' }

const headings: Record<ElementKey, RegExp> = {
  name: /^(字段名|字段名称|字段|列名|英文名|英文名称|name|field|column)$/i,
  label: /^(中文名|中文名称|名称|标签|label|title)$/i,
  type: /^(类型|数据类型|字段类型|type)$/i,
  unit: /^(单位|计量单位|unit)$/i,
  meaning: /^(含义|说明|字段说明|描述|备注|注释|meaning|description|comment)$/i,
  sensitivity: /^(敏感程度|敏感级别|敏感性|分级|sensitivity)$/i,
}
const sensitivityWords: readonly [Sensitivity, RegExp][] = [
  ['sensitive', /敏感个人|^sensitive$/i],
  ['personal', /个人|^personal$/i],
  ['important', /重要|^important$/i],
]

/** The level a word of a pasted table means; anything unknown is none. */
export const sensitivityOf = (word: string): Sensitivity =>
  sensitivityWords.find(([, sign]) => sign.test(word))?.[0] ?? 'none'

const put = (element: Element, key: ElementKey, value: string): Element => ({
  ...element,
  [key]: key === 'sensitivity' ? sensitivityOf(value) : value,
})

/** Which column of a pasted table is which: by its heading, or in the order of the table on the page. */
function columnsOf(first: readonly string[]): { keys: (ElementKey | undefined)[]; heading: boolean } {
  const named = first.map((cell) => elementKeys.find((key) => headings[key].test(cell)))
  const heading = named.includes('name') || named.filter(Boolean).length >= 2
  return { keys: heading ? named : [...elementKeys], heading }
}

/** Elements from the rows of a pasted table, with or without headings; rows without any known cell are left out. */
export function elementsFrom(rows: readonly (readonly string[])[]): Element[] {
  const [first = []] = rows
  const { keys, heading } = columnsOf(first)
  return rows
    .slice(heading ? 1 : 0)
    .map((cells) => cells.reduce((made, cell, i) => (keys[i] ? put(made, keys[i], cell) : made), emptyElement))
    .filter((element) => !Object.entries(element).every(([key, value]) => key === 'sensitivity' || value === ''))
}

/** Elements after a block of cells was pasted with its corner at one cell, as a spreadsheet does it. */
export function pasteAt(
  elements: readonly Element[],
  at: number,
  key: ElementKey,
  rows: readonly (readonly string[])[],
): Element[] {
  const from = elementKeys.indexOf(key)
  const next = [...elements]
  rows.forEach((cells, i) => {
    const before = next[at + i] ?? emptyElement
    next[at + i] = cells.reduce((made, cell, j) => {
      const column = elementKeys[from + j]
      return column ? put(made, column, cell) : made
    }, before)
  })
  return next
}
