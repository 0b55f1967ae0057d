import { parentPort, workerData } from 'node:worker_threads'
import { type BulkRow, checkFiles } from '@datadeed/dataset/archive'
import { trustRoots } from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import { type BulkTask, listFiles } from './verify-bulk-files.ts'

/** What the worker says: how many files there are, then its rows in lots. */
export type BulkMessage = { total: number } | { rows: (BulkRow & { at: number })[] }

const tell = (message: BulkMessage) => parentPort?.postMessage(message)
const task = workerData as BulkTask
const { files, close } = await listFiles(task.path)
tell({ total: files.length })
const { trust, issuer, expected, now } = task
const roots = task.roots.length === 0 ? null : trustRoots(task.roots)
const given = { crypto: { ...nodeCrypto, es256Verify }, trust, issuer, roots, expected, now }
let rows: (BulkRow & { at: number })[] = []
for await (const row of checkFiles(files, task, given)) {
  rows.push(row)
  if (rows.length < 50) continue
  tell({ rows })
  rows = []
}
tell({ rows })
await close()
