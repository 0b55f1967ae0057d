import { TableFault } from './types.ts'

/** A run may be this much longer than what is left to read: writers fill up the last one. */
const slack = 8
/** Most groups of eight in a run that takes no bytes. */
const mostGroups = 1 << 24

/** Reads what counts and lengths are written in, and refuses to read on behind the end. */
const createCursor = (view: DataView, from: number, end: number) => {
  const self = {
    at: from,
    skip: (bytes: number) => {
      if (!(bytes >= 0 && bytes <= end - self.at)) throw new TableFault('malformed')
      self.at += bytes
    },
    number: (): number => {
      let result = 0
      for (let shift = 0; shift < 70; shift += 7) {
        if (self.at >= end) throw new TableFault('malformed')
        const part = view.getUint8(self.at++)
        result |= (part & 127) << shift
        if (part < 128) return result >>> 0
      }
      throw new TableFault('malformed')
    },
  }
  return self
}

/**
 * `count` numbers of so many bits in runs and packs of eight. Gives how many of them are `wanted`; -1 where nobody asks. Throws TableFault where a
 * run is longer than what is left, or the bytes end before.
 */
export const checkRuns = (
  view: DataView,
  from: number,
  end: number,
  bits: number,
  count: number,
  wanted: number,
): number => {
  if (end > view.byteLength || bits > 32) throw new TableFault('malformed')
  const cursor = createCursor(view, from, end)
  let found = 0
  for (let seen = 0; seen < count; ) {
    const header = cursor.number()
    const length = header >>> 1
    if ((header & 1) === 1) {
      if (bits === 0 ? length > mostGroups : length * bits > end - cursor.at) throw new TableFault('malformed')
      if (wanted >= 0) found += countPacked(view, cursor.at, bits, Math.min(8 * length, count - seen), wanted)
      cursor.skip(length * bits)
      seen += 8 * length
    } else {
      if (length > count - seen + slack) throw new TableFault('malformed')
      const start = cursor.at
      const bytes = (bits + 7) >> 3
      cursor.skip(bytes)
      if (wanted >= 0 && bytes > 0 && wanted < 256 && view.getUint8(start) === wanted)
        found += Math.min(length, count - seen)
      seen += length
    }
  }
  return wanted >= 0 ? found : -1
}

/** Levels are of a few bits: how many of those packed are `wanted`. */
const countPacked = (view: DataView, at: number, bits: number, count: number, wanted: number): number => {
  const mask = (1 << bits) - 1
  let found = 0
  for (let i = 0; i < count; i++) {
    const bit = i * bits
    const place = at + (bit >> 3)
    const word = view.getUint8(place) | (place + 1 < view.byteLength ? view.getUint8(place + 1) << 8 : 0)
    if (((word >> (bit & 7)) & mask) === wanted) found += 1
  }
  return found
}

/** Head of `count` numbers written as differences: how long its blocks are. Throws TableFault where they are of no length. */
const readDeltaHead = (cursor: ReturnType<typeof createCursor>) => {
  const block = cursor.number()
  const parts = cursor.number()
  cursor.number()
  const inPart = block / parts
  if (!(parts > 0 && parts <= 65_536 && block < 2 ** 31 && Number.isInteger(inPart) && inPart > 0)) {
    throw new TableFault('malformed')
  }
  return { parts, inPart }
}

/** Numbers written as differences: with blocks of a length each of them brings reading forward. */
export const checkDelta = (view: DataView, from: number, count: number) => {
  if (count > 0) readDeltaHead(createCursor(view, from, view.byteLength))
}

/** Texts that begin like the one before: each part of another is within it, so that none grows out of nothing. */
export const checkDeltaStrings = (view: DataView, from: number, count: number) => {
  if (count === 0) return
  const cursor = createCursor(view, from, view.byteLength)
  const prefixes = readDelta(view, cursor, count)
  const suffixes = readDelta(view, cursor, count)
  let before = 0
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [prefixes[i] as number, suffixes[i] as number]
    if (prefix < 0 || prefix > before) throw new TableFault('malformed')
    cursor.skip(suffix)
    before = prefix + suffix
  }
}

const readDelta = (view: DataView, cursor: ReturnType<typeof createCursor>, count: number): Int32Array => {
  const { parts, inPart } = readDeltaHead(cursor)
  const signed = () => {
    const n = cursor.number()
    return (n >>> 1) ^ -(n & 1)
  }
  const values = new Int32Array(count)
  let value = signed()
  values[0] = value
  for (let at = 1; at < count; ) {
    const least = signed()
    const widths = cursor.at
    cursor.skip(parts)
    for (let part = 0; part < parts && at < count; part++) {
      const bits = view.getUint8(widths + part)
      const start = cursor.at
      if (bits > 32) throw new TableFault('malformed')
      // The last part may end with its last value.
      cursor.skip(
        Math.min(
          Math.ceil((inPart * bits) / 8),
          Math.max(Math.ceil((Math.min(inPart, count - at) * bits) / 8), view.byteLength - cursor.at),
        ),
      )
      for (let i = 0; i < inPart && at < count; i++) {
        value = (value + least + bitsAt(view, start, i * bits, bits)) | 0
        values[at++] = value
      }
    }
  }
  return values
}

const bitsAt = (view: DataView, start: number, bit: number, bits: number): number => {
  let value = 0
  for (let taken = 0; taken < bits; ) {
    const place = bit + taken
    const from = place & 7
    const take = Math.min(8 - from, bits - taken)
    value |= ((view.getUint8(start + (place >> 3)) >> from) & ((1 << take) - 1)) << taken
    taken += take
  }
  return value
}
