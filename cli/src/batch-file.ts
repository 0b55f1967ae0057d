import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { BatchHeader } from '@datadeed/core/filing/batch-header'
import { type BatchTableRow, createBatchTable } from '@datadeed/core/filing/batch-table'
import { readTable, type TableFaultCode } from '@datadeed/dataset/reader'

/** Rows read ahead of what was sent. */
const mostAhead = 400
const handedOn = 200

export interface BatchFile {
  header: BatchHeader | undefined
  rows: number
  /** The rows say their own numbers: they mend single rows of a batch. */
  partial: boolean
  fault: TableFaultCode | null
}

/** SHA-256 and length of a file, read once as a stream. */
export const digestFile = async (path: string): Promise<{ sha256: string; bytes: number }> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path)) {
    hash.update(piece as Buffer)
    bytes += (piece as Buffer).length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/**
 * Reads the table of a batch and hands its rows on, some at a time; of a CSV no more is read until they are taken, so that a
 * file of any length needs little memory. Errors of `take` go through.
 */
export const readBatchFile = async (
  path: string,
  take: (rows: readonly BatchTableRow[]) => Promise<void>,
): Promise<BatchFile> => {
  const { size } = await stat(path)
  const file = await open(path)
  let waiting: BatchTableRow[] = []
  const handOn = async (most: number) => {
    while (waiting.length > most) {
      const rows = waiting.slice(0, handedOn)
      waiting = waiting.slice(handedOn)
      await take(rows)
    }
  }
  try {
    const input = {
      path,
      bytes: size,
      // The reader asks for the next piece only when it is done with this one.
      async *stream() {
        waiting = []
        for await (const piece of createReadStream(path)) {
          yield piece as Uint8Array
          await handOn(mostAhead)
        }
      },
      slice: async (from: number, to: number) => {
        const bytes = new Uint8Array(to - from)
        const { bytesRead } = await file.read(bytes, 0, to - from, from)
        return bytes.subarray(0, bytesRead)
      },
    }
    const read = await readTable(input, () => createBatchTable((row) => void waiting.push(row)))
    if (!read) return { header: undefined, rows: 0, partial: false, fault: 'malformed' }
    const { header, rows, partial } = read.sink.end()
    if (read.facts.fault === null) await handOn(0)
    return { header, rows, partial, fault: read.facts.fault }
  } finally {
    await file.close()
  }
}
