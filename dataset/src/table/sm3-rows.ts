import { sm3, sm3Start } from '../sm3/sm3.ts'
import { lanes, layout, readAhead, sm3Module, writeTables } from '../sm3/wasm-module.ts'
import { instantiate } from '../wasm/instantiate.ts'

/** Takes messages and gives their digests, later and in another order; all have come when `end` returns. */
export interface MessageHasher {
  add(message: Uint8Array): void
  end(): void
}

/** Longest message that waits for seven others of as many blocks of 64 bytes. */
const mostBlocks = 16

/**
 * SM3 of many short messages, eight at once: a digest is only good until `onDigest` returns. Longer messages go to `plain`, and so do all where
 * there is no WebAssembly that passes the self-test.
 */
export const createSm3Messages = (
  onDigest: (digest: Uint8Array) => void,
  plain: (message: Uint8Array) => Uint8Array,
): MessageHasher => {
  const inPlain = { add: (message: Uint8Array) => onDigest(plain(message)), end: () => {} }
  try {
    return passesSelfTest() ? inLanes(onDigest, plain) : inPlain
  } catch {
    // No WebAssembly, none with vectors, or not allowed by the page.
    return inPlain
  }
}

const inLanes = (onDigest: (digest: Uint8Array) => void, plain: (message: Uint8Array) => Uint8Array): MessageHasher => {
  // Messages of b blocks wait side by side behind those of fewer.
  const placeOf = (blocks: number) => layout.data + 32 * lanes * blocks * (blocks - 1)
  const { memory, exports } = instantiate(sm3Module(), placeOf(mostBlocks + 1) + readAhead)
  const compress8 = exports.compress8 as (data: number, stride: number, blocks: number) => void
  const bytes = new Uint8Array(memory.buffer)
  const view = new DataView(memory.buffer)
  const stateAt = (lane: number, word: number) => layout.state + 128 * (lane >> 2) + 4 * (lane & 3) + 16 * word
  writeTables(view)
  for (let lane = 0; lane < lanes; lane++) {
    for (const [i, word] of sm3Start().entries()) view.setUint32(stateAt(lane, i), word, true)
  }
  const state = bytes.subarray(layout.state, layout.state + 32 * lanes)
  const start = state.slice()
  const waiting = new Int32Array(mostBlocks + 1)
  const digest = new Uint8Array(32)
  const words = new DataView(digest.buffer)

  const run = (blocks: number) => {
    const count = waiting[blocks] as number
    waiting[blocks] = 0
    state.set(start)
    compress8(placeOf(blocks), 64 * blocks, blocks)
    for (let lane = 0; lane < count; lane++) {
      for (let i = 0; i < 8; i++) words.setUint32(4 * i, view.getUint32(stateAt(lane, i), true))
      onDigest(digest)
    }
  }
  return {
    add: (message) => {
      // One byte and eight of length follow the message.
      const blocks = (message.length + 72) >> 6
      if (blocks > mostBlocks) return onDigest(plain(message))
      const lane = waiting[blocks] as number
      const at = placeOf(blocks) + 64 * blocks * lane
      const end = at + 64 * blocks
      bytes.set(message, at)
      bytes[at + message.length] = 0x80
      bytes.fill(0, at + message.length + 1, end - 4)
      view.setUint32(end - 4, 8 * message.length)
      waiting[blocks] = lane + 1
      if (lane + 1 === lanes) run(blocks)
    },
    end: () => {
      for (let blocks = 1; blocks <= mostBlocks; blocks++) if (waiting[blocks]) run(blocks)
    },
  }
}

let passed: boolean | null = null

/** Messages of every length up to the longest, against the plain function that is tested with the vectors of the standard. */
const passesSelfTest = (): boolean => {
  if (passed !== null) return passed
  const message = (length: number) => new Uint8Array(length).map((_, i) => i * 7 + length)
  const lengths = [0, 1, 55, 56, 63, 64, 119, 120, 64 * mostBlocks - 9].flatMap((length) => [length, length, length])
  const key = (digest: Uint8Array) => digest.join()
  const wanted = lengths.map((length) => key(sm3(message(length)))).sort()
  const found: string[] = []
  const tested = inLanes((digest) => found.push(key(digest)), sm3)
  for (const length of lengths) tested.add(message(length))
  tested.end()
  passed = found.sort().join(';') === wanted.join(';')
  return passed
}
