import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, pdf, upload, type World } from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { register } from '../../testing/registered.ts'
import { withWitnesses } from '../evidence/testing/fixture.ts'
import * as service from './service.ts'

let w: World
let call: ReturnType<typeof requester>
beforeAll(async () => {
  w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
})

const registered = () => register(w)
type Entry = Awaited<ReturnType<typeof registered>>
const code = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

async function* statement(fields: Record<string, string>) {
  for (const [fieldname, value] of Object.entries(fields)) yield { type: 'field', fieldname, value } as const
  for await (const part of upload('x', '登记凭证.pdf', pdf)) if (part.type === 'file') yield part
}
const oid = { value: ' 1.2.156.3088.1.4.2 ', issuer: '贵阳大数据交易所', issuedOn: '2026-03-01', note: '' }

describe('the numbers of one data set', () => {
  test('are stated with a proof, checked for their form, searched, exported and kept with their history', async () => {
    const [entry, second] = [await registered(), await registered()]
    const state = (of: Entry, fields: Record<string, string>, kind = 'data_element_oid') =>
      service.stateNumber(w.p, w.own.signatory, of.id, kind, statement(fields))
    expect(await code(state(entry, { ...oid, value: '1.2' }))).toBe('kernel.invalid_input')
    expect(await code(state(entry, { ...oid, issuedOn: '2030-01-01' }))).toBe('kernel.invalid_input')
    expect(await code(state(entry, oid, 'nothing'))).toBe('registration.no_rules')
    expect(await code(service.stateNumber(w.p, w.own.filer, entry.id, 'data_element_oid', statement(oid)))).toBe(
      'kernel.forbidden',
    )
    const stated = await state(entry, oid)
    expect(stated.numbers.map(({ kind, value }) => [kind, value])).toEqual([
      ['registration', entry.registration_number],
      ['data_element_oid', '1.2.156.3088.1.4.2'],
    ])
    expect(await code(state(entry, oid))).toBe('registration.nothing_changed')
    expect(await code(state(second, oid))).toBe('registration.number_taken')
    const found = (await call('GET', `/api/v1/register?q=${encodeURIComponent('１.2.156.3088.1.4.2')}`)).json
    expect(found.items.map((one: { registrationNumber: string }) => one.registrationNumber)).toEqual([
      entry.registration_number,
    ])
    const [first] = stated.history
    const checked = await service.checkNumber(w.p, w.examiner, first?.id ?? '', { outcome: 'confirmed', note: '' })
    expect(checked.numbers[1]?.check).toBe('confirmed')
    expect((await call('GET', `/register/${entry.registration_number}`)).text).toContain('登记机构已核对')
    const csv = await call('GET', '/api/v1/dataset-numbers.csv')
    expect(csv.text).toContain(`${entry.registration_number},`)
    expect(csv.text).toContain('1.2.156.3088.1.4.2')
    const rows = (await call('GET', `/api/v1/dataset-numbers?q=${entry.registration_number}`)).json
    expect(rows).toMatchObject({ total: 1, items: [{ value: '1.2.156.3088.1.4.2', check: 'confirmed' }] })
    const dcat = (await call('GET', `/register/${entry.registration_number}/dcat.jsonld`)).text
    expect(dcat).toContain('1.2.156.3088.1.4.2')
    await service.withdrawNumber(w.p, w.own.signatory, entry.id, 'data_element_oid', '登记时填错')
    const after = await service.listNumbers(w.p, w.own.filer, entry.id)
    expect(after.numbers).toHaveLength(1)
    expect(after.history.map(({ value }) => value)).toEqual([null, '1.2.156.3088.1.4.2'])
    await state(second, oid)
    expect(await code(service.listNumbers(w.p, w.other.filer, entry.id))).toBe('kernel.not_found')
  })
})

test('an extended authorisation, filed as a change, moves the last day; the page says how it was found', async () => {
  const entry = await registered()
  await w.p.owner
    .updateTable('register_entry')
    .set({ authorisation_until: '2026-12-31', valid_until: '2026-12-31' })
    .where('id', '=', entry.id)
    .execute()
  const change = (to: string) =>
    service.beginAffair(w.p, w.own.signatory, entry.id, {
      ...{ kind: 'change', ground: 'authorisation', reason: '授权已经续签', order: null },
      changes: [{ field: 'authorisationUntil', to }],
    } as never)
  expect(await code(change('2026-02-31'))).toBe('kernel.invalid_input')
  expect(await code(change('2026-03-01'))).toBe('kernel.invalid_input')
  const draft = await change('2028-06-30')
  const proved = await service.addDocument(w.p, w.own.signatory, draft.id, 'proof', upload('x', '续签授权.pdf', pdf))
  const step = (actor: AccountActor, command: string, version: number) =>
    service.moveAffair(w.p, actor, draft.id, { version, command, note: '' } as never)
  const filed = await step(w.own.signatory, 'submit', proved.version)
  const proposed = await step(w.examiner, 'propose_grant', filed.version)
  await step(w.reviewer, 'confirm', proposed.version)
  const { json } = await call('GET', `/api/v1/register/${entry.registration_number}`)
  expect(json).toMatchObject({ validUntil: '2028-06-30', expiry: { by: 'authorisation' } })
  expect(json.certificateNumber).not.toBe(entry.certificate_number)
  expect((await call('GET', `/register/${entry.registration_number}`)).text).toContain('数据来源授权：至2028年6月30日')
  w.p.clock.set('2028-06-30T16:00:00Z')
  await service.sweepExpired(w.p)
  const letter = await w.p.owner
    .selectFrom('letter')
    .select('data')
    .where('case_id', '=', entry.case_id)
    .orderBy('issued_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(letter.data)).toContain('数据来源授权：至2028年6月30日')
  w.p.clock.set('2026-03-17T01:00:00Z')
})
