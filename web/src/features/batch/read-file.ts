import type { BatchHeader } from '@datadeed/core/filing/batch-header'
import { mostBatchRows, mostRowsAtOnce } from '@datadeed/core/filing/batch-schema'
import { type BatchTableRow, createBatchTable } from '@datadeed/core/filing/batch-table'
import { plainCrypto } from '@datadeed/dataset/plain-crypto'
import { readTable } from '@datadeed/dataset/reader'
import { tableInput } from '../../app/table-input.ts'
import { type Batch, closeBatch, openBatch, putRows, uploadBatch } from './api.ts'
import type { BatchText } from './text.zh.ts'

/** A file that cannot be filed, with the sentence for the person. */
export class FileFault extends Error {}

class TooMany extends Error {}
const mostBytes = 50 * 1024 * 1024

export interface TableFile {
  fileName: string
  sha256: string
  bytes: number
  rows: BatchTableRow[]
  header: BatchHeader
  partial: boolean
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Reads a table in the browser. Throws FileFault. */
export async function readFile(file: File, { faults }: BatchText): Promise<TableFile> {
  if (file.size > mostBytes) throw new FileFault(faults.large)
  const input = await tableInput(file)
  let rows: BatchTableRow[] = []
  const create = () => {
    rows = []
    return createBatchTable((row) => {
      rows.push(row)
      if (rows.length > mostBatchRows) throw new TooMany()
    })
  }
  try {
    const read = await readTable(input, create)
    if (!read) throw new FileFault(faults.malformed)
    if (read.facts.fault) throw new FileFault(faults[read.facts.fault])
    const { header, partial } = read.sink.end()
    if (!header) throw new FileFault(faults.header)
    if (rows.length === 0) throw new FileFault(faults.empty)
    const sha256 = hex(plainCrypto.sha256(input.content))
    return { fileName: file.name, sha256, bytes: input.bytes, rows, header, partial }
  } catch (error) {
    if (error instanceof TooMany) throw new FileFault(faults.many(mostBatchRows))
    throw error
  }
}

/**
 * Hands a table in, or a corrected one for the batch `into`: what arrived before a cut is not sent again, and a file that is a
 * batch already changes nothing.
 */
export async function fileTable(
  { rows, header: _, partial, ...file }: TableFile,
  into: string | null,
  onProgress: (sent: number, all: number, resumed: number) => void,
): Promise<{ batch: Batch; known: boolean }> {
  const batch = into ? await uploadBatch(into, { ...file, partial }) : await openBatch(file)
  if (batch.status !== 'receiving') return { batch, known: true }
  const { id, revision } = batch
  // Sent in order, so as many as arrived are those at the front.
  const resumed = batch.received
  for (let at = resumed; at < rows.length; at += mostRowsAtOnce) {
    onProgress(at, rows.length, resumed)
    await putRows(id, { revision, rows: rows.slice(at, at + mostRowsAtOnce) })
  }
  onProgress(rows.length, rows.length, resumed)
  const lines = new Set(rows.map(({ line }) => line)).size
  return { batch: await closeBatch(id, { revision, rows: lines }), known: false }
}
