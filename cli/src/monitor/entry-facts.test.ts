import {
  canonicalize,
  type Entry,
  encodeBundle,
  FormatError,
  type Json,
  parseEntry,
  utf8Encode,
} from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { readFacts } from './entry-facts.ts'

const h = 'ab'.repeat(32)
const deposit = {
  format: 'datadeed-entry/1',
  type: 'deposit',
  subject: 'CZ-2026-1',
  time: '2026-11-22T00:00:00Z',
  digests: { sha256: h, sm3: 'cd'.repeat(32) },
  previous: { index: 7, hash: '01'.repeat(32) },
  known: { size: 7, root: 'ef'.repeat(32) },
  body: { owner: h, files: 0, bytes: 999_999_999_999_999 },
}
const cutsOf = (texts: readonly Uint8Array[]) => {
  let at = 0
  const starts = texts.map((text) => {
    const start = at + 2
    at = start + text.length
    return start
  })
  return { starts, ends: starts.map((start, i) => start + (texts[i]?.length ?? 0)) }
}
const facts = (texts: readonly Uint8Array[]) => readFacts(encodeBundle(texts), cutsOf(texts), 0, false)

const readOrNull = (text: string): Entry | null => {
  try {
    return parseEntry(text)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

test('what entries say of those before them is what the full reader reads', () => {
  const entries = [
    deposit,
    { ...deposit, previous: null, known: null, subject: ' !#[]~' },
    { ...deposit, known: { size: 0, root: h }, time: '2026-11-22T00:00:01Z' },
    { ...deposit, known: { size: 0, root: h }, previous: { index: 0, hash: h } },
    { ...deposit, type: 'notice', body: {} },
  ]
  const texts = entries.map((entry) => utf8Encode(canonicalize(entry as Json)))
  const { subjects, numbers, previous, known, others } = facts(texts)
  expect(subjects.split('\n')).toEqual(['CZ-2026-1', ' !#[]~', 'CZ-2026-1', 'CZ-2026-1', ''])
  const time = Date.parse('2026-11-22T00:00:00Z') / 1000
  expect([...numbers]).toEqual([7, time, 0, -1, time, -1, 7, time + 1, 1, 0, time, 1, 0, 0, 0])
  expect(known).toEqual([deposit.known, { size: 0, root: h }])
  expect(Buffer.from(previous.subarray(0, 32)).toString('hex')).toBe('01'.repeat(32))
  expect(Buffer.from(previous.subarray(96, 128)).toString('hex')).toBe(h)
  expect([...others]).toEqual([[4, texts[4]]])
})

test('every byte of a deposit changed, dropped or doubled: never taken for plain what the full reader refuses or reads otherwise', () => {
  const right = canonicalize(deposit as Json)
  const texts: string[] = []
  for (let i = 0; i < right.length; i++) {
    for (const c of ['0', '1', 'a', 'g', 'A', '"', '\\', ',', '}', ' ', '\u007f', '\u00e9'])
      texts.push(right.slice(0, i) + c + right.slice(i + 1))
    texts.push(right.slice(0, i) + right.slice(i + 1), right.slice(0, i) + right[i] + right.slice(i), right.slice(0, i))
  }
  for (const size of ['00', '01', '1e3', '-1', '1000000000000000', '9007199254740993'])
    texts.push(right.replace('"size":7', `"size":${size}`), right.replace('"files":0', `"files":${size}`))
  for (const length of [0, 1, 128, 129]) texts.push(right.replace('CZ-2026-1', 'x'.repeat(length)))
  let plain = 0
  for (const text of texts) {
    const { subjects, numbers, previous, known, others } = facts([utf8Encode(text), utf8Encode(right)])
    // The entry beside it is read whatever stands before it.
    expect(others.has(1)).toBe(false)
    if (others.has(0)) continue
    const entry = readOrNull(text)
    plain++
    expect(entry, text).toMatchObject({
      type: 'deposit',
      subject: subjects.split('\n')[0],
      previous: { index: numbers[0], hash: Buffer.from(previous.subarray(0, 32)).toString('hex') },
      known: known[0],
    })
    expect(Date.parse(entry?.time ?? '') / 1000).toBe(numbers[1])
  }
  // Digits, letters of the subject and of the digests may be others.
  expect(plain).toBeGreaterThan(1000)
})
