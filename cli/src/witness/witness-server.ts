import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { TrustedLog } from '@datadeed/evidence'
import { cosign, decideAddCheckpoint, FormatError, parseAddCheckpoint } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { WitnessStore } from './witness-store.ts'

/** What a witness serves with. `now` is milliseconds since 1970. */
export interface WitnessOptions {
  store: WitnessStore
  logs: readonly TrustedLog[]
  now(): number
  onError(error: unknown): void
}

interface Answer {
  status: number
  type?: string
  body: string
  headers?: Record<string, string>
}

/** The largest request read, in bytes: 63 proof lines and a checkpoint with many cosignatures fit many times over. */
const maxBody = 65_536

/** A witness by c2sp.org/tlog-witness over plain HTTP: `POST /add-checkpoint` and what monitors read. */
export const createWitnessServer = (o: WitnessOptions): Server => {
  // One update at a time: comparing the old size and storing the new one must not be interleaved.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, o, inTurn).then(
      (result) => send(response, result),
      (error: unknown) => {
        o.onError(error)
        send(response, { status: 500, body: 'internal error\n' })
      },
    )
  })
  server.maxConnections = 256
  return server
}

const answer = async (
  request: IncomingMessage,
  o: WitnessOptions,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<Answer> => {
  const path = new URL(request.url ?? '/', 'http://witness').pathname
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return notAllowed('POST')
    const body = await readBody(request)
    if (body === null) {
      return { status: 413, body: 'request too large\n', headers: { connection: 'close' } }
    }
    return inTurn(() => addCheckpoint(body, o))
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD')
  if (path === '/vkey') return { status: 200, body: `${o.store.signer.vkey}\n` }
  if (path === '/healthz') return { status: 200, body: 'ok\n' }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1]
  const record = hash === undefined ? null : await o.store.readByHash(hash)
  if (record === null) return { status: 404, body: 'not found\n' }
  return { status: 200, body: record.note, headers: { 'cache-control': 'no-cache' } }
}

const addCheckpoint = async (body: string, o: WitnessOptions): Promise<Answer> => {
  let request: ReturnType<typeof parseAddCheckpoint>
  try {
    request = parseAddCheckpoint(body)
  } catch (error) {
    if (error instanceof FormatError) return { status: 400, body: `${error.message}\n` }
    throw error
  }
  const { origin } = request.checkpoint
  const known = await o.store.read(origin)
  const decision = decideAddCheckpoint(nodeCrypto, known?.state ?? null, request, o.logs)
  if (decision.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${decision.size}\n` }
  if (decision.status !== 200) return { status: decision.status, body: `${decision.reason}\n` }
  const line = cosign(o.store.signer, decision.checkpoint, Math.floor(o.now() / 1000))
  // Stored before it is sent: a cosignature that is out can never be of something forgotten.
  await o.store.write(origin, { state: decision.state, note: decision.note + line })
  return { status: 200, body: line }
}

/** The request's text, null when it is too large; the rest is then read and dropped, so that the answer arrives. */
const readBody = (request: IncomingMessage): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size <= maxBody) parts.push(part)
      else resolve(null)
    })
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    request.on('error', reject)
  })

const notAllowed = (allow: string): Answer => ({ status: 405, body: 'method not allowed\n', headers: { allow } })

const send = (response: ServerResponse, { status, type, body, headers }: Answer): void => {
  response.writeHead(status, {
    'content-type': type ?? 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(body)
}
