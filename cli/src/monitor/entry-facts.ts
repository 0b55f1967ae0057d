import { type Entry, HASH_BYTES } from '@datadeed/evidence'
import { createDepositScanner } from './deposit-scanner.ts'

/** What the entries of a bundle say about those before them, as little as can be handed from one thread to another. */
export interface EntryFacts {
  /** one line for each entry; empty for those in `others` and those left out */
  readonly subjects: string
  /** three for each: index of the previous entry of the subject or -1; Unix seconds; which of `known` or -1 */
  readonly numbers: Float64Array
  /** leaf hash of the previous entry of the subject, 32 bytes for each */
  readonly previous: Uint8Array
  readonly known: NonNullable<Entry['known']>[]
  /** entries that are no plain deposits, by their place in the bundle: to be read in full */
  readonly others: ReadonlyMap<number, Uint8Array>
}

/** Reads the entries of a bundle from place `skip` on. With `inFull` all of them are among `others`. */
export const readFacts = (
  bytes: Uint8Array,
  { starts, ends }: { starts: readonly number[]; ends: readonly number[] },
  skip: number,
  inFull: boolean,
): EntryFacts => {
  const lines = new Uint8Array(129 * starts.length)
  let written = 0
  const numbers = new Float64Array(3 * starts.length)
  const previous = new Uint8Array(HASH_BYTES * starts.length)
  const known: NonNullable<Entry['known']>[] = []
  const others = new Map<number, Uint8Array>()
  const scan = createDepositScanner(bytes)
  let knownAt = 0
  for (let i = 0; i < starts.length; i++) {
    const [start = 0, end = 0] = [starts[i], ends[i]]
    const found = i < skip || inFull ? null : scan(start, end, previous, i * HASH_BYTES)
    if (found) {
      for (let at = found.subjectStart; at < found.subjectEnd; at++) lines[written++] = bytes[at] as number
      // Mostly the entries of a bundle refer to one checkpoint.
      const { knownSize, knownRoot } = found
      if (knownSize >= 0 && !(knownSize === known.at(-1)?.size && sameDigest(bytes, knownAt, knownRoot))) {
        known.push({ size: knownSize, root: latin1(bytes, knownRoot, knownRoot + 2 * HASH_BYTES) })
        knownAt = knownRoot
      }
      numbers[3 * i] = found.previous
      numbers[3 * i + 1] = found.time
      numbers[3 * i + 2] = knownSize < 0 ? -1 : known.length - 1
    } else if (i >= skip) others.set(i, Uint8Array.from(bytes.subarray(start, end)))
    lines[written++] = 10
  }
  return { subjects: latin1(lines, 0, Math.max(0, written - 1)), numbers, previous, known, others }
}

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')

const sameDigest = (bytes: Uint8Array, a: number, b: number): boolean => {
  for (let i = 0; i < 2 * HASH_BYTES; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}
