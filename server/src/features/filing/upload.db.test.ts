import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { inTx } from '../../platform/db/tx.ts'
import { newId } from '../../platform/platform.ts'
import { depositOf, openWorld, pdf, type World } from '../../testing/cases.ts'
import { createCase } from './service.ts'

let w: World
let app: FastifyInstance
let draft: CaseView
const tokens = new Map<AccountActor, string>()

async function signIn(actor: AccountActor): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await inTx(w.p.db, (tx) =>
    tx
      .insertInto('session')
      .values({
        id: newId<'session'>(),
        token_hash: createHash('sha256').update(token).digest(),
        account_id: actor.accountId,
        client: 'test',
        created_at: new Date(),
        last_seen_at: new Date(),
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .execute(),
  )
  tokens.set(actor, token)
  return token
}

beforeAll(async () => {
  w = await openWorld()
  app = await buildApp(w.p)
  await app.listen({ port: 0, host: '127.0.0.1' })
  for (const actor of [w.own.filer, w.own.signatory, w.other.filer]) await signIn(actor)
})
beforeEach(async () => {
  draft = await createCase(w.p, w.own.filer, await depositOf(w.p, w.own.filer))
})
afterAll(() => app.close())

const boundary = 'x-datadeed-test'
const part = (headers: string, body: Uint8Array | string) =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
const kindPart = (kind: string) => part('name="kind"', kind)
const filePart = (name: string, content: Uint8Array | string) => part(`name="file"; filename="${name}"`, content)
const end = Buffer.from(`--${boundary}--\r\n`)

const post = (body: Buffer, actor: AccountActor = w.own.filer, id = draft.id) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/cases/${id}/attachments`,
    headers: {
      authorization: `Bearer ${tokens.get(actor)}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: body,
  })
const stored = async () => await w.p.db.selectFrom('attachment').select('id').where('case_id', '=', draft.id).execute()
const patch = (payload: string | object) =>
  app.inject({
    method: 'PATCH',
    url: `/api/v1/cases/${draft.id}`,
    headers: { authorization: `Bearer ${tokens.get(w.own.filer)}`, 'content-type': 'application/json' },
    payload,
  })

describe('an attachment', () => {
  test('is kept with both digests, comes back byte for byte under its name, and can be removed', async () => {
    const added = await post(Buffer.concat([kindPart('source_proof'), filePart('来源证明.pdf', pdf), end]))
    expect(added.statusCode).toBe(200)
    expect(added.json()).toMatchObject({
      ...{ kind: 'source_proof', name: '来源证明.pdf', mediaType: 'application/pdf', bytes: pdf.length },
      sha256: createHash('sha256').update(pdf).digest('hex'),
      sm3: createHash('sm3').update(pdf).digest('hex'),
    })
    const url = `/api/v1/cases/${draft.id}/attachments/${added.json().id}`
    const as = (actor: AccountActor) => ({ authorization: `Bearer ${tokens.get(actor)}` })
    const back = await app.inject({ method: 'GET', url, headers: as(w.own.signatory) })
    expect(back.rawPayload.equals(pdf)).toBe(true)
    expect(back.headers['content-disposition']).toContain(`attachment; filename="____.pdf"; filename*=UTF-8''%E6%9D%A5`)
    expect((await app.inject({ method: 'GET', url, headers: as(w.other.filer) })).statusCode).toBe(404)
    expect((await app.inject({ method: 'DELETE', url, headers: as(w.other.filer) })).statusCode).toBe(404)
    expect((await app.inject({ method: 'DELETE', url, headers: as(w.own.filer) })).statusCode).toBe(200)
    expect((await app.inject({ method: 'GET', url, headers: as(w.own.filer) })).statusCode).toBe(404)
  })

  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  test.each([
    ['a PDF that is not one', 'source_proof', 'a.pdf', Buffer.from('hello'), 'filing.attachment_type'],
    ['a PDF cut off', 'source_proof', 'a.pdf', pdf.subarray(0, 30), 'filing.attachment_type'],
    ['a PNG named PDF', 'source_proof', 'a.pdf', png, 'filing.attachment_type'],
    ['an empty file', 'source_proof', 'a.pdf', Buffer.alloc(0), 'filing.attachment_type'],
    ['a program', 'other', 'a.exe', Buffer.from('MZ'), 'filing.attachment_type'],
    ['a table where a paper is wanted', 'identity', 'a.csv', Buffer.from('a,b\n'), 'filing.attachment_type'],
    ['too much', 'identity', 'a.pdf', Buffer.alloc(10 * 1024 * 1024 + 1), 'filing.attachment_size'],
    ['a kind there is not', '__proto__', 'a.pdf', pdf, 'kernel.invalid_input'],
    ['a name of a directory', 'other', '/', pdf, 'kernel.invalid_input'],
  ])('that is %s is refused in a sentence and leaves nothing', async (_, kind, name, content, code) => {
    const answer = await post(Buffer.concat([kindPart(kind), filePart(name, content), end]))
    expect(answer.json()).toMatchObject({ code })
    expect(answer.json().detail).toMatch(/\p{Script=Han}/u)
    expect(answer.statusCode).toBe(422)
    expect(await stored()).toEqual([])
  })

  test('without its kind first, or without a file, is refused at that place', async () => {
    const late = await post(Buffer.concat([filePart('a.pdf', pdf), kindPart('other'), end]))
    expect(late.json()).toMatchObject({ fields: [{ path: 'kind' }] })
    const none = await post(Buffer.concat([kindPart('other'), end]))
    expect(none.json()).toMatchObject({ fields: [{ path: 'file' }] })
  })

  test('whose frame ends early is told to be uploaded again', async () => {
    const whole = Buffer.concat([kindPart('source_proof'), filePart('a.pdf', pdf)])
    const answer = await post(whole.subarray(0, whole.length - 12))
    expect(answer.json()).toMatchObject({ code: 'filing.attachment_broken' })
    expect(await stored()).toEqual([])
  })

  test('whose connection breaks leaves nothing, and the server goes on', async () => {
    const address = app.server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    const socket = connect(address.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      [
        `POST /api/v1/cases/${draft.id}/attachments HTTP/1.1`,
        'Host: 127.0.0.1',
        `Authorization: Bearer ${tokens.get(w.own.filer)}`,
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        'Content-Length: 1000000',
        '\r\n',
      ].join('\r\n'),
    )
    socket.write(Buffer.concat([kindPart('source_proof'), filePart('a.pdf', Buffer.alloc(50_000))]).subarray(0, 40_000))
    await sleep(100)
    socket.destroy()
    await sleep(200)
    expect(await stored()).toEqual([])
    expect((await post(Buffer.concat([kindPart('other'), filePart('b.pdf', pdf), end]))).statusCode).toBe(200)
  })

  test('to a case of another company answers as if there were none', async () => {
    const answer = await post(Buffer.concat([kindPart('other'), filePart('a.pdf', pdf), end]), w.other.filer)
    const missing = await post(Buffer.concat([kindPart('other'), filePart('a.pdf', pdf), end]), w.other.filer, newId())
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toEqual(missing.json())
  })
})

describe('what is typed', () => {
  test('may be long, may be markup or a formula, and comes back as it was', async () => {
    const scenario = `${'长'.repeat(9_950)}<script>alert(1)</script>=1+1`
    const saved = await patch({ version: 1, set: { scenario, elements: [{ name: '=cmd|calc', meaning: '<img>' }] } })
    expect(saved.statusCode).toBe(200)
    const row = await w.p.db
      .selectFrom('filing_case')
      .select('form')
      .where('id', '=', draft.id)
      .executeTakeFirstOrThrow()
    expect(row.form).toMatchObject({ scenario, elements: [{ name: '=cmd|calc', meaning: '<img>' }] })
  })

  test.each([
    ['control characters', { name: '车速\u0007数据' }, 'set.name'],
    ['a zero byte', { scenario: 'a\u0000b' }, 'set.scenario'],
    ['hidden marks', { sampleRows: [['1', 'a\u202eb']] }, 'set.sampleRows.0.1'],
    ['more than fits', { algorithm: '长'.repeat(10_001) }, 'set.algorithm'],
    ['a field there is not', { nonsense: 1 }, 'set'],
    ['a number for a text', { name: 5 }, 'set.name'],
  ])('with %s is refused at its field and nothing is changed', async (_, set, path) => {
    const answer = await patch({ version: 1, set: { direction: '高速运营', ...set } })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().fields.map((fault: { path: string }) => fault.path)).toEqual([path])
    const row = await w.p.db.selectFrom('filing_case').selectAll().where('id', '=', draft.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ version: 1, direction: null })
  })

  test('as __proto__ pollutes nothing', async () => {
    for (const body of [
      '{"version":1,"set":{"__proto__":{"name":"x"}}}',
      '{"version":1,"set":{"redFlags":{"__proto__":true}}}',
      '{"version":1,"set":{"constructor":{"prototype":{"polluted":true}}}}',
    ])
      expect((await patch(body)).statusCode).toBeGreaterThanOrEqual(400)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(
      await w.p.db.selectFrom('filing_case').select('version').where('id', '=', draft.id).executeTakeFirstOrThrow(),
    ).toEqual({ version: 1 })
  })
})
