import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { TILE_WIDTH, type TileId, type TileReader, tilePath } from '@datadeed/evidence'

/** Where a log's files (c2sp.org/tlog-tiles) are read: an address, or a folder of what is served there. */
export interface LogSource {
  readonly place: string
  /** a folder: nothing is gained by reading several files at once */
  readonly local: boolean
  /** The file below the log's prefix; null when there is none. Throws SourceError when that cannot be told. */
  read(path: string): Promise<Uint8Array | null>
  /** Widths of the partial tiles that lie there beside what was asked for; none where that cannot be listed. */
  partials(path: string): Promise<number[]>
}

/** The log could not be read just now. The message is for people. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
}

// A bundle holds at most 256 entries of 65,535 bytes and their lengths.
const maxBytes = TILE_WIDTH * 65_537
const timeoutMs = 15_000
const tries = 3

/** Opens an address (http, https) or a folder. With `fleeting` what was read is good only until the next read. */
export const openSource = (where: string, fleeting = false): LogSource =>
  /^https?:\/\//.test(where) ? openAddress(where.replace(/\/+$/, '')) : openFolder(where, fleeting)

// Read at once: so many small files take longer to wait for than to read.
const openFolder = (folder: string, fleeting: boolean): LogSource => {
  // For millions of entries the system takes longer to give new memory than to read into it.
  let room = Buffer.alloc(0)
  const readInto = (file: string): Uint8Array => {
    const fd = openSync(file, 'r')
    try {
      for (let used = 0; ; ) {
        if (used === room.length) room = Buffer.concat([room], Math.max(2 * used, 262_144))
        const got = readSync(fd, room, used, room.length - used, null)
        used += got
        if (got === 0) return room.subarray(0, used)
      }
    } finally {
      closeSync(fd)
    }
  }
  return {
    place: folder,
    local: true,
    read: async (path) => {
      const file = join(folder, path)
      try {
        return fleeting ? readInto(file) : readFileSync(file)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : ''
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        throw new SourceError(`${file}: ${String(code)}`)
      }
    },
    partials: async (path) => {
      try {
        return readdirSync(join(folder, `${path}.p`)).map(Number)
      } catch {
        return []
      }
    },
  }
}

const openAddress = (base: string): LogSource => ({
  place: base,
  local: false,
  read: (path) => readAddress(`${base}/${path}`),
  partials: async () => [],
})

/** The body behind an address; null for 404 and 410. Throws SourceError. */
export const readAddress = async (url: string, limit = maxBytes): Promise<Uint8Array | null> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), cache: 'no-store' })
      if (answer.status === 404 || answer.status === 410) {
        await answer.body?.cancel()
        return null
      }
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
      return await bodyOf(answer, limit)
    } catch (error) {
      if (attempt === tries) throw new SourceError(`${url}: ${error instanceof Error ? error.message : String(error)}`)
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt))
    }
  }
}

/** Reads no further than the limit: what is behind the address is not ours. */
const bodyOf = async (answer: Response, limit: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > limit) throw new Error(`more than ${limit} bytes`)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** A tile of one of the log's trees (`prefix` is '' or 'sm3/'); the full one serves where the partial one is gone. */
export const readTile = async (source: LogSource, prefix: string, id: TileId): Promise<Uint8Array | null> => {
  const exact = await source.read(prefix + tilePath(id))
  if (exact || id.width === TILE_WIDTH) return exact
  return await source.read(prefix + tilePath({ ...id, width: TILE_WIDTH }))
}

/** The tiles of a tree of `size` leaves, for proofs also of smaller ones: only those are sure to be there. Throws MissingTile. */
export const tilesOf =
  (source: LogSource, prefix: string, size: number): TileReader =>
  async (level, index) => {
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH)
    const bytes = await readTile(source, prefix, { level, index, width })
    if (!bytes) throw new MissingTile(prefix + tilePath({ level, index, width }))
    return bytes
  }

/** A file that a log of its size must serve and does not. */
export class MissingTile extends Error {
  override readonly name = 'MissingTile'
  readonly path: string
  constructor(path: string) {
    super(`missing ${path}`)
    this.path = path
  }
}
