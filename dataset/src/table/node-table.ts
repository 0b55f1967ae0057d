import { hash, randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hash } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { FingerprintError } from '../fingerprint/errors.ts'
import { identityOf } from '../node/reader.ts'
import { listFiles } from '../node/walk.ts'
import { formatOf } from '../reader/index.ts'
import { TableError } from './errors.ts'
import { fingerprintTable } from './fingerprint-table.ts'
import type { TableOptions } from './hasher.ts'
import type { Scratch } from './row-set.ts'
import type { TableFingerprint } from './value.ts'

/** Options of {@link fingerprintTables}: those of a table but for what Node brings itself. */
export type TablePathOptions = Pick<TableOptions, 'types' | 'unordered' | 'onText'>

/** The value of one file, or why there is none. */
export interface TableResult {
  /** as in the manifest */
  path: string
  table: TableFingerprint | null
  refusal: TableError | null
}

/**
 * The values of the table at a path, or of all tables in a folder; other files are left out. The data is only read, in bounded memory: digests
 * of rows beyond the first 262,144 wait in a temporary file. Rejects with FingerprintError, also `changed`.
 */
export const fingerprintTables = async (path: string, options: TablePathOptions = {}): Promise<TableResult[]> => {
  const files = await listFiles(path)
  const tables = files.length === 1 ? files : files.filter((file) => formatOf(file.path) !== 'other')
  const results: TableResult[] = []
  for (const { path: name, source, bytes } of tables) {
    results.push({ path: name, ...(await fingerprintFile(source, name, bytes, options)) })
  }
  return results
}

const fingerprintFile = async (
  source: { file: string; identity: string },
  path: string,
  bytes: number,
  options: TablePathOptions,
): Promise<Omit<TableResult, 'path'>> => {
  const handle = await open(source.file).catch((error: unknown) => {
    throw new FingerprintError('unreadable', path, error)
  })
  const stores: FileScratch[] = []
  const scratch = () => {
    const store = fileScratch()
    stores.push(store)
    return store
  }
  const check = async () => {
    if (identityOf(await handle.stat({ bigint: true })) !== source.identity) throw new FingerprintError('changed', path)
  }
  try {
    const input = { path, bytes, stream: () => piecesOf(handle, path), slice: slicesOf(handle, path) }
    const table = await fingerprintTable(input, {
      ...options,
      crypto: nodeCrypto,
      rowSha256: createRowSha256(),
      scratch,
    })
    await check()
    return { table, refusal: null }
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    // What was found wrong may be half of a change.
    await check()
    return { table: null, refusal: error }
  } finally {
    for (const store of stores) store.close()
    await handle.close()
  }
}

const pieceBytes = 1024 * 1024

async function* piecesOf(handle: FileHandle, path: string): AsyncIterable<Uint8Array> {
  for (let at = 0; ; ) {
    const piece = new Uint8Array(pieceBytes)
    const { bytesRead } = await handle.read(piece, 0, pieceBytes, at).catch((error: unknown) => {
      throw new FingerprintError('unreadable', path, error)
    })
    if (bytesRead === 0) return
    at += bytesRead
    yield piece.subarray(0, bytesRead)
  }
}

const slicesOf = (handle: FileHandle, path: string) => async (from: number, to: number) => {
  const slice = new Uint8Array(to - from)
  for (let done = 0; done < slice.length; ) {
    const { bytesRead } = await handle.read(slice, done, slice.length - done, from + done).catch((error: unknown) => {
      throw new FingerprintError('unreadable', path, error)
    })
    if (bytesRead === 0) throw new FingerprintError('changed', path)
    done += bytesRead
  }
  return slice
}

/** One-shot hashes as text cost a quarter of what hash objects and buffers do. */
const createRowSha256 = (): Hash => {
  const digest = Buffer.alloc(32)
  return (row) => {
    digest.write(hash('sha256', row, 'binary'), 'binary')
    return digest
  }
}

interface FileScratch extends Scratch {
  close(): void
}

/** Keeps runs in a file of the system's folder for temporary files, made when the first run comes. */
const fileScratch = (): FileScratch => {
  const path = join(tmpdir(), `datadeed-${randomUUID()}`)
  const starts: number[] = []
  let file = -1
  let end = 0
  return {
    keep: (run) => {
      if (file < 0) file = openSync(path, 'wx+', 0o600)
      starts.push(end)
      for (let done = 0; done < run.length; ) done += writeSync(file, run, done, run.length - done, end + done)
      end += run.length
    },
    read: (run, at, into) => {
      for (let done = 0; done < into.length; ) {
        const got = readSync(file, into, done, into.length - done, (starts[run] as number) + at + done)
        if (got === 0) throw new Error(`${path} ended early`)
        done += got
      }
    },
    close: () => {
      if (file < 0) return
      closeSync(file)
      rmSync(path, { force: true })
    },
  }
}
