import { createHash } from 'node:crypto'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '../db/connection.ts'
import { inTx } from '../db/tx.ts'

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { scope: string; key: string } | null
  }
}

const keyShape = /^[\x21-\x7e]{8,100}$/

function scopeOf(request: FastifyRequest): string {
  const who = request.actor.kind === 'account' ? request.actor.accountId : request.ip
  return createHash('sha256').update(`${who}\n${request.method}\n${request.url}`).digest('hex')
}

/**
 * A command repeated with the same `Idempotency-Key` gets its first answer again; the same key with another body is
 * refused; a repeat while the first is running is told to wait. Answers of failed commands are not kept, so that a
 * corrected request may use the key again.
 */
export function keepAnswers(app: FastifyInstance, db: Database, now: () => Date): void {
  app.decorateRequest('idempotency', null)
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (!request.routeOptions.config.command || typeof key !== 'string') return
    if (!keyShape.test(key))
      throw new AppError('kernel.invalid_input', { count: 1 }, [
        { path: 'Idempotency-Key', message: '8 至 100 个可见字符' },
      ])
    const scope = scopeOf(request)
    const hash = createHash('sha256')
      .update(JSON.stringify(request.body ?? null))
      .digest()
    const first = await inTx(db, async (tx) => {
      const inserted = await tx
        .insertInto('idempotency')
        .values({ scope, key, request_hash: hash, created_at: now() })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      if (inserted.numInsertedOrUpdatedRows === 1n) return null
      return await tx
        .selectFrom('idempotency')
        .select(['request_hash', 'status', 'response'])
        .where('scope', '=', scope)
        .where('key', '=', key)
        .executeTakeFirst()
    })
    if (!first) {
      request.idempotency = { scope, key }
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
    const kept = reply.statusCode < 400 && typeof payload === 'string'
    await inTx(db, async (tx) => {
      const answer = { status: reply.statusCode, response: String(payload) }
      if (kept)
        await tx
          .updateTable('idempotency')
          .set(answer)
          .where('scope', '=', mine.scope)
          .where('key', '=', mine.key)
          .execute()
      else await tx.deleteFrom('idempotency').where('scope', '=', mine.scope).where('key', '=', mine.key).execute()
    })
    return payload
  })
}
