import { parentPort } from 'node:worker_threads'
import { serveTasks } from '../fingerprint/serve.ts'
import { createNodeHashes } from './hashes.ts'
import { openNodeFile } from './reader.ts'

const port = parentPort
const hashes = createNodeHashes()
if (!port) throw new Error('worker.ts runs in a worker thread')
port.on(
  'message',
  serveTasks({ send: (message) => port.postMessage(message), open: openNodeFile, hashes: async () => hashes }),
)
