import { FormatError, HASH_BYTES, parseTime } from '@datadeed/evidence'

/** What a deposit's entry says about the entries before it, as bytes lie. */
export interface ScannedDeposit {
  /** where its subject begins and ends, all of it printable ASCII */
  subjectStart: number
  subjectEnd: number
  /** Unix seconds */
  time: number
  /** index of the previous entry of the subject, -1 for none */
  previous: number
  /** size of the checkpoint it knows of, -1 for none, and where the hex of its root begins */
  knownSize: number
  knownRoot: number
}

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const body = bytesOf('{"body":{"bytes":')
const files = bytesOf(',"files":')
const owner = bytesOf(',"owner":"')
const digests = bytesOf('"},"digests":{"sha256":"')
const sm3 = bytesOf('","sm3":"')
const known = bytesOf('"},"format":"datadeed-entry/1","known":')
const root = bytesOf('{"root":"')
const size = bytesOf('","size":')
const previous = bytesOf(',"previous":')
const hash = bytesOf('{"hash":"')
const index = bytesOf('","index":')
const subject = bytesOf(',"subject":"')
const time = bytesOf('","time":"')
const end = bytesOf('","type":"deposit"}')
const nothing = bytesOf('null')
const close = bytesOf('}')

/** 0 to 15 for a lower-case hex digit, 16 for any other byte. */
const nibble = new Uint8Array(256).fill(16)
for (const [value, digit] of [...'0123456789abcdef'].entries()) nibble[digit.charCodeAt(0)] = value

const timeBytes = 20

/**
 * Reads deposits' entries where they lie, without making a string of them: what `parseLoggedEntry` reads of them, at a
 * third of its time. The result is used again for the next.
 */
export const createDepositScanner = (bytes: Uint8Array) => {
  const found: ScannedDeposit = { subjectStart: 0, subjectEnd: 0, time: 0, previous: 0, knownSize: 0, knownRoot: 0 }
  let at = 0
  let failed = false
  let lastTime = -1

  const take = (literal: Uint8Array): boolean => {
    for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false
    at += literal.length
    return true
  }
  const must = (literal: Uint8Array): void => {
    if (!take(literal)) failed = true
  }
  const digest = (): void => {
    let all = 0
    for (let i = 0; i < 2 * HASH_BYTES; i++) all |= nibble[bytes[at + i] as number] as number
    if (all > 15) failed = true
    at += 2 * HASH_BYTES
  }
  /** At most 15 digits: every one of these is a safe integer, and there is one way to write it. */
  const number = (): number => {
    const start = at
    let value = 0
    for (;;) {
      const digit = (bytes[at] as number) - 48
      if (!(digit >= 0 && digit <= 9)) break
      value = 10 * value + digit
      at++
    }
    if (at === start || at - start > 15 || (at - start > 1 && bytes[start] === 48)) failed = true
    return value
  }
  const seconds = (): void => {
    const start = at
    at += timeBytes
    // The entries of one batch have one time.
    let same = lastTime >= 0
    for (let i = 0; same && i < timeBytes; i++) same = bytes[lastTime + i] === bytes[start + i]
    if (same) return
    try {
      found.time = parseTime(String.fromCharCode(...bytes.subarray(start, at)), 'time')
      lastTime = start
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      failed = true
    }
  }

  /**
   * The entry between two places; null for one that is no deposit, or not a right one. The hash of the previous entry, if
   * any, goes to `out` at `to`.
   */
  return (start: number, stop: number, out: Uint8Array, to: number): ScannedDeposit | null => {
    // What reaches into the next entry does not end where this one does.
    at = start
    failed = false
    must(body)
    number()
    must(files)
    number()
    must(owner)
    digest()
    must(digests)
    digest()
    must(sm3)
    digest()
    must(known)
    if (failed) return null
    found.knownSize = -1
    if (!take(nothing)) {
      must(root)
      found.knownRoot = at
      digest()
      must(size)
      found.knownSize = number()
      must(close)
    }
    must(previous)
    found.previous = -1
    if (!take(nothing)) {
      must(hash)
      const from = at
      digest()
      must(index)
      found.previous = number()
      must(close)
      if (failed) return null
      for (let i = 0; i < HASH_BYTES; i++)
        out[to + i] =
          ((nibble[bytes[from + 2 * i] as number] as number) << 4) |
          (nibble[bytes[from + 2 * i + 1] as number] as number)
    }
    must(subject)
    found.subjectStart = at
    for (;;) {
      const c = bytes[at] as number
      if (!(c >= 32 && c <= 126) || c === 34 || c === 92) break
      at++
    }
    found.subjectEnd = at
    const length = at - found.subjectStart
    if (length < 1 || length > 128) return null
    must(time)
    seconds()
    must(end)
    return failed || at !== stop ? null : found
  }
}
