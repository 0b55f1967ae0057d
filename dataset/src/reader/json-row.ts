import type { Cell } from './types.ts'
import { TableFault } from './types.ts'

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const malformed = () => new TableFault('malformed')

/**
 * Walks the members of one JSON object in their order; of a name that comes twice the last value counts, as in every parser. Any other JSON value
 * has no members. Numbers keep their source text, for a double would lose digits. Throws TableFault `malformed`.
 */
export const readJsonRow = (text: string, onMember: (name: string, cell: Cell) => void): void => {
  let at = skipBlank(text, 0)
  if (text.charCodeAt(at) !== 123) return void parse(text)
  at = skipBlank(text, at + 1)
  if (text.charCodeAt(at) === 125) at += 1
  else {
    for (;;) {
      const nameEnd = stringEnd(text, at)
      const name = stringOf(text, at, nameEnd)
      at = skipBlank(text, nameEnd)
      if (text.charCodeAt(at) !== 58) throw malformed()
      at = skipBlank(text, at + 1)
      const end = valueEnd(text, at)
      onMember(name, cellOf(text, at, end))
      at = skipBlank(text, end)
      const c = text.charCodeAt(at)
      at = skipBlank(text, at + 1)
      if (c === 125) break
      if (c !== 44) throw malformed()
    }
  }
  if (skipBlank(text, at) !== text.length) throw malformed()
}

const skipBlank = (text: string, from: number): number => {
  let at = from
  for (;;) {
    const c = text.charCodeAt(at)
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at
    at += 1
  }
}

/** Where the string that begins at `from` ends, behind its quote. */
const stringEnd = (text: string, from: number): number => {
  if (text.charCodeAt(from) !== 34) throw malformed()
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  throw malformed()
}

const stringOf = (text: string, from: number, end: number): string => {
  for (let at = from + 1; at < end - 1; at++) {
    const c = text.charCodeAt(at)
    if (c === 92 || c < 32) return parse(text.slice(from, end)) as string
  }
  return text.slice(from + 1, end - 1)
}

const valueEnd = (text: string, from: number): number => {
  const c = text.charCodeAt(from)
  if (c === 34) return stringEnd(text, from)
  if (c === 123 || c === 91) return nestedEnd(text, from)
  for (let at = from; ; at++) {
    const d = text.charCodeAt(at)
    // A comma, a closing brace, white space, or the end of the text, whose code is no number.
    if (d === 44 || d === 125 || d === 32 || d === 10 || d === 13 || d === 9 || Number.isNaN(d)) return at
  }
}

const nestedEnd = (text: string, from: number): number => {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 34) at = stringEnd(text, at) - 1
    else if (c === 123 || c === 91) depth += 1
    else if ((c === 125 || c === 93) && --depth === 0) return at + 1
  }
  throw malformed()
}

const cellOf = (text: string, from: number, end: number): Cell => {
  const c = text.charCodeAt(from)
  if (c === 34) return stringOf(text, from, end)
  const source = text.slice(from, end)
  if (c === 123 || c === 91) {
    parse(source)
    return { kind: 'nested', text: source }
  }
  if (source === 'null') return null
  if (source === 'true' || source === 'false') return { kind: 'boolean', text: source }
  number.lastIndex = 0
  if (!number.test(source) || number.lastIndex !== source.length) throw malformed()
  return { kind: 'number', text: source }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed()
  }
}
