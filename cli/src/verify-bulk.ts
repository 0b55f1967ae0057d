import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type BulkRow, bulkCsv, outcomeOfAll } from '@datadeed/dataset/archive'
import { CliError, type Context, exit } from './context.ts'
import { writeNew } from './files.ts'
import { formatSeconds } from './terminal.ts'
import { type BulkTask, listFiles } from './verify-bulk-files.ts'
import type { BulkMessage } from './verify-bulk-worker.ts'

export interface BulkOptions extends Pick<BulkTask, 'path' | 'trust' | 'issuer' | 'roots' | 'expected'> {
  /** Where the report goes, `.csv` or `.json`; printed otherwise. */
  readonly report: string | undefined
  readonly workers: string | undefined
}

/** Files worth a second thread. */
const fewest = 64
const mostWorkers = 16
const mostShown = 50

/** `datadeed verify --bulk`: every package, credential and PDF in a ZIP archive or named by a CSV; the exit code. */
export const verifyBulk = async (options: BulkOptions, context: Context): Promise<number> => {
  const { path, report, trust, issuer, roots, expected } = options
  const { text } = context
  if (report !== undefined && !/\.(csv|json)$/i.test(report)) throw new CliError(text.bulkReportName)
  const wanted = options.workers === undefined ? availableParallelism() : Number(options.workers)
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > mostWorkers) throw new CliError(text.bulkWorkers(mostWorkers))
  const total = await countFiles(path, context)
  const count = Math.min(wanted, Math.max(1, Math.floor(total / fewest)))
  const now = Math.floor(Date.now() / 1000)
  const began = performance.now()
  const rows: BulkRow[] = new Array(total)
  const counts = { valid: 0, invalid: 0, cannot_check: 0, skipped: 0 }
  let done = 0
  const take = (found: readonly (BulkRow & { at: number })[]) => {
    for (const { at, ...row } of found) {
      rows[at] = row
      counts[row.outcome] += 1
      done += 1
    }
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${progress(done, total, began, context)}`)
  }
  const shares = Array.from({ length: count }, (_, index) => ({
    path,
    index,
    count,
    trust,
    issuer,
    roots,
    expected,
    now,
  }))
  try {
    await Promise.all(shares.map((task) => runWorker(task, take)))
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
  }
  if (done !== total) throw new CliError(text.bulkChanged(path))

  const outcome = outcomeOfAll(counts)
  const json = () => JSON.stringify({ outcome, counts, trust: trust ? 'given' : 'own', rows }, null, 1)
  if (report !== undefined) {
    await writeNew(report, /\.csv$/i.test(report) ? bulkCsv(rows) : `${json()}\n`, context)
    context.note(text.saved(report))
  }
  if (context.json) context.print(json())
  else printSummary(rows, counts, (performance.now() - began) / 1000, trust === null, context)
  if (!context.json) context.print(`${text.verdict}：${text.outcomes[outcome]}`)
  return { valid: exit.ok, invalid: exit.no, cannot_check: exit.cannot }[outcome]
}

const countFiles = async (path: string, { text }: Context): Promise<number> => {
  try {
    const { files, close } = await listFiles(path)
    await close()
    return files.length
  } catch (error) {
    const fault = error instanceof Error && 'fault' in error ? String(error.fault) : ''
    throw new CliError(fault === '' ? text.cannotRead(path) : text.bulkNoArchive(path, fault === 'too_many_entries'))
  }
}

const runWorker = (task: BulkTask, take: (rows: readonly (BulkRow & { at: number })[]) => void): Promise<void> =>
  new Promise((settle, fail) => {
    const worker = new Worker(new URL('./verify-bulk-worker.ts', import.meta.url), { workerData: task })
    worker.on('message', (message: BulkMessage) => 'rows' in message && take(message.rows))
    worker.on('error', fail)
    worker.on('exit', (code) => (code === 0 ? settle() : fail(new Error(`worker ${code}`))))
  })

const progress = (done: number, total: number, began: number, { text }: Context): string => {
  const part = total === 0 ? 1 : done / total
  const left = (performance.now() - began) / 1000 / Math.max(part, 1e-9) - (performance.now() - began) / 1000
  return `${text.bulkProgress(done, total)}  ${text.secondsLeft(formatSeconds(left))}`
}

const printSummary = (
  rows: readonly BulkRow[],
  counts: Record<BulkRow['outcome'], number>,
  seconds: number,
  ownTrust: boolean,
  { text, lang, print }: Context,
) => {
  const wrong = rows.filter(({ outcome }) => outcome === 'invalid' || outcome === 'cannot_check')
  const noted = rows.filter(({ outcome, code }) => outcome === 'valid' && code !== 'ok')
  for (const row of [...wrong, ...noted].slice(0, mostShown))
    print(`${{ valid: '✓', invalid: '✗', cannot_check: '?', skipped: '-' }[row.outcome]} ${row.name}：${row[lang]}`)
  if (wrong.length + noted.length > mostShown) print(text.bulkMore(wrong.length + noted.length - mostShown))
  print(text.bulkCounts(counts.valid, counts.invalid, counts.cannot_check, counts.skipped))
  print(text.bulkSpeed(rows.length, seconds))
  if (ownTrust) print(text.bulkOwnTrust)
  print(text.bulkStatus)
}
