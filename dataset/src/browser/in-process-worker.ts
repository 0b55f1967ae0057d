import { serveTasks } from '../fingerprint/serve.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import { createBrowserHashes } from './hashes.ts'
import type { BrowserSource } from './reader.ts'
import { openBrowserFile } from './reader.ts'
import { openBrowserTable } from './tables.ts'

/** The browser's worker on the page's own thread: for tests, and where a page may start no workers. */
export const startInProcess = (): WorkerHandle<BrowserSource> => {
  let listener: (message: FromWorker) => void = () => {}
  let ended = false
  const hashes = createBrowserHashes()
  hashes.catch(() => {})
  const receive = serveTasks<BrowserSource>({
    send: (message) => {
      if (!ended) listener(message)
    },
    open: openBrowserFile,
    hashes: () => hashes,
    tables: openBrowserTable,
  })
  return {
    post: receive,
    onMessage: (to) => {
      listener = to
    },
    onCrash: () => {},
    terminate: () => {
      ended = true
      receive({ type: 'cancel' })
    },
  }
}
