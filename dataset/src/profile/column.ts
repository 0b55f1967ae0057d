import type { Batch } from './batch.ts'
import { hashBytes, lastHash } from './batch.ts'
import { describeColumn } from './describe.ts'
import type { Seen } from './seen.ts'
import { nothingSeen } from './seen.ts'
import type { ColumnProfile, LocalColumn } from './types.ts'
import { classify, kind, local, read, zoned } from './value.ts'
import type { Room } from './value-cache.ts'
import { ValueCache } from './value-cache.ts'

/** Watches the values of one column beside the profile: each value that is not empty, with how often it came since last told. */
export interface ColumnWatcher {
  add(text: string, times: number): void
  /** the values of a batch from `from` to `to`, each once: the same without a string for each */
  addBatch(batch: Batch, from: number, to: number): void
}

/** A text that is held as bytes, and perhaps as a part of a string, too. */
export interface Bytes {
  bytes: Uint8Array
  /** of the same bytes; 8 behind the text may be read */
  view: DataView
}

/** A column with this part of repeats needs no more room. */
const enoughRepeats = 0.8
/** Below this part of repeats the cache costs more than it saves. */
const leastRepeats = 0.5
/** Values that go by the cache after it did not pay, the first time and at most. */
const patience = { first: 1 << 16, most: 1 << 21 }
/** More different values than these are not waited for. */
const mostExpected = 1 << 19
const quotedFlag = 16
const zonedFlag = 32
const quotedTag = 0x5bd1e995

/**
 * Takes the values of one column. Most columns repeat themselves, so values are looked up by 64 bits of hash among those seen lately,
 * and only what is new is read; counts are told when the memory is full. What does not repeat itself goes straight on.
 */
export class Column {
  readonly seen: Seen
  readonly #watchers: readonly ColumnWatcher[]
  readonly #cache: ValueCache
  /** values that still go straight on, and how many the next time */
  #straight = 0
  #patience = patience.first

  constructor(name: string, watchers: readonly ColumnWatcher[], detail: number, room: Room) {
    this.#watchers = watchers
    this.#cache = new ValueCache(room)
    this.seen = nothingSeen(name, detail)
  }

  /**
   * The value in the bytes from `start` to `end`, which is not empty, and the same in `text` from `textStart` on; `quoted`: the format says that it is a
   * string. Leaves its hash in {@link lastHash}.
   */
  add({ bytes, view }: Bytes, start: number, end: number, quoted: boolean, text: string, from: number, to: number) {
    hashBytes(view, start, end)
    const one = lastHash[0] as number
    const two = lastHash[1] as number
    if (this.#straight > 0) {
      this.#straight -= 1
      const found = classify(bytes, start, end, quoted)
      this.#tell(found, read.value, read.zone, to - from, 1, one, two)
      if (this.#watchers.length === 0) return
      const value = text.slice(from, to)
      for (const watcher of this.#watchers) watcher.add(value, 1)
      return
    }
    const cache = this.#cache
    const place = cache.take(one, quoted ? two ^ quotedTag : two)
    if (place < 0) return
    this.#keep(place, classify(bytes, start, end, quoted), quoted)
    cache.texts[place] = ownText(text, from, to)
    if (cache.full) this.#makeRoom()
  }

  /**
   * Many values at once, in their order: looking them up one right after the other lets the memory work ahead, which most of the time is
   * spent on.
   */
  addBatch(batch: Batch) {
    const { block, fields, ones, twos, count } = batch
    const cache = this.#cache
    let i = 0
    while (i < count) {
      if (this.#straight > 0) {
        const end = Math.min(count, i + this.#straight)
        this.#straight -= end - i
        this.#addStraight(batch, i, end)
        i = end
        continue
      }
      let place = -1
      for (; i < count && place < 0; i++) place = cache.take(ones[i] as number, twos[i] as number)
      if (place < 0) return
      const field = fields[i - 1] as number
      const [start, end] = [block.starts[field] as number, block.ends[field] as number]
      this.#keep(place, classify(block.bytes, start, end, false), false)
      cache.texts[place] = ownText(block.text, block.textStarts[field] as number, block.textEnds[field] as number)
      if (cache.full) this.#makeRoom()
    }
  }

  #addStraight(batch: Batch, from: number, to: number) {
    const { block, fields, ones, twos } = batch
    const { bytes, starts, ends, textStarts, textEnds } = block
    for (let i = from; i < to; i++) {
      const field = fields[i] as number
      const found = classify(bytes, starts[field] as number, ends[field] as number, false)
      const length = (textEnds[field] as number) - (textStarts[field] as number)
      this.#tell(found, read.value, read.zone, length, 1, ones[i] as number, twos[i] as number)
    }
    for (const watcher of this.#watchers) watcher.addBatch(batch, from, to)
  }

  #keep(place: number, found: number, quoted: boolean) {
    const cache = this.#cache
    cache.kinds[place] = found | (quoted ? quotedFlag : 0) | (read.zone === zoned ? zonedFlag : 0)
    cache.values[place] = read.value
  }

  /** A value of a kind that has no figures of its own; leaves its hash in {@link lastHash}. */
  addOther(text: string, found: typeof kind.nested | typeof kind.binary) {
    const end = encode(text)
    hashBytes(scratch.view, 0, end)
    this.seen.kinds[found] = (this.seen.kinds[found] as number) + 1
  }

  /** Tells what is still remembered. */
  end() {
    this.#flush(0)
    this.seen.top.miss(-this.#straight)
    this.#straight = 0
  }

  #makeRoom() {
    const cache = this.#cache
    const repeats = 1 - cache.used / cache.lookups
    // As soon as the values are seen to be too many to come back, no more room is tried.
    const hopeless = repeats < leastRepeats && cache.expected() > mostExpected
    if (repeats < enoughRepeats && !hopeless && cache.grow()) return
    // What came not much more often than the others will not stand out in the end.
    const common = 3 * Math.floor(cache.lookups / cache.used)
    this.seen.top.miss(common)
    this.#flush(common)
    if (repeats >= leastRepeats) return
    cache.shrink()
    this.#straight = this.#patience
    this.seen.top.miss(this.#patience)
    this.#patience = Math.min(patience.most, 2 * this.#patience)
  }

  #flush(common: number) {
    const { slots, places, kinds, values, texts, used } = this.#cache
    const { top } = this.seen
    for (let place = 0; place < used; place++) {
      const at = places[place] as number
      const times = slots[at + 2] as number
      const flags = kinds[place] as number
      const text = texts[place] as string
      const key = slots[at + 1] as number
      const two = (flags & quotedFlag) !== 0 ? key ^ quotedTag : key
      const zone = (flags & zonedFlag) !== 0 ? zoned : local
      this.#tell(flags & 15, values[place] as number, zone, text.length, times, slots[at] as number, two)
      if (times > common) top.add(text, times)
      for (const watcher of this.#watchers) watcher.add(text, times)
    }
    this.#cache.clear()
  }

  #tell(found: number, value: number, zone: number, length: number, times: number, one: number, two: number) {
    const { seen } = this
    seen.kinds[found] = (seen.kinds[found] as number) + times
    seen.distinct.add(one, two)
    if (found === kind.text || found === kind.boolean) {
      if (length < seen.lengths.least) seen.lengths.least = length
      if (length > seen.lengths.most) seen.lengths.most = length
      return
    }
    const number = found === kind.integer || found === kind.number
    const extremes = number ? seen.numbers : seen.times
    if (value < extremes.least) {
      extremes.least = value
      extremes.leastForm = number ? found : 16 * zone + found
    }
    if (value > extremes.most) {
      extremes.most = value
      extremes.mostForm = number ? found : 16 * zone + found
    }
    if (number) {
      if (found === kind.integer && Math.abs(value) > seen.greatestInteger) seen.greatestInteger = Math.abs(value)
      seen.numberBins.add(value, times)
    } else seen.timeBins.add(value, times)
  }

  profile(rows: number): { column: ColumnProfile; local: LocalColumn } {
    return describeColumn(this.seen, rows)
  }
}

/** A part of a text that does not keep the whole in memory: longer slices are windows on it in today's engines. */
const ownText = (text: string, from: number, to: number): string =>
  to - from < 13 ? text.slice(from, to) : ` ${text.slice(from, to)}`.slice(1)

const bytesOf = (size: number): Bytes => {
  const bytes = new Uint8Array(size)
  return { bytes, view: new DataView(bytes.buffer) }
}

/** Room for one text. */
let scratch = bytesOf(4096)
const encoder = new TextEncoder()

/** Writes the text to the scratch as UTF-8; gives where it ends. */
const encode = (text: string): number => {
  if (scratch.bytes.length < 3 * text.length + 8) scratch = bytesOf(6 * text.length + 8)
  const { bytes } = scratch
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c > 127) return encoder.encodeInto(text, bytes).written
    bytes[at] = c
  }
  return text.length
}

/** Adds a text that is not empty to a column. */
export const addText = (column: Column, text: string, quoted: boolean) => {
  const end = encode(text)
  column.add(scratch, 0, end, quoted, text, 0, text.length)
}
