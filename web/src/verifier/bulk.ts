import { type ArchiveFile, type BulkRow, bulkRow, checkFiles, openArchive } from '@datadeed/dataset/archive'
import { type BindingDemand, trustRoots } from '@datadeed/evidence'
import { crypto } from './crypto.ts'
import type { Believed } from './examine.ts'

/** A share of an archive's files, as a worker is told. */
export interface Share {
  readonly archive: Blob
  readonly index: number
  readonly count: number
  readonly believed: Pick<Believed, 'trust' | 'issuer' | 'roots'>
  /** What credentials must prove the holding of; null for nothing. */
  readonly expected: BindingDemand | null
}
/** What a worker answers: how many files there are, its rows in lots, its end, or why the archive is not read. */
export type Answer =
  | { readonly total: number }
  | { readonly rows: readonly (BulkRow & { readonly at: number })[] }
  | { readonly end: true }
  | { readonly refused: BulkRow }

/** Lists an archive on disk without reading it whole. */
const filesOf = (archive: Blob): Promise<readonly ArchiveFile[]> =>
  openArchive({
    bytes: archive.size,
    slice: async (from, to) => new Uint8Array(await archive.slice(from, to).arrayBuffer()),
  })

/** Checks one share and tells of it in lots, so that messages cost nothing beside the work. */
export async function checkShare(share: Share, tell: (answer: Answer) => void): Promise<void> {
  const { archive, index, count, believed, expected } = share
  let files: readonly ArchiveFile[]
  try {
    files = await filesOf(archive)
  } catch (error) {
    const fault = error instanceof Error && 'fault' in error ? error.fault : 'unreadable'
    const code = fault === 'too_many_entries' || fault === 'not_zip' ? fault : 'unreadable'
    return tell({ refused: bulkRow('', code) })
  }
  tell({ total: files.length })
  const { trust, issuer } = believed
  const roots = believed.roots.length === 0 ? null : trustRoots(believed.roots)
  const given = { trust, issuer, roots, expected, crypto, now: Math.floor(Date.now() / 1000) }
  let rows: (BulkRow & { at: number })[] = []
  let told = performance.now()
  for await (const row of checkFiles(files, { index, count }, given)) {
    rows.push(row)
    if (rows.length < 100 && performance.now() - told < 200) continue
    tell({ rows })
    rows = []
    told = performance.now()
  }
  tell({ rows })
  tell({ end: true })
}

/** The part of this program that runs in a worker. */
export function serveShares(): void {
  const scope = globalThis as unknown as {
    onmessage: ((event: MessageEvent<Share>) => void) | null
    postMessage(answer: Answer): void
  }
  scope.onmessage = ({ data }) => void checkShare(data, (answer) => scope.postMessage(answer))
}

const most = 8

/**
 * Checks an archive with as many workers as there are processors. `source` is the text of this very program, which the
 * workers run too: nothing is loaded from anywhere. Gives back how to stop.
 */
export function checkArchive(
  source: string,
  given: Omit<Share, 'index' | 'count'>,
  tell: (answer: Answer) => void,
): () => void {
  const count = Math.min(most, Math.max(1, navigator.hardwareConcurrency || 1))
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  let left = count
  let refused = false
  const stop = () => {
    for (const worker of workers) worker.terminate()
    URL.revokeObjectURL(address)
  }
  const take = (answer: Answer) => {
    if (refused) return
    if ('refused' in answer) {
      refused = true
      stop()
    } else if ('end' in answer) {
      left -= 1
      if (left > 0) return
      stop()
    }
    tell(answer)
  }
  const workers = Array.from({ length: count }, (_, index) => {
    const worker = new Worker(address)
    worker.onmessage = ({ data }: MessageEvent<Answer>) => take(data)
    worker.onerror = () => take({ refused: bulkRow('', 'unreadable') })
    worker.postMessage({ ...given, index, count } satisfies Share)
    return worker
  })
  return stop
}
