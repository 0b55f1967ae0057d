import { expect, test } from 'vitest'
import { canonicalize, type Json, parseEntry, parseLoggedEntry } from './index.ts'

const h = 'ab'.repeat(32)
const deposit = {
  format: 'datadeed-entry/1',
  type: 'deposit',
  subject: 'CZ-2026-1',
  time: '2026-11-22T00:00:00Z',
  digests: { sha256: h, sm3: h },
  previous: { index: 7, hash: h },
  known: { size: 7, root: h },
  body: { owner: h, files: 0, bytes: 999_999_999_999_999 },
}
const changes: [string, object][] = [
  ['as it is', {}],
  ['first of its subject', { previous: null, known: null }],
  ['other type', { type: 'notice', body: {} }],
  ['other type, body of a deposit', { type: 'notice' }],
  ['deposit without a body', { body: {} }],
  ['certificate without a body', { type: 'certificate', body: {} }],
  ['large size', { known: { size: 2 ** 53 - 1, root: h } }],
  ['unsafe size', { known: { size: 2 ** 53, root: h } }],
  ['negative size', { known: { size: -1, root: h } }],
  ['fraction', { body: { owner: h, files: 0.5, bytes: 1 } }],
  ['Chinese subject', { subject: '存证 1' }],
  ['subject with a quote', { subject: 'a"b\\c' }],
  ['control character', { subject: 'a\u007fb' }],
  ['empty subject', { subject: '' }],
  ['long subject', { subject: 'x'.repeat(129) }],
  ['no such day', { time: '2026-02-30T00:00:00Z' }],
  ['time as a date', { time: '2026-11-22' }],
  ['unknown type', { type: 'licence' }],
  ['upper-case digest', { digests: { sha256: h.toUpperCase(), sm3: h } }],
  ['short digest', { digests: { sha256: h.slice(2), sm3: h } }],
  ['one member more', { more: 1 }],
  ['__proto__', { body: JSON.parse('{"__proto__":1}') }],
]
const texts = [
  ...changes.map(([, change]) => canonicalize({ ...deposit, ...change } as Json)),
  JSON.stringify(deposit),
  `${canonicalize(deposit)} `,
  canonicalize(deposit).replace('"index":7', '"index":07'),
  canonicalize(deposit).replace('"index":7', '"index":7.0'),
  canonicalize(deposit).replace('"files":0', '"files":0,"files":0'),
]
const told = (read: () => unknown) => {
  try {
    return read()
  } catch (error) {
    return String(error)
  }
}

test.each(texts)('reads and refuses as parseEntry does: %s', (text) => {
  expect(told(() => parseLoggedEntry(text))).toEqual(told(() => parseEntry(text)))
})
