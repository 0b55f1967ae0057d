import { openAsBlob } from 'node:fs'
import { FingerprintError } from '../fingerprint/errors.ts'
import { listFiles } from '../node/walk.ts'
import { formatOf, type TableFacts } from '../reader/index.ts'
import { scanFile } from './scan-file.ts'
import type { ColumnFinding } from './types.ts'

/** What was found in one file. `facts.fault` says that only a part of it could be read. */
export interface ScanResult {
  path: string
  facts: TableFacts
  findings: ColumnFinding[]
}

/** Scans the table at a path, or all tables in a folder; other files are left out. Rejects with FingerprintError, also `changed`. */
export const scanPath = async (path: string): Promise<ScanResult[]> => {
  const results: ScanResult[] = []
  for (const { path: name, source, bytes } of await listFiles(path)) {
    if (formatOf(name) === 'other') continue
    const blob = await openAsBlob(source.file).catch((error: unknown) => {
      throw new FingerprintError('unreadable', name, error)
    })
    const slice = async (from: number, to: number) => new Uint8Array(await blob.slice(from, to).arrayBuffer())
    const found = await scanFile({ path: name, bytes, stream: () => blob.stream(), slice }).catch((error: unknown) => {
      // What Node says when size or time of a file are no longer those it was opened with.
      const changed = error instanceof Error && error.name === 'NotReadableError'
      throw changed ? new FingerprintError('changed', name, error) : error
    })
    if (found) results.push({ path: name, ...found })
  }
  return results
}
