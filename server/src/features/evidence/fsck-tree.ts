import { CompactRange, concat, equalBytes, type Hash, leafHash, TILE_WIDTH, treeRoot } from '@datadeed/evidence'

/** Told of each finding: where, and what is wrong. */
export type Report = (at: string, message: string) => void

/** A tree computed again from its entries and compared with what is stored of it. */
export interface TreeCheck {
  /** Takes the next entry; its leaf hash. */
  add(entry: Uint8Array): Promise<Uint8Array>
  /** Compares what is at the right edge, whose tiles are not full. */
  end(): Promise<void>
}

/** What is stored of a tree: its checkpoints' roots by size, and every width of a tile. */
interface Stored {
  readonly hash: Hash
  /** Before the names of tiles and checkpoints. */
  readonly prefix: string
  readonly roots: ReadonlyMap<number, Uint8Array>
  tile(level: number, n: number): Promise<readonly { width: number; bytes: Uint8Array }[]>
}

export function createTreeCheck({ hash, prefix, roots, tile }: Stored, report: Report): TreeCheck {
  const tree = new CompactRange(hash)
  const levels: Uint8Array[][] = []
  const compareRoot = () => {
    const root = roots.get(tree.size)
    if (root && !equalBytes(root, tree.root()))
      report(`${prefix}checkpoint ${tree.size}`, '由条目算出的根与检查点不一致')
  }
  compareRoot()

  /** All widths stored of one tile are beginnings of what it must hold, and the widest is there. */
  const checkTile = async (level: number, n: number, hashes: readonly Uint8Array[]) => {
    const expected = concat(...hashes)
    const rows = await tile(level, n)
    const at = `${prefix}tile ${level}/${n}`
    if (!rows.some((row) => row.width >= hashes.length)) report(at, '缺少瓦片')
    for (const { width, bytes } of rows) {
      const compared = Math.min(width * 32, expected.length)
      if (bytes.length !== width * 32 || !equalBytes(bytes.subarray(0, compared), expected.subarray(0, compared)))
        report(at, `宽度 ${width} 的瓦片与条目不一致`)
    }
  }
  const addToTiles = async (level: number, index: number, leaf: Uint8Array): Promise<void> => {
    const hashes = levels[level] ?? []
    levels[level] = hashes
    hashes.push(leaf)
    if (hashes.length < TILE_WIDTH) return
    const n = Math.floor(index / TILE_WIDTH)
    await checkTile(level, n, hashes)
    levels[level] = []
    await addToTiles(level + 1, n, treeRoot(hash, hashes))
  }

  return {
    async add(entry) {
      const leaf = leafHash(hash, entry)
      tree.append(leaf)
      compareRoot()
      await addToTiles(0, tree.size - 1, leaf)
      return leaf
    },
    async end() {
      for (const [level, hashes] of levels.entries())
        if (hashes.length > 0) {
          const count = Math.floor(tree.size / TILE_WIDTH ** level)
          await checkTile(level, Math.floor(count / TILE_WIDTH), hashes)
        }
    },
  }
}
