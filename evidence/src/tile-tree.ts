import type { Hash } from './crypto.ts'
import { foldRight, HASH_BYTES, isSize, nodeHash } from './merkle.ts'
import { TILE_WIDTH } from './tiles.ts'

/** Gives the bytes of a tile at least `width` wide, at once. */
export type HeldTileReader = (level: number, index: number, width: number) => Uint8Array

/** The hashes inside one tile by height, 0 its own; only those of perfect subtrees. */
type Expanded = readonly (readonly Uint8Array[])[]

/**
 * A tree of fixed size over tiles held in memory, for many proofs: what lies between two levels of tiles is computed at
 * first use and kept for the last `kept` tiles, so that a proof is a handful of look-ups. A tile kept takes about 50 KB.
 */
export class TileTree {
  readonly size: number
  private readonly hash: Hash
  private readonly read: HeldTileReader
  private readonly kept: number
  private readonly tiles = new Map<number, Expanded>()
  private readonly edges = new Map<number, Uint8Array>()

  constructor(hash: Hash, size: number, read: HeldTileReader, kept = 4096) {
    if (!isSize(size)) throw new RangeError(`no tree of ${size}`)
    this.hash = hash
    this.size = size
    this.read = read
    this.kept = kept
  }

  /** The inclusion proof of a leaf (RFC 6962, 2.1.1), from its sibling up. Throws RangeError. */
  inclusionProof(index: number): Uint8Array[] {
    if (!isSize(index) || index >= this.size) throw new RangeError(`no leaf ${index} in a tree of ${this.size}`)
    const proof: Uint8Array[] = []
    let at = index
    let width = 1
    for (let level = 0; width < this.size; level++) {
      const n = Math.floor(at / TILE_WIDTH)
      const first = n * TILE_WIDTH
      let tile: Expanded | undefined
      for (let height = 0; height < 8 && width < this.size; height++) {
        const sibling = at % 2 === 0 ? at + 1 : at - 1
        if ((sibling + 1) * width <= this.size) {
          tile ??= this.expanded(level, n)
          proof.push(tile[height]?.[sibling - first / 2 ** height] as Uint8Array)
        } else if (sibling * width < this.size) proof.push(this.edge(sibling * width))
        at = Math.floor(at / 2)
        width *= 2
      }
    }
    return proof
  }

  /** The root of the leaves from `start` to the end, where they are not a perfect subtree. */
  private edge(start: number): Uint8Array {
    const known = this.edges.get(start)
    if (known !== undefined) return known
    const peaks: Uint8Array[] = []
    for (let from = start; from < this.size; ) {
      let height = 0
      while (from % 2 ** (height + 1) === 0 && from + 2 ** (height + 1) <= this.size) height++
      peaks.push(this.perfect(from, height))
      from += 2 ** height
    }
    const root = foldRight(this.hash, peaks)
    this.edges.set(start, root)
    return root
  }

  private perfect(start: number, height: number): Uint8Array {
    const level = Math.floor(height / 8)
    const inside = height % 8
    const at = start / TILE_WIDTH ** level
    const n = Math.floor(at / TILE_WIDTH)
    return this.expanded(level, n)[inside]?.[(at - n * TILE_WIDTH) / 2 ** inside] as Uint8Array
  }

  private expanded(level: number, n: number): Expanded {
    // Levels are below 8: a tree of 2^53 leaves has 7.
    const key = n * 8 + level
    const known = this.tiles.get(key)
    if (known !== undefined) return known
    const width = Math.min(TILE_WIDTH, Math.floor(this.size / TILE_WIDTH ** level) - n * TILE_WIDTH)
    const data = this.read(level, n, width)
    let row: Uint8Array[] = Array.from({ length: width }, (_, i) => data.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES))
    const rows = [row]
    while (row.length > 1) {
      const below = row
      const half = Math.floor(below.length / 2)
      row = Array.from({ length: half }, (_, i) =>
        nodeHash(this.hash, below[2 * i] as Uint8Array, below[2 * i + 1] as Uint8Array),
      )
      rows.push(row)
    }
    const [oldest] = this.tiles.size < this.kept ? [] : this.tiles.keys()
    if (oldest !== undefined) this.tiles.delete(oldest)
    this.tiles.set(key, rows)
    return rows
  }
}
