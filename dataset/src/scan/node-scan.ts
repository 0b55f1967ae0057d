import { openAsBlob } from 'node:fs'
import { FingerprintError } from '../fingerprint/errors.ts'
import type { WorkFile } from '../fingerprint/work.ts'
import { type DecodingOptions, isDecoded, openDecodingThread } from '../node/decoding-thread.ts'
import type { NodeSource } from '../node/reader.ts'
import { listFiles } from '../node/walk.ts'
import { emptyFacts, formatOf, type TableFacts } from '../reader/index.ts'
import { scanFile } from './scan-file.ts'
import type { ColumnFinding } from './types.ts'

/** What was found in one file. `facts.fault` says that only a part of it could be read. */
export interface ScanResult {
  path: string
  facts: TableFacts
  findings: ColumnFinding[]
}

/**
 * Scans the table at a path, or all tables in a folder; other files are left out. A decoder that does not come to an end is the fault `stalled`.
 * Rejects with FingerprintError, also `changed`.
 */
export const scanPath = async (path: string, options: DecodingOptions = {}): Promise<ScanResult[]> => {
  const results: ScanResult[] = []
  const thread = openDecodingThread(options)
  try {
    for (const file of await listFiles(path)) {
      const format = formatOf(file.path)
      if (format === 'other') continue
      const found = isDecoded(format)
        ? await thread.run<Omit<ScanResult, 'path'>>({ ...file, kind: 'scan' }, {})
        : await scanListed(file)
      results.push({
        path: file.path,
        ...(found ?? { facts: { ...emptyFacts, format, fault: 'stalled' }, findings: [] }),
      })
    }
  } finally {
    await thread.end()
  }
  return results
}

/** Scans one table that was listed. */
export const scanListed = async (
  { path, bytes, source }: WorkFile<NodeSource>,
  onDecoding: (within: number) => void = () => {},
): Promise<Omit<ScanResult, 'path'>> => {
  const blob = await openAsBlob(source.file).catch((error: unknown) => {
    throw new FingerprintError('unreadable', path, error)
  })
  const slice = async (from: number, to: number) => new Uint8Array(await blob.slice(from, to).arrayBuffer())
  const input = { path, bytes, stream: () => blob.stream(), slice, onDecoding }
  const found = await scanFile(input).catch((error: unknown) => {
    // What Node says when size or time of a file are no longer those it was opened with.
    const changed = error instanceof Error && error.name === 'NotReadableError'
    throw changed ? new FingerprintError('changed', path, error) : error
  })
  if (!found) throw new Error(`${path} is no table`)
  return found
}
