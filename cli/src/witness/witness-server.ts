import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddCheckpointRequest, TrustedLog } from '@datadeed/evidence'
import {
  cosign,
  decideAddCheckpoint,
  FORK_FORMAT,
  FormatError,
  formatForkProof,
  formatSignature,
  formatTime,
  parseAddCheckpoint,
  utf8Decode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { WitnessRecord, WitnessStore } from './witness-store.ts'

/** What a witness serves with. `now` is milliseconds since 1970. */
export interface WitnessOptions {
  store: WitnessStore
  logs: readonly TrustedLog[]
  now(): number
  onError(error: unknown): void
  /** Requests a second from one address; 100 unless told. */
  rate?: number
}

interface Answer {
  status: number
  type?: string
  body: string
  headers?: Record<string, string>
}

/** The largest request read, in bytes: 63 proof lines and the largest note, which has room for 16 signatures of 5 kB and more. */
const maxBody = 64 * 64 + 262_144

/** A witness by c2sp.org/tlog-witness over plain HTTP: `POST /add-checkpoint` and what monitors read. */
export const createWitnessServer = (o: WitnessOptions): Server => {
  // One update at a time: comparing the old size and storing the new one must not be interleaved.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const limit = createRateLimit(o.rate ?? 100, o.now)
  const health = { failing: false }
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, o, inTurn, limit, health).then(
      (result) => send(response, result),
      (error: unknown) => {
        o.onError(error)
        health.failing = true
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
  limit: RateLimit,
  health: { failing: boolean },
): Promise<Answer> => {
  if (!limit(request.socket.remoteAddress ?? ''))
    return { status: 429, body: 'too many requests\n', headers: { 'retry-after': '1', connection: 'close' } }
  const path = new URL(request.url ?? '/', 'http://witness').pathname
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return notAllowed('POST')
    const body = await readBody(request)
    if (body === null) {
      return { status: 413, body: 'request too large\n', headers: { connection: 'close' } }
    }
    const result = await inTurn(() => addCheckpoint(body, o))
    if (result.status === 200) health.failing = false
    return result
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD')
  if (path === '/vkey') return { status: 200, body: o.store.signers.map(({ vkey }) => `${vkey}\n`).join('') }
  if (path === '/healthz') return health.failing ? { status: 503, body: 'failing\n' } : { status: 200, body: 'ok\n' }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1]
  const record = hash === undefined ? null : await o.store.readByHash(hash)
  if (record === null) return { status: 404, body: 'not found\n' }
  return { status: 200, body: record.note, headers: { 'cache-control': 'no-cache' } }
}

const addCheckpoint = async (body: Uint8Array, o: WitnessOptions): Promise<Answer> => {
  let request: AddCheckpointRequest
  try {
    request = parseAddCheckpoint(utf8Decode(body))
  } catch (error) {
    if (error instanceof FormatError) return { status: 400, body: `${error.message}\n` }
    throw error
  }
  const { origin } = request.checkpoint
  const known = await o.store.read(origin)
  const decision = decideAddCheckpoint(nodeCrypto, known?.state ?? null, request, o.logs)
  if (decision.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${decision.size}\n` }
  if (decision.status === 422 && decision.reason === 'root_differs' && known) await keepFork(known, request, o)
  if (decision.status !== 200) return { status: decision.status, body: `${decision.reason}\n` }
  const time = Math.floor(o.now() / 1000)
  const lines = o.store.signers.map((signer) => cosign(signer, decision.checkpoint, time)).join('')
  // Stored before it is sent: a cosignature that is out can never be of something forgotten.
  await o.store.write(origin, { state: decision.state, note: decision.note + lines })
  return { status: 200, body: lines }
}

/** The log signed two trees of one size: nothing else is needed to prove it. */
const keepFork = async (known: WitnessRecord, { note, checkpoint }: AddCheckpointRequest, o: WitnessOptions) => {
  const other = `${note.text}\n${note.signatures.map(formatSignature).join('')}`
  const found = formatTime(Math.floor(o.now() / 1000))
  const heads = {
    smaller: { from: o.store.signer.name, note: known.note },
    larger: { from: 'add-checkpoint', note: other },
  }
  const name = `${checkpoint.size}-${Buffer.from(checkpoint.root).toString('hex')}`
  await o.store.keepFork(
    name,
    formatForkProof({ format: FORK_FORMAT, found, ...heads, prefixRoot: null, consistency: [] }),
  )
  o.onError(new Error(`${checkpoint.origin} signed two trees of ${checkpoint.size} entries: fork-${name}.json`))
}

/** The request's bytes, null when it is too large; the rest is then read and dropped, so that the answer arrives. */
const readBody = (request: IncomingMessage): Promise<Uint8Array | null> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size <= maxBody) parts.push(part)
      else resolve(null)
    })
    request.on('end', () => resolve(Buffer.concat(parts)))
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
