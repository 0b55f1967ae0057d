import type { Utf8Reader } from './encoding.ts'
import { NotUtf8 } from './encoding.ts'
import { longestRow, TableFault } from './types.ts'

/**
 * Whole rows of CSV, as places in one block. Field `i` is the bytes `starts[i]`..`ends[i]` of `bytes`, the same in `text` at
 * `textStarts[i]`..`textEnds[i]`; `forms[i]` is how it was written. The fields of row `r` are those below `rowEnds[r]`, from the row before on.
 * All is reused: it is only good until the call it came with returns. Behind the last field at least 8 more bytes may be read.
 */
export interface CsvBlock {
  bytes: Uint8Array
  view: DataView
  text: string
  starts: Int32Array
  ends: Int32Array
  textStarts: Int32Array
  textEnds: Int32Array
  forms: Uint8Array
  rowEnds: Int32Array
  rows: number
}

/** How a field was written: bare; in quotes, which its places leave out; or in quotes with more to undo by {@link unquote}. */
export const fieldForm = { bare: 0, quoted: 1, tangled: 2 } as const

/** The value of a tangled field, from the text between its places: an opening quote, doubled quotes, perhaps text after the closing one. */
export const unquote = (text: string): string => {
  let close = text.indexOf('"', 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  const inner = text.slice(1, close < 0 ? text.length : close).replaceAll('""', '"')
  return close < 0 ? inner : inner + text.slice(close + 1)
}

const blockBytes = 56 * 1024
const headBytes = 65_536
/** Most fields in one row. */
const mostFields = 1 << 20
const lineFeed = 10
const carriageReturn = 13
const quote = 34

const listsOf = (size: number) => ({
  starts: new Int32Array(size),
  ends: new Int32Array(size),
  textStarts: new Int32Array(size),
  textEnds: new Int32Array(size),
  forms: new Uint8Array(size),
  rowEnds: new Int32Array(size),
})

type Lists = ReturnType<typeof listsOf>

/**
 * Cuts UTF-8 CSV (RFC 4180, any line ends, quotes may hold separators and line ends) into blocks of whole rows as it comes; the separator is found
 * in the first line where none is given. A line with nothing on it is no row. Throws NotUtf8, or TableFault `oversized` for a row beyond a bound.
 */
export const createCsvCutter = (onBlock: (block: CsvBlock) => void, separator?: string): Utf8Reader => {
  let buffer = new Uint8Array(2 * blockBytes + 8)
  let view = new DataView(buffer.buffer)
  let length = 0
  let again = 0
  let stops: Uint8Array | null = separator === undefined ? null : stopTable(separator.charCodeAt(0))
  let size = 8192
  let lists = listsOf(size)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  const room = (more: number) => {
    if (length + more + 8 <= buffer.length) return
    if (length + more > longestRow) throw new TableFault('oversized')
    const larger = new Uint8Array(2 * (length + more) + 8)
    larger.set(buffer.subarray(0, length))
    buffer = larger
    view = new DataView(buffer.buffer)
  }

  /** Cuts rows off the front of the buffer, as many as the lists hold; gives how many bytes they took. `final`: no more bytes come. */
  const cutRows = (stop: Uint8Array, final: boolean): number => {
    const bytes = buffer
    const done = findRows(bytes, length, lists, stop, final)
    if (done.whole > 0) {
      const text = decode(decoder, bytes.subarray(0, done.whole))
      if (done.rows > 0) onBlock({ bytes, view, text, ...lists, rows: done.rows })
    } else if (done.crowded) {
      if (size >= mostFields) throw new TableFault('oversized')
      size *= 2
      lists = listsOf(size)
      return cutRows(stop, final)
    }
    return done.whole
  }
  const cut = (final: boolean) => {
    if (stops === null) {
      const head = buffer.subarray(0, Math.min(length, headBytes))
      if (!final && length < headBytes && !head.includes(lineFeed) && !head.includes(carriageReturn)) return
      stops = stopTable(guessSeparator(head))
    }
    while (length > 0) {
      const taken = cutRows(stops, final)
      if (taken === 0) break
      buffer.copyWithin(0, taken, length)
      length -= taken
    }
    again = 2 * length
  }
  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const take = Math.min(bytes.length - at, blockBytes)
        room(take)
        buffer.set(bytes.subarray(at, at + take), length)
        length += take
        at += take
        // A row longer than a block is looked at again only when it has doubled.
        if (length >= again) cut(false)
      }
    },
    end: () => cut(true),
  }
}

/** Finds the fields of whole rows in the first `last` bytes: how many rows, the bytes they take, and whether the lists had no room for more. */
const findRows = (bytes: Uint8Array, last: number, lists: Lists, stop: Uint8Array, final: boolean) => {
  const { starts, ends, textStarts, textEnds, forms, rowEnds } = lists
  const size = starts.length
  // So that the loops below end here without asking where they are.
  bytes[last] = lineFeed
  let at = 0
  let field = 0
  let rows = 0
  let rowField = 0
  // How far places in bytes are ahead of those in the text.
  let ahead = 0
  let whole = 0
  while (at < last && field + 1 < size) {
    const begin = at
    const beginAhead = ahead
    let form: number = fieldForm.bare
    if (bytes[at] === quote) {
      form = fieldForm.quoted
      at += 1
      for (;;) {
        const c = bytes[at] as number
        if (c === quote) {
          if (bytes[at + 1] !== quote || at + 1 >= last) break
          form = fieldForm.tangled
          at += 2
        } else if (c >= 128) {
          ahead += c < 0xc0 ? 1 : c >= 0xf0 ? -1 : 0
          at += 1
        } else if (at >= last) break
        else at += 1
      }
      // The character after a quote decides whether it closes, so it must have arrived.
      if (!final && at + 1 >= last) break
      if (at >= last) form = fieldForm.tangled
      else if (stop[bytes[++at] as number] !== 1) form = fieldForm.tangled
    }
    for (;;) {
      const c = bytes[at] as number
      const s = stop[c] as number
      if (s === 1) break
      if (s === 2) ahead += c < 0xc0 ? 1 : c >= 0xf0 ? -1 : 0
      at += 1
    }
    if (at >= last && !final) break
    const inset = form === fieldForm.quoted ? 1 : 0
    starts[field] = begin + inset
    ends[field] = at - inset
    textStarts[field] = begin + inset - beginAhead
    textEnds[field] = at - inset - ahead
    forms[field] = form
    const c = bytes[at]
    if (c !== lineFeed && c !== carriageReturn) {
      field += 1
      at += 1
      if (at < last || !final) continue
      // A separator as the very last byte has an empty field behind it.
      starts[field] = ends[field] = at
      textStarts[field] = textEnds[field] = at - ahead
      forms[field] = fieldForm.bare
    } else if (c === carriageReturn) {
      if (at + 1 >= last && !final) break
      if (bytes[at + 1] === lineFeed && at + 1 < last) at += 1
    }
    if (field > rowField || at > begin + 1 || (at === begin + 1 && c !== carriageReturn) || form !== fieldForm.bare) {
      rowEnds[rows++] = field += 1
    }
    rowField = field
    at += 1
    whole = Math.min(at, last)
  }
  return { rows, whole, crowded: field + 1 >= size }
}

const decode = (decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new NotUtf8()
  }
}

/** 1 ends a bare field, 2 is part of a character of several bytes. */
const stopTable = (separator: number): Uint8Array => {
  const table = new Uint8Array(256).fill(2, 128)
  for (const c of [separator, lineFeed, carriageReturn]) table[c] = 1
  return table
}

/** The separator that occurs most often in the first line, outside quotes. */
const guessSeparator = (head: Uint8Array): number => {
  const counts = new Map([',', '\t', ';', '|'].map((c) => [c.charCodeAt(0), 0]))
  let quoted = false
  for (const c of head) {
    if (c === quote) quoted = !quoted
    if (!quoted && (c === lineFeed || c === carriageReturn)) break
    const count = quoted ? undefined : counts.get(c)
    if (count !== undefined) counts.set(c, count + 1)
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
