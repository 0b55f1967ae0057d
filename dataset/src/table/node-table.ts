import { type FileHandle, open } from 'node:fs/promises'
import { FingerprintError } from '../fingerprint/errors.ts'
import { type TableResult, type TableWork, tableResults } from '../fingerprint/tables.ts'
import type { WorkFile } from '../fingerprint/work.ts'
import { type DecodingOptions, isDecoded, openDecodingThread } from '../node/decoding-thread.ts'
import { identityOf, type NodeSource } from '../node/reader.ts'
import { listFiles } from '../node/walk.ts'
import { formatOf } from '../reader/index.ts'
import { TableError } from './errors.ts'
import { fingerprintTable } from './fingerprint-table.ts'
import type { TableOptions } from './hasher.ts'
import { openNodeOptions } from './node-options.ts'

/** Options of {@link fingerprintTables}: those of a table but for what Node brings itself. */
export type TablePathOptions = Pick<TableOptions, 'types' | 'unordered' | 'onText'>

/**
 * The values of the table at a path, or of all tables in a folder; other files are left out. The data is only read, in bounded memory: digests
 * of rows beyond the first 262,144 wait in a temporary file. A decoder that does not come to an end is the refusal `stalled`. Rejects with
 * FingerprintError, also `changed`.
 */
export const fingerprintTables = async (
  path: string,
  options: TablePathOptions = {},
  decoding: DecodingOptions = {},
): Promise<TableResult[]> => {
  const files = await listFiles(path)
  const tables = files.length === 1 ? files : files.filter((file) => formatOf(file.path) !== 'other')
  const { onText, ...plain } = options
  const thread = openDecodingThread(decoding)
  const inThread = async (file: WorkFile<NodeSource>): Promise<Made> => {
    const handled = onText && { handled: new Int32Array(new SharedArrayBuffer(4)) }
    const job = { ...file, kind: 'table', options: plain, ...handled } as const
    return (await thread.run<Made>(job, { onText })) ?? { refused: { code: 'stalled', place: '' } }
  }
  try {
    const made: (Made & { path: string })[] = []
    for (const file of tables)
      made.push({
        path: file.path,
        ...(isDecoded(formatOf(file.path)) ? await inThread(file) : await fingerprintListed(file, options)),
      })
    return tableResults(made.map(({ path: name, ...fingerprint }) => ({ path: name, tableWork: { fingerprint } })))
  } finally {
    await thread.end()
  }
}

type Made = NonNullable<TableWork['fingerprint']>

/** The value of one table that was listed, or why there is none. */
export const fingerprintListed = async (
  { path, bytes, source }: WorkFile<NodeSource>,
  options: TablePathOptions,
  onDecoding: (within: number) => void = () => {},
): Promise<Made> => {
  const handle = await open(source.file).catch((error: unknown) => {
    throw new FingerprintError('unreadable', path, error)
  })
  const made = openNodeOptions()
  const check = async () => {
    if (identityOf(await handle.stat({ bigint: true })) !== source.identity) throw new FingerprintError('changed', path)
  }
  try {
    const input = { path, bytes, stream: () => piecesOf(handle, path), slice: slicesOf(handle, path), onDecoding }
    const table = await fingerprintTable(input, { ...made.options, ...options })
    await check()
    return { table }
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    // What was found wrong may be half of a change.
    await check()
    return { refused: { code: error.code, place: error.place } }
  } finally {
    made.close()
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
