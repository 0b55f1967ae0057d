import { CHUNK_BYTES } from '@datadeed/evidence'
import type { StreamHash } from '../fingerprint/work.ts'

import { finishSm3, sm3Start } from './sm3.ts'
import { layout, roundConstant, sm3Module } from './wasm-module.ts'

/** A leaf is one zero byte and a chunk; padded to whole blocks of 64 bytes. */
const leafStride = CHUNK_BYTES + 64

const leafPrefix = new Uint8Array([0])

/** SM3 at vector speed. */
export interface Sm3Wasm {
  /** RFC 6962 leaf hashes of the 1 MiB chunks of a block, 32 bytes each; four whole chunks go at once */
  leaves(block: Uint8Array): Uint8Array
  /** a running hash; several may run at once */
  stream(): StreamHash
}

/** One instance: 5 MiB of memory. Throws where WebAssembly or its vectors are missing. */
export const createSm3Wasm = (): Sm3Wasm => {
  const memory = new WebAssembly.Memory({ initial: 1 + Math.ceil((4 * leafStride) / 65_536) })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(sm3Module()), { env: { memory } })
  const compress4 = exports.compress4 as (data: number, stride: number, blocks: number) => void
  const compress1 = exports.compress1 as (data: number, blocks: number) => void
  const bytes = new Uint8Array(memory.buffer)
  const view = new DataView(memory.buffer)
  for (let j = 0; j < 64; j++) {
    for (let lane = 0; lane < 4; lane++) view.setUint32(layout.constants + 16 * j + 4 * lane, roundConstant(j), true)
  }

  const fourLeaves = (block: Uint8Array): Uint8Array => {
    for (let lane = 0; lane < 4; lane++) {
      const at = layout.data + lane * leafStride
      bytes[at] = 0
      bytes.set(block.subarray(lane * CHUNK_BYTES, (lane + 1) * CHUNK_BYTES), at + 1)
      bytes.fill(0, at + 1 + CHUNK_BYTES, at + leafStride)
      bytes[at + 1 + CHUNK_BYTES] = 0x80
      view.setUint32(at + leafStride - 4, (CHUNK_BYTES + 1) * 8)
      sm3Start().forEach((word, i) => {
        view.setUint32(layout.state + 16 * i + 4 * lane, word, true)
      })
    }
    compress4(layout.data, leafStride, leafStride / 64)
    const out = new DataView(new ArrayBuffer(128))
    for (let lane = 0; lane < 4; lane++) {
      for (let i = 0; i < 8; i++) {
        out.setUint32(32 * lane + 4 * i, view.getUint32(layout.state + 16 * i + 4 * lane, true))
      }
    }
    return new Uint8Array(out.buffer)
  }
  const stream = () => createStream(bytes, view, compress1)
  const leaves = (block: Uint8Array): Uint8Array => {
    const out = new Uint8Array(32 * Math.ceil(block.length / CHUNK_BYTES))
    let at = 0
    for (; at + 4 * CHUNK_BYTES <= block.length; at += 4 * CHUNK_BYTES) {
      out.set(fourLeaves(block.subarray(at, at + 4 * CHUNK_BYTES)), (at / CHUNK_BYTES) * 32)
    }
    for (; at < block.length; at += CHUNK_BYTES) {
      const hash = stream()
      hash.update(leafPrefix)
      hash.update(block.subarray(at, at + CHUNK_BYTES))
      out.set(hash.digest(), (at / CHUNK_BYTES) * 32)
    }
    return out
  }
  return { leaves, stream }
}

const createStream = (
  bytes: Uint8Array,
  view: DataView,
  compress1: (data: number, blocks: number) => void,
): StreamHash => {
  const state = sm3Start()
  const rest = new Uint8Array(256)
  let kept = 0
  let total = 0
  const run = (length: number) => {
    state.forEach((word, i) => {
      view.setUint32(layout.state + 4 * i, word, true)
    })
    compress1(layout.data, length / 64)
    for (let i = 0; i < 8; i++) state[i] = view.getUint32(layout.state + 4 * i, true)
  }
  const update = (data: Uint8Array) => {
    total += data.length
    for (let at = 0; at < data.length; ) {
      // What was kept goes first, then as much new data as the memory holds, in whole groups of four blocks.
      const take = Math.min(data.length - at, 4 * CHUNK_BYTES - kept)
      const whole = Math.floor((kept + take) / 256) * 256
      bytes.set(rest.subarray(0, kept), layout.data)
      bytes.set(data.subarray(at, at + take), layout.data + kept)
      if (whole > 0) run(whole)
      const left = kept + take - whole
      rest.set(bytes.subarray(layout.data + whole, layout.data + whole + left))
      kept = left
      at += take
    }
  }
  return { update, digest: () => finishSm3(state, rest.subarray(0, kept), total) }
}
