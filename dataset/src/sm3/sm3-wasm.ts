import { CHUNK_BYTES } from '@datadeed/evidence/chunks'
import type { SavedStream, StreamHash } from '../fingerprint/stream-hash.ts'
import { instantiate } from '../wasm/instantiate.ts'
import { finishSm3, leafInput, type Sm3, sm3Blocks, sm3Start, stateBytes, stateFrom } from './sm3.ts'
import { lanes, layout, readAhead, sm3Module, writeTables } from './wasm-module.ts'

/** A leaf is one zero byte and a chunk; padded to whole blocks of 64 bytes. */
const leafStride = CHUNK_BYTES + 64

/** So many chunks and more are faster in lanes, some of them idle, than one after the other. */
const worthLanes = 5

/** SM3 by WebAssembly: 10 MiB of memory. Throws where WebAssembly or its vectors are missing. */
export const createSm3Wasm = (): Sm3 => {
  const leavesAt = layout.data + streamBytes + readAhead
  const { memory, exports } = instantiate(sm3Module(), leavesAt + lanes * leafStride + readAhead)
  const compress8 = exports.compress8 as (data: number, stride: number, blocks: number) => void
  const compress1 = exports.compress1 as (data: number, blocks: number) => void
  const bytes = new Uint8Array(memory.buffer)
  const view = new DataView(memory.buffer)
  const stateAt = (lane: number, word: number) => layout.state + 128 * (lane >> 2) + 4 * (lane & 3) + 16 * word
  writeTables(view)
  const chunks = Array.from({ length: lanes }, (_, lane) => {
    const at = leavesAt + lane * leafStride
    bytes[at + 1 + CHUNK_BYTES] = 0x80
    view.setUint32(at + leafStride - 4, (CHUNK_BYTES + 1) * 8)
    return bytes.subarray(at + 1, at + 1 + CHUNK_BYTES)
  })

  const start = sm3Start()
  const stateOf = (lane: number) => start.map((_, i) => view.getUint32(stateAt(lane, i), true))
  const startLanes = () => {
    for (let lane = 0; lane < lanes; lane++) {
      for (const [i, word] of start.entries()) view.setUint32(stateAt(lane, i), word, true)
    }
  }
  const runLanes = (blocks: number) => {
    startLanes()
    compress8(leavesAt, leafStride, blocks)
  }
  /** Pads the message of `length` bytes at the beginning of a lane; gives its blocks. */
  const pad = (lane: number, length: number): number => {
    const at = leavesAt + lane * leafStride
    const blocks = Math.ceil((length + 9) / 64)
    bytes.fill(0, at + length, at + 64 * blocks)
    bytes[at + length] = 0x80
    view.setUint32(at + 64 * blocks - 4, length * 8)
    return blocks
  }
  const short = (given: readonly Uint8Array[], whole: boolean): Uint8Array => {
    const half = lanes / 2
    const lengths: number[] = []
    if (whole) for (const [i, chunk] of given.entries()) bytes.set(chunk, leavesAt + (half + i) * leafStride)
    for (const [i, chunk] of given.entries()) {
      lengths[i] = pad(i, chunk.length + 1)
      if (whole) lengths[half + i] = pad(half + i, chunk.length)
    }
    const out = new Uint8Array(32 * given.length * (whole ? 2 : 1))
    const words = new DataView(out.buffer)
    // All lanes run to the end of the shortest message, then on to that of the next one; a lane at its end runs on idly.
    let done = 0
    startLanes()
    for (const blocks of [...new Set(Object.values(lengths))].sort((a, b) => a - b)) {
      compress8(leavesAt + 64 * done, leafStride, blocks - done)
      done = blocks
      for (const [lane, length] of lengths.entries()) {
        if (length !== blocks) continue
        const at = whole ? 64 * (lane % half) + (lane < half ? 0 : 32) : 32 * lane
        for (let i = 0; i < 8; i++) words.setUint32(at + 4 * i, view.getUint32(stateAt(lane, i), true))
      }
    }
    if (whole) for (let lane = half; lane < lanes; lane++) bytes[leavesAt + lane * leafStride] = 0
    return out
  }
  const lanesAgree = () => {
    for (const [lane, chunk] of chunks.entries()) for (let i = 0; i < 191; i++) chunk[i] = i * (lane + 3)
    runLanes(3)
    return chunks.every((chunk, lane) => {
      const plain = sm3Start()
      sm3Blocks(plain, leafInput(chunk).subarray(0, 192))
      return stateOf(lane).every((word, i) => word === plain[i])
    })
  }
  const stream = (saved?: SavedStream) => createStream(bytes, view, compress1, saved)
  const leaves = (given: readonly Uint8Array[]): Uint8Array => {
    const out = new Uint8Array(32 * given.length)
    const whole = given.at(-1)?.length === CHUNK_BYTES ? given.length : given.length - 1
    const inLanes = whole >= worthLanes ? whole : 0
    if (inLanes > 0) {
      runLanes(leafStride / 64)
      const words = new DataView(out.buffer)
      for (let lane = 0; lane < inLanes; lane++) {
        for (const [i, word] of stateOf(lane).entries()) words.setUint32(32 * lane + 4 * i, word)
      }
    }
    for (let i = inLanes; i < given.length; i++) {
      const hash = stream()
      hash.update(leafInput(given[i] ?? new Uint8Array()))
      out.set(hash.digest(), 32 * i)
    }
    return out
  }
  return { chunks, leaves, short, stream, lanesAgree }
}

/** Room for what a stream is given from elsewhere. */
const streamBytes = CHUNK_BYTES

const createStream = (
  bytes: Uint8Array,
  view: DataView,
  compress1: (data: number, blocks: number) => void,
  saved?: SavedStream,
): StreamHash => {
  const state = saved ? stateFrom(saved) : sm3Start()
  const rest = new Uint8Array(256)
  let kept = 0
  let total = saved?.at ?? 0
  const run = (at: number, length: number) => {
    for (const [i, word] of state.entries()) view.setUint32(layout.state + 4 * i, word, true)
    compress1(at, length / 64)
    for (let i = 0; i < 8; i++) state[i] = view.getUint32(layout.state + 4 * i, true)
  }
  const keep = (data: Uint8Array) => {
    rest.set(data)
    kept = data.length
  }
  /** What lies in the module's own memory is hashed there, where nothing waits from before. */
  const inPlace = (data: Uint8Array): Uint8Array => {
    if (data.buffer !== bytes.buffer || kept > 0) return data
    const whole = data.length - (data.length % 256)
    if (whole > 0) run(data.byteOffset, whole)
    return data.subarray(whole)
  }
  const update = (data: Uint8Array) => {
    total += data.length
    let left = inPlace(data)
    while (left.length > 0) {
      // What was kept goes first, then as much new data as there is room for, in whole groups of four blocks.
      const take = Math.min(left.length, streamBytes - kept)
      const length = kept + take
      const whole = length - (length % 256)
      bytes.set(rest.subarray(0, kept), layout.data)
      bytes.set(left.subarray(0, take), layout.data + kept)
      if (whole > 0) run(layout.data, whole)
      keep(bytes.subarray(layout.data + whole, layout.data + length))
      left = left.subarray(take)
    }
  }
  return {
    update,
    digest: () => finishSm3(state, rest.subarray(0, kept), total),
    save: () => (kept === 0 ? stateBytes(state) : undefined),
  }
}
