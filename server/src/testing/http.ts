import { createHash, randomBytes } from 'node:crypto'
import type { AccountActor, Role } from '@datadeed/core/kernel/actor'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll } from 'vitest'
import { buildApp } from '../app.ts'
import { createAccount, hashPassword } from '../features/account/service.ts'
import { inTx } from '../platform/db/tx.ts'
import { newId, type Platform } from '../platform/platform.ts'

/** The app over a platform, closed after the file's last test; `logged` collects its log lines. */
export async function openApp(p: Platform, logged?: string[]): Promise<FastifyInstance> {
  const app = await buildApp(p, logged && { write: (line) => void logged.push(line) })
  afterAll(() => app.close())
  return app
}

/** A bearer token of a session that is good for an hour. */
export async function openSession(p: Platform, { accountId }: Pick<AccountActor, 'accountId'>): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = new Date()
  await inTx(p.db, (tx) =>
    tx
      .insertInto('session')
      .values({
        id: newId<'session'>(),
        token_hash: createHash('sha256').update(token).digest(),
        account_id: accountId,
        client: 'test',
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + 3_600_000),
      })
      .execute(),
  )
  return token
}

export const testPassword = 'Chepai-7788-xyz'

/** An account that signs in with `testPassword`. */
export async function addPerson(
  p: Platform,
  login: string,
  roles: Role[],
  more: { partyId?: string; regionCode?: string; totpSecret?: string } = {},
) {
  const passwordHash = await hashPassword(testPassword)
  const { partyId = null, regionCode = null, totpSecret } = more
  const account = {
    login,
    name: `人员${login}`,
    email: `${login}@example.com`,
    partyId,
    roles,
    regionCode,
    passwordHash,
  }
  return await inTx(p.db, (tx) => createAccount(tx, p, { ...account, ...(totpSecret ? { totpSecret } : {}) }))
}

/** One JSON request. `token` is a bearer's, `cookie` a browser's. */
export function requester(app: FastifyInstance) {
  return async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options: { body?: unknown; token?: string; cookie?: string; headers?: Record<string, string>; from?: string } = {},
  ) => {
    const { body, token, cookie, headers, from } = options
    const answer = await app.inject({
      method,
      url,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(cookie ? { cookie: `datadeed_session=${cookie}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
      ...(from ? { remoteAddress: from } : {}),
    })
    const json = String(answer.headers['content-type']).includes('json') ? answer.json() : null
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, json }
  }
}
