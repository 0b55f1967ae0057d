import { serveTasks } from '../fingerprint/serve.ts'
import type { ToWorker } from '../fingerprint/work.ts'
import { createBrowserHashes } from './hashes.ts'
import type { BrowserSource } from './reader.ts'
import { openBrowserFile } from './reader.ts'
import { openBrowserTable } from './tables.ts'

const hashes = createBrowserHashes()
// Reported with the first task, which waits for the same promise.
hashes.catch(() => {})
const receive = serveTasks<BrowserSource>({
  send: (message) => self.postMessage(message),
  open: openBrowserFile,
  hashes: () => hashes,
  tables: openBrowserTable,
})
self.addEventListener('message', (event: MessageEvent<ToWorker<BrowserSource>>) => receive(event.data))
