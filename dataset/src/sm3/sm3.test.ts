import { createHash } from 'node:crypto'
import { CHUNK_BYTES } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { createSm3Plain, passesSelfTest } from './engine.ts'
import { sm3 } from './sm3.ts'
import { createSm3Wasm } from './sm3-wasm.ts'

const data = Buffer.from(
  Uint8Array.from({ length: 8 * CHUNK_BYTES }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255),
)
const openssl = (...parts: Uint8Array[]) => createHash('sm3').update(Buffer.concat(parts)).digest('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('GB/T 32905-2016, appendix A', () => {
  expect(hex(sm3(Buffer.from('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(hex(sm3(Buffer.from('abcd'.repeat(16))))).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
})

test('plain, streamed and OpenSSL agree at every length around the blocks', () => {
  const wasm = createSm3Wasm()
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 255, 256, 257, 511, 512, 1000, data.length]) {
    const part = data.subarray(0, length)
    if (length < 2000) expect(hex(sm3(part))).toBe(openssl(part))
    const stream = wasm.stream()
    stream.update(part.subarray(0, length >> 1))
    stream.update(part.subarray(length >> 1))
    expect(hex(stream.digest())).toBe(openssl(part))
  }
})

test('two streams at once do not disturb each other', () => {
  const wasm = createSm3Wasm()
  const [a, b] = [wasm.stream(), wasm.stream()]
  for (let at = 0; at < 3000; at += 300) {
    a.update(data.subarray(at, at + 300))
    b.update(data.subarray(at + 1, at + 301))
  }
  expect([hex(a.digest()), hex(b.digest())]).toEqual([openssl(data.subarray(0, 3000)), openssl(data.subarray(1, 3001))])
})

test.each([
  ['lanes', createSm3Wasm],
  ['plain', createSm3Plain],
])('leaves (%s) are those of OpenSSL, for every number of chunks', (_, create) => {
  const engine = create()
  expect(passesSelfTest(engine)).toBe(true)
  for (const bytes of [1, CHUNK_BYTES, 3 * CHUNK_BYTES + 5, 5 * CHUNK_BYTES, 7 * CHUNK_BYTES + 1, 8 * CHUNK_BYTES]) {
    const chunks = engine.chunks.slice(0, Math.ceil(bytes / CHUNK_BYTES)).map((chunk, i) => {
      const part = data.subarray(i * CHUNK_BYTES, Math.min((i + 1) * CHUNK_BYTES, bytes))
      chunk.set(part)
      return chunk.subarray(0, part.length)
    })
    const expected = chunks.map((chunk) => openssl(new Uint8Array([0]), chunk))
    expect(hex(engine.leaves(chunks))).toBe(expected.join(''))
    const stream = engine.stream()
    for (const chunk of chunks) stream.update(chunk)
    expect(hex(stream.digest())).toBe(openssl(data.subarray(0, bytes)))
  }
})

test.each([
  ['lanes', createSm3Wasm],
  ['plain', createSm3Plain],
])('short messages (%s) of unlike lengths side by side are those of OpenSSL', (_, create) => {
  const engine = create()
  for (const lengths of [[0], [54, 55, 56, 4096], [119, 0, 63, 64], [1, 4097, 20_000, 300]]) {
    const parts = lengths.map((length, i) => {
      const part = (engine.chunks[i] as Uint8Array).subarray(0, length)
      part.set(data.subarray(i, i + length))
      return part
    })
    const expected = lengths.map((length, i) => {
      const part = data.subarray(i, i + length)
      return [openssl(new Uint8Array([0]), part), openssl(part)]
    })
    expect(hex(engine.short(parts, true))).toBe(expected.flat().join(''))
    expect(hex(engine.short(parts, false))).toBe(expected.map(([leaf]) => leaf).join(''))
  }
  const chunk = engine.chunks[5] as Uint8Array
  chunk.set(data.subarray(0, CHUNK_BYTES))
  expect(hex(engine.leaves(engine.chunks.slice(0, 6)).subarray(160))).toBe(
    openssl(new Uint8Array([0]), data.subarray(0, CHUNK_BYTES)),
  )
})

test.each([
  ['wasm', createSm3Wasm],
  ['plain', createSm3Plain],
])('a stream (%s) goes on from a saved state in another engine', (_, create) => {
  const first = create().stream()
  first.update(data.subarray(0, 1024))
  const state = first.save?.()
  expect(state).toHaveLength(32)
  const second = create().stream({ at: 1024, state: state as Uint8Array })
  second.update(data.subarray(1024, 5000))
  expect(second.save?.()).toBeUndefined()
  expect(hex(second.digest())).toBe(openssl(data.subarray(0, 5000)))
  expect(() => create().stream({ at: 1024, state: new Uint8Array(31) })).toThrow('no SM3 state')
})

test('an engine that errs does not pass the self-test', () => {
  const good = createSm3Wasm()
  expect(passesSelfTest({ ...good, lanesAgree: () => false })).toBe(false)
  expect(passesSelfTest({ ...good, stream: () => ({ update: () => {}, digest: () => new Uint8Array(32) }) })).toBe(
    false,
  )
})
