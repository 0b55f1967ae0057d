import { CHUNK_BYTES } from '@datadeed/evidence'
import type { StreamHash } from '../fingerprint/stream-hash.ts'
import { finishSm3, leafInput, type Sm3, sm3Blocks, sm3Start } from './sm3.ts'
import { lanes, layout, readAhead, sm3Module, writeTables } from './wasm-module.ts'

/** A leaf is one zero byte and a chunk; padded to whole blocks of 64 bytes. */
const leafStride = CHUNK_BYTES + 64

/** So many chunks and more are faster in lanes, some of them idle, than one after the other. */
const worthLanes = 5

/** SM3 by WebAssembly: 10 MiB of memory. Throws where WebAssembly or its vectors are missing. */
export const createSm3Wasm = (): Sm3 => {
  const leavesAt = layout.data + streamBytes + readAhead
  const memory = new WebAssembly.Memory({ initial: Math.ceil((leavesAt + lanes * leafStride + readAhead) / 65_536) })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(sm3Module()), { env: { memory } })
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
  const runLanes = (blocks: number) => {
    for (let lane = 0; lane < lanes; lane++) {
      for (const [i, word] of start.entries()) view.setUint32(stateAt(lane, i), word, true)
    }
    compress8(leavesAt, leafStride, blocks)
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
  const stream = () => createStream(bytes, view, compress1)
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
  return { chunks, leaves, stream, lanesAgree }
}

/** Room for what a stream is given from elsewhere. */
const streamBytes = CHUNK_BYTES

const createStream = (
  bytes: Uint8Array,
  view: DataView,
  compress1: (data: number, blocks: number) => void,
): StreamHash => {
  const state = sm3Start()
  const rest = new Uint8Array(256)
  let kept = 0
  let total = 0
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
  return { update, digest: () => finishSm3(state, rest.subarray(0, kept), total) }
}
