import { parentPort } from 'node:worker_threads'
import { FingerprintError } from '../fingerprint/errors.ts'
import { profileListed } from '../profile/node-profile.ts'
import { scanListed } from '../scan/node-scan.ts'
import { fingerprintListed } from '../table/node-table.ts'
import type { FromThread, TableJob } from './decoding-thread.ts'

const port = parentPort
if (!port) throw new Error('decoding-worker.ts runs in a worker thread')
const send = (message: FromThread) => port.postMessage(message)
const onDecoding = (within: number) => send({ type: 'decoding', within })
const onProgress = (bytes: number) => send({ type: 'progress', bytes })

/** Pieces of text that may wait for whoever writes them, so that they do not pile up in memory. */
const mostWaiting = 64

/** Sends texts, and sleeps while too many of them wait: `handled` counts those that do no longer. */
const createTextSender = (handled: Int32Array) => {
  let sent = 0
  return (name: string, piece: Uint8Array): void => {
    send({ type: 'text', name, piece })
    sent += 1
    for (let done = Atomics.load(handled, 0); sent - done > mostWaiting; done = Atomics.load(handled, 0))
      Atomics.wait(handled, 0, done)
  }
}

const work = async (job: TableJob): Promise<unknown> => {
  const { kind, path, bytes, source, options, handled } = job
  const file = { path, bytes, source }
  if (kind === 'profile') return await profileListed(file, { onDecoding, onProgress })
  if (kind === 'scan') return await scanListed(file, onDecoding)
  return await fingerprintListed(
    file,
    { ...options, ...(handled && { onText: createTextSender(handled) }) },
    onDecoding,
  )
}

port.on('message', (job: TableJob) => {
  work(job).then(
    (result) => send({ type: 'done', result }),
    (error: unknown) =>
      send({
        type: 'failed',
        code: error instanceof FingerprintError ? error.code : null,
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  )
})
