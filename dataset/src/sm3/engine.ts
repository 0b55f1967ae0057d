import { concat } from '@datadeed/evidence/bytes'
import { CHUNK_BYTES } from '@datadeed/evidence/chunks'
import type { SavedStream, StreamHash } from '../fingerprint/stream-hash.ts'
import { finishSm3, leafInput, type Sm3, sm3, sm3Blocks, sm3Start, stateBytes, stateFrom } from './sm3.ts'
import { createSm3Wasm } from './sm3-wasm.ts'
import { lanes } from './wasm-module.ts'

/** How many chunks are hashed side by side. */
export const chunksAtOnce = lanes

/** The fastest SM3 that this machine runs and that passes its self-test. */
export const createSm3 = (): Sm3 => {
  try {
    const wasm = createSm3Wasm()
    if (passesSelfTest(wasm)) return wasm
  } catch {
    // No WebAssembly, none with vectors, or not allowed by the page.
  }
  return createSm3Plain()
}

/** SM3 in plain TypeScript, for machines without WebAssembly vectors. */
export const createSm3Plain = (): Sm3 => {
  const memory = new Uint8Array(lanes * (CHUNK_BYTES + 1))
  const chunks = Array.from({ length: lanes }, (_, i) => {
    const at = i * (CHUNK_BYTES + 1) + 1
    return memory.subarray(at, at + CHUNK_BYTES)
  })
  const leaves = (given: readonly Uint8Array[]) => {
    const out = new Uint8Array(32 * given.length)
    given.forEach((chunk, i) => {
      out.set(sm3(leafInput(chunk)), 32 * i)
    })
    return out
  }
  const short = (given: readonly Uint8Array[], whole: boolean) =>
    concat(...given.flatMap((chunk) => [sm3(leafInput(chunk)), ...(whole ? [sm3(chunk)] : [])]))
  return { chunks, leaves, short, stream: createPlainStream, lanesAgree: () => true }
}

const createPlainStream = (saved?: SavedStream): StreamHash => {
  const state = saved ? stateFrom(saved) : sm3Start()
  let rest = new Uint8Array()
  let total = saved?.at ?? 0
  return {
    update: (data) => {
      total += data.length
      const joined = new Uint8Array(rest.length + data.length)
      joined.set(rest)
      joined.set(data, rest.length)
      rest = joined.slice(sm3Blocks(state, joined))
    },
    digest: () => finishSm3(state, rest, total),
    save: () => (rest.length === 0 ? stateBytes(state) : undefined),
  }
}

const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')

/** The examples of GB/T 32905-2016, appendix A, and the lanes against the plain implementation. */
export const passesSelfTest = (tested: Sm3): boolean => {
  const digest = (text: string) => {
    const hash = tested.stream()
    hash.update(new TextEncoder().encode(text))
    return hex(hash.digest())
  }
  return (
    digest('abc') === '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' &&
    digest('abcd'.repeat(16)) === 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732' &&
    digest('数据'.repeat(500)) === hex(sm3(new TextEncoder().encode('数据'.repeat(500)))) &&
    tested.lanesAgree()
  )
}
