import { canonicalNumber } from './number.ts'

/** Thrown for JSON that means nothing or more than one thing. */
export class NestedFault extends Error {}

const deepest = 64
const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y

/**
 * JSON text of an object or list in one spelling: as RFC 8785, but strings in NFC and numbers with every digit ({@link canonicalNumber}).
 * Throws NestedFault for duplicate names, lone surrogates, more than 64 levels, or no JSON.
 */
export const canonicalNested = (text: string): string => {
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const skip = (c: string): boolean => {
    take(space)
    if (text[at] !== c) return false
    at += 1
    return true
  }
  const readString = (): string => {
    take(space)
    if (text[at] !== '"') throw new NestedFault()
    let end = text.indexOf('"', at + 1)
    while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
    if (end < 0) throw new NestedFault()
    const value = parseString(text.slice(at, end + 1))
    at = end + 1
    if (!value.isWellFormed()) throw new NestedFault()
    return value.normalize('NFC')
  }
  const value = (depth: number): string => {
    if (depth > deepest) throw new NestedFault()
    take(space)
    const c = text[at]
    if (c === '{') return object(depth)
    if (c === '[') return list(depth)
    if (c === '"') return JSON.stringify(readString())
    const simple = take(word)
    if (simple !== '') return simple
    const digits = take(number)
    if (digits === '') throw new NestedFault()
    return canonicalNumber(digits) ?? digits
  }
  const object = (depth: number): string => {
    at += 1
    const members = new Map<string, string>()
    if (skip('}')) return '{}'
    do {
      const name = readString()
      if (members.has(name) || !skip(':')) throw new NestedFault()
      members.set(name, value(depth + 1))
    } while (skip(','))
    if (!skip('}')) throw new NestedFault()
    const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${member}`).join(',')}}`
  }
  const list = (depth: number): string => {
    at += 1
    const items: string[] = []
    if (skip(']')) return '[]'
    do items.push(value(depth + 1))
    while (skip(','))
    if (!skip(']')) throw new NestedFault()
    return `[${items.join(',')}]`
  }
  const canonical = value(0)
  take(space)
  if (at !== text.length) throw new NestedFault()
  return canonical
}

const isEscaped = (text: string, at: number): boolean => {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1
  return slashes % 2 === 1
}

const parseString = (text: string): string => {
  try {
    return JSON.parse(text)
  } catch {
    throw new NestedFault()
  }
}
