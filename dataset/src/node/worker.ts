import { parentPort } from 'node:worker_threads'
import { serveTasks } from '../fingerprint/serve.ts'
import { createNodeHashes } from './hashes.ts'
import { type NodeSource, openNodeFile } from './reader.ts'
import { hashSmallFiles } from './small-files.ts'

const port = parentPort
const hashes = createNodeHashes()
if (!port) throw new Error('worker.ts runs in a worker thread')
port.on(
  'message',
  serveTasks<NodeSource>({
    send: (message) => port.postMessage(message),
    open: openNodeFile,
    hashes: async () => hashes,
    tables: async () => (await import('../table/node-options.ts')).openNodeOptions(),
    batch: (files, whole) => hashSmallFiles(files, whole, hashes),
  }),
)
