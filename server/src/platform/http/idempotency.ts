import { createHash } from 'node:crypto'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '../db/connection.ts'
import { inTx } from '../db/tx.ts'

/** An answer this process is making; `since` tells it from another process's later attempt under the same key. */
interface Claim {
  scope: string
  key: string
  since: Date
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: Claim | null
  }
}

const keyShape = /^[\x21-\x7e]{8,100}$/
/** An answer that has not come after this long never will: the process that made it is gone. */
const staleMs = 60_000
const keptMs = 24 * 3_600_000
// A digest of a request is quick to guess from; what guards an account is left out of it.
const secrets = new Set(['password', 'current', 'next'])

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

function scopeOf(request: FastifyRequest): string {
  const who = request.actor.kind === 'account' ? request.actor.accountId : request.ip
  return sha256(`${who}\n${request.method}\n${request.url}`).toString('hex')
}

/** Of an upload, which is read later, only the length is known. */
function digestOf({ body, headers }: FastifyRequest): Buffer {
  const text = JSON.stringify(body ?? null, (name, value: unknown) => (secrets.has(name) ? '' : value))
  return sha256(body === undefined ? `length ${headers['content-length']}` : text)
}

/** Takes the key for this request, or gives what is kept under it. */
async function claim(db: Database, { scope, key, since }: Claim, hash: Buffer) {
  return await inTx(db, async (tx) => {
    const taken = await tx
      .insertInto('idempotency')
      .values({ scope, key, request_hash: hash, created_at: since })
      .onConflict((on) =>
        on
          .columns(['scope', 'key'])
          .doUpdateSet({ request_hash: hash, created_at: since })
          .where('idempotency.status', 'is', null)
          .where('idempotency.created_at', '<', new Date(since.getTime() - staleMs)),
      )
      .executeTakeFirst()
    if (taken.numInsertedOrUpdatedRows === 1n) return null
    return await tx
      .selectFrom('idempotency')
      .select(['request_hash', 'status', 'response'])
      .where('scope', '=', scope)
      .where('key', '=', key)
      .executeTakeFirst()
  })
}

/** Keeps the answer of a command that was done; of one that was not, the key is free again. */
async function settle(db: Database, { scope, key, since }: Claim, answer: { status: number; response: string } | null) {
  await inTx(db, async (tx) => {
    if (answer)
      await tx
        .updateTable('idempotency')
        .set(answer)
        .where('scope', '=', scope)
        .where('key', '=', key)
        .where('created_at', '=', since)
        .execute()
    else
      await tx
        .deleteFrom('idempotency')
        .where('scope', '=', scope)
        .where('key', '=', key)
        .where('created_at', '=', since)
        .execute()
  })
}

/** Forgets answers older than a day; run daily. */
export async function forgetAnswers(db: Database): Promise<void> {
  const before = new Date(Date.now() - keptMs)
  await inTx(db, (tx) => tx.deleteFrom('idempotency').where('created_at', '<', before).execute())
}

/**
 * A command repeated with the same `Idempotency-Key` gets its first answer again; the same key with another body is
 * refused; a repeat while the first is running is told to wait, for a minute at most. Answers of failed commands are not
 * kept, so that a corrected request may use the key again. Time is the machine's: no demonstration clock ages a request.
 */
export function keepAnswers(app: FastifyInstance, db: Database): void {
  app.decorateRequest('idempotency', null)
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (!request.routeOptions.config.command || typeof key !== 'string') return
    if (!keyShape.test(key))
      throw new AppError('kernel.invalid_input', { count: 1 }, [
        { path: 'Idempotency-Key', message: '8 至 100 个可见字符' },
      ])
    const mine: Claim = { scope: scopeOf(request), key, since: new Date() }
    const hash = digestOf(request)
    const first = await claim(db, mine, hash)
    if (!first) {
      request.idempotency = mine
      return
    }
    if (!hash.equals(first.request_hash)) throw new AppError('kernel.idempotency_mismatch')
    if (first.status === null) throw new AppError('kernel.idempotency_in_progress')
    return reply
      .code(first.status)
      .header('idempotency-replayed', 'true')
      .type('application/json; charset=utf-8')
      .serializer(String)
      .send(first.response ?? '')
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const mine = request.idempotency
    if (!mine) return payload
    request.idempotency = null
    const kept = reply.statusCode < 400 && typeof payload === 'string'
    // The command is done; that its answer cannot be kept must not turn it into a failure.
    await settle(db, mine, kept ? { status: reply.statusCode, response: payload } : null).catch((error: unknown) =>
      request.log.error({ err: error }, 'answer not kept'),
    )
    return payload
  })
}
