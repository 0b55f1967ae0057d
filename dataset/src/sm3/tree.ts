import { instantiate } from '../wasm/instantiate.ts'
import { sm3, sm3Start } from './sm3.ts'
import { lanes, layout, readAhead, sm3Module, writeTables } from './wasm-module.ts'

/** SM3 of the many short messages of a Merkle tree (RFC 6962), eight side by side. */
export interface TreeSm3 {
  /** Leaf hashes, 32 bytes each, of parts of `bytes` given by their starts and ends, each at most 65,535 bytes. */
  leaves(bytes: Uint8Array, starts: readonly number[], ends: readonly number[]): Uint8Array
  /** Puts the parents of the first `count` hashes of `level`, an even number, where these were. */
  parents(level: Uint8Array, count: number): void
}

const longest = 65_535
const stride = Math.ceil((longest + 10) / 64) * 64
const nodeBytes = 65

/** Half a MiB of memory. Null where WebAssembly or its vectors are missing, or do not pass the self-test. */
export const createTreeSm3 = (): TreeSm3 | null => {
  try {
    const tree = create()
    return agrees(tree) ? tree : null
  } catch {
    return null
  }
}

const create = (): TreeSm3 => {
  const { memory, exports } = instantiate(sm3Module(), layout.data + lanes * stride + readAhead)
  const compress8 = exports.compress8 as (data: number, stride: number, blocks: number) => void
  const bytes = new Uint8Array(memory.buffer)
  const view = new DataView(memory.buffer)
  writeTables(view)
  const stateBytes = 256
  const stateAt = (lane: number, word: number) => layout.state + 128 * (lane >> 2) + 4 * (lane & 3) + 16 * word
  for (const [word, value] of sm3Start().entries())
    for (let lane = 0; lane < lanes; lane++) view.setUint32(stateAt(lane, word), value, true)
  const start = bytes.slice(layout.state, layout.state + stateBytes)

  const messageAt = (lane: number, width: number) => layout.data + lane * width
  /** Pads the message of `length` bytes at `at`; gives its blocks. */
  const pad = (at: number, length: number): number => {
    const blocks = Math.ceil((length + 9) / 64)
    bytes.fill(0, at + length, at + 64 * blocks)
    bytes[at + length] = 0x80
    view.setUint32(at + 64 * blocks - 4, length * 8)
    return blocks
  }
  const writeDigest = (lane: number, out: DataView, at: number): void => {
    const from = stateAt(lane, 0)
    for (let i = 0; i < 8; i++) out.setUint32(at + 4 * i, view.getUint32(from + 16 * i, true))
  }
  const blocksOf = new Uint32Array(lanes)

  return {
    leaves: (given, starts, ends) => {
      const out = new Uint8Array(32 * starts.length)
      const digests = new DataView(out.buffer)
      for (let first = 0; first < starts.length; first += lanes) {
        const count = Math.min(lanes, starts.length - first)
        let most = 0
        for (let lane = 0; lane < count; lane++) {
          const from = starts[first + lane] ?? 0
          const to = ends[first + lane] ?? 0
          if (to - from > longest) throw new RangeError('an entry is too long')
          const at = messageAt(lane, stride)
          bytes[at] = 0
          bytes.set(given.subarray(from, to), at + 1)
          blocksOf[lane] = pad(at, to - from + 1)
          most = Math.max(most, blocksOf[lane] as number)
        }
        bytes.set(start, layout.state)
        // All lanes run to the end of the shortest message, then to that of the next; one at its end runs on idly.
        for (let done = 0; done < most; ) {
          let next = most
          for (let lane = 0; lane < count; lane++) {
            const blocks = blocksOf[lane] as number
            if (blocks > done && blocks < next) next = blocks
          }
          compress8(layout.data + 64 * done, stride, next - done)
          done = next
          for (let lane = 0; lane < count; lane++)
            if (blocksOf[lane] === done) writeDigest(lane, digests, 32 * (first + lane))
        }
      }
      return out
    },
    parents: (level, count) => {
      const digests = new DataView(level.buffer, level.byteOffset)
      for (let lane = 0; lane < lanes; lane++) {
        const at = messageAt(lane, 128)
        bytes[at] = 1
        pad(at, nodeBytes)
      }
      for (let first = 0; first < count / 2; first += lanes) {
        const pairs = Math.min(lanes, count / 2 - first)
        for (let lane = 0; lane < pairs; lane++) {
          const from = 64 * (first + lane)
          bytes.set(level.subarray(from, from + 64), messageAt(lane, 128) + 1)
        }
        bytes.set(start, layout.state)
        compress8(layout.data, 128, 2)
        for (let lane = 0; lane < pairs; lane++) writeDigest(lane, digests, 32 * (first + lane))
      }
    },
  }
}

/** Messages of several lengths in one group and pairs, against the plain implementation. */
const agrees = (tree: TreeSm3): boolean => {
  const bytes = Uint8Array.from({ length: 2048 }, (_, i) => Math.imul(i, 197) >>> 3)
  const lengths = [0, 53, 54, 55, 118, 600, 601, 700, 62, 63, 64]
  const starts = lengths.map((_, i) => 7 * i)
  const ends = starts.map((from, i) => from + (lengths[i] ?? 0))
  const leaves = tree.leaves(bytes, starts, ends)
  const right = starts.every((from, i) => {
    const part = bytes.subarray(from, ends[i])
    return isAt(leaves, i, sm3(Uint8Array.of(0, ...part)))
  })
  const level = leaves.slice(0, 320)
  const parents = [0, 1, 2, 3, 4].map((i) => sm3(Uint8Array.of(1, ...level.subarray(64 * i, 64 * i + 64))))
  tree.parents(level, 10)
  return right && parents.every((parent, i) => isAt(level, i, parent))
}

const isAt = (hashes: Uint8Array, i: number, hash: Uint8Array) => hash.every((byte, k) => hashes[32 * i + k] === byte)
