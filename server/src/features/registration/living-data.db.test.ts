import type { AccountActor } from '@datadeed/core/kernel/actor'
import { canonicalize, digestsOf, type Json, mergeSketches, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { type Company, openWorld, pdf, upload, type World } from '../../testing/cases.ts'
import { type Data, depositData } from '../../testing/deposits.ts'
import { openApp, requester } from '../../testing/http.ts'
import { look, reach } from '../../testing/procedure.ts'
import { register } from '../../testing/registered.ts'
import { drawn } from '../../testing/sketches.ts'
import { withWitnesses } from '../evidence/testing/fixture.ts'
import { releaseKeys } from '../overlap/service.ts'
import { sweepNotices } from '../publication/service.ts'
import * as service from './service.ts'

let w: World
let call: ReturnType<typeof requester>
let epoch = 0
beforeAll(async () => {
  w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
  epoch = (await releaseKeys(w.p, w.own.filer)).current.epoch
})

const deposited = (actor: AccountActor, data: Data) => depositData(w.p, actor, { ...data, epoch })

const registered = (company?: Company) => register(w, company)
type Entry = Awaited<ReturnType<typeof registered>>

const code = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: { code?: string; fields?: { message: string }[] }) => error.code ?? String(error),
  )
const february = { from: '2026-02-01', to: '2026-02-28' }

describe('revisions of a living data set', () => {
  test('are chained by the holder, checked, logged, public, and covered by the certificate', async () => {
    const entry = await registered()
    const next = await deposited(w.own.filer, february)
    const listed = await service.listRevisions(w.p, w.own.filer, entry.id)
    expect(listed).toMatchObject({ canAdd: false, items: [{ seq: 1, checks: [] }] })
    expect(listed.candidates.map(({ id }) => id)).toEqual([next.id])
    const question = { depositId: next.id, manner: 'period' as const }
    const tried = await service.checkRevisionOf(w.p, w.own.filer, entry.id, question)
    expect(Object.fromEntries(tried.checks.map((one) => [one.code, one.outcome]))).toEqual({
      ...{ order: 'holds', schema: 'noted', content: 'unknown', times: 'holds' },
    })
    expect(await code(service.addRevision(w.p, w.own.filer, entry.id, { ...question, note: '' }))).toBe(
      'kernel.forbidden',
    )
    expect(await code(service.addRevision(w.p, w.other.signatory, entry.id, { ...question, note: '' }))).toBe(
      'kernel.not_found',
    )
    const both = await Promise.allSettled(
      [1, 2].map(() => service.addRevision(w.p, w.own.signatory, entry.id, { ...question, note: '二月' })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { json } = await call('GET', `/api/v1/register/${entry.certificate_number}/revisions`)
    expect(json.revisions.map((one: { depositNumber: string }) => one.depositNumber)[1]).toBe(next.number)
    expect(json.revisions[1]).toMatchObject({
      certificates: [entry.certificate_number],
      note: '二月',
      timeTo: '2026-02-28',
    })
    // Anybody can make the chain's digests again from the file alone.
    let previous: object | null = null
    for (const one of json.revisions) {
      const deposit = { number: one.depositNumber, ...one.digests }
      const { format, registrationNumber: registration } = json
      const said = { format, registration, seq: one.seq, deposit, manner: one.manner, previous }
      previous = digestsOf(nodeCrypto, utf8Encode(canonicalize(said as unknown as Json)))
      expect(one.chain).toEqual(previous)
    }
    const leaf = await w.p.owner
      .selectFrom('evidence_leaf')
      .select(['sha256', 'body'])
      .where('subject', '=', entry.certificate_number)
      .where('type', '=', 'certificate_status')
      .executeTakeFirstOrThrow()
    expect(leaf).toMatchObject({ sha256: json.revisions[1].chain.sha256, body: { event: 'revision_added' } })
    const page = (await call('GET', `/register/${entry.registration_number}`)).text
    expect(page).toContain(next.number)
    expect((await call('GET', `/certificates/${entry.certificate_number}`)).text).toContain('第 2 版')
    expect(await code(service.addRevision(w.p, w.own.signatory, entry.id, { ...question, note: '' }))).toBe(
      'registration.revision_breaks',
    )
  })

  test('are refused, with a sentence, where the chain breaks', async () => {
    const entry = await registered()
    const rows = drawn(20_000)
    const first = await deposited(w.own.filer, { ...february, rows })
    const add = (depositId: string, manner: 'period' | 'cumulative') =>
      service.addRevision(w.p, w.own.signatory, entry.id, { depositId, manner, note: '' })
    await add(first.id, 'period')
    const refusals: [Data, 'period' | 'cumulative', RegExp][] = [
      [{ columns: ['plate', 'owner'], from: '2026-03-01', to: '2026-03-10' }, 'period', /已不是同一数据集/],
      [{ from: '2026-01-01', to: '2026-02-01' }, 'period', /时间没有向前/],
      [{ from: '2026-03-01', to: '2026-03-10', rows: drawn(20_000) }, 'cumulative', /不是累积版/],
      [{ from: '2026-03-01', to: '2026-03-10', rows: mergeSketches(rows, drawn(1000)) }, 'period', /不是新一期/],
    ]
    for (const [data, manner, words] of refusals) {
      const { id } = await deposited(w.own.filer, data)
      await expect(add(id, manner)).rejects.toMatchObject({
        code: 'registration.revision_breaks',
        params: { why: expect.stringMatching(words) },
      })
    }
    const whole = await deposited(w.own.filer, {
      ...{ from: '2026-02-01', to: '2026-03-10', rows: mergeSketches(rows, drawn(20_000)) },
    })
    const { items } = await add(whole.id, 'cumulative')
    expect(items.at(-1)?.checks.find((one) => one.code === 'content')?.text).toMatch(/^上一版的记录有约 \d+%/)
    // Another's deposit, and one that is used.
    const theirs = await deposited(w.other.filer, february)
    expect(await code(add(theirs.id, 'period'))).toBe('kernel.not_found')
    expect(await code(add(first.id, 'period'))).toBe('registration.deposit_used')
    await w.p.owner.updateTable('register_entry').set({ status: 'suspended' }).where('id', '=', entry.id).execute()
    expect(await code(add(theirs.id, 'period'))).toBe('registration.revision_closed')
  })

  test('do not bring in the registered data of somebody else', async () => {
    const theirs = await registered(w.other)
    const rows = drawn(20_000)
    const base = await deposited(w.other.filer, { ...february, rows })
    const depositOf = await w.p.owner
      .selectFrom('filing_case')
      .select('deposit_id')
      .where('id', '=', theirs.case_id)
      .executeTakeFirstOrThrow()
    expect(depositOf.deposit_id).not.toBe(base.id)
    await w.p.owner.updateTable('filing_case').set({ deposit_id: base.id }).where('id', '=', theirs.case_id).execute()
    const entry = await registered()
    const copy = await deposited(w.own.filer, { ...february, rows })
    const failed = service.addRevision(w.p, w.own.signatory, entry.id, {
      depositId: copy.id,
      manner: 'period',
      note: '',
    })
    await expect(failed).rejects.toMatchObject({ code: 'registration.revision_breaks' })
    await failed.catch((error: { params: { why: string } }) => {
      expect(error.params.why).toContain('与他人已登记的数据相同')
      for (const secret of [theirs.registration_number, theirs.name, theirs.holder])
        expect(error.params.why).not.toContain(secret)
    })
  })
})

const link = { entryId: null, relation: 'aggregate', authorisationUntil: null, note: '按小时汇总得到' }
const inbox = async (accountId: string, what: string) =>
  await w.p.owner
    .selectFrom('inbox_message')
    .select(['params', 'link'])
    .where('account_id', '=', accountId)
    .where('what', '=', what)
    .execute()

async function suspend(entry: Entry) {
  const order = { issuer: '贵阳市中级人民法院', number: '（2026）黔01执保12号', date: '2026-03-16' }
  const body = { kind: 'suspension', ground: 'court', reason: '按照所附文件办理', order, changes: [] } as never
  const draft = await service.beginAffair(w.p, w.examiner, entry.id, body)
  const withPaper = await service.addDocument(w.p, w.examiner, draft.id, 'order', upload('x', '裁定书.pdf', pdf))
  const filed = await service.moveAffair(w.p, w.examiner, draft.id, {
    ...{ version: withPaper.version, command: 'submit', note: '' },
  })
  await service.moveAffair(w.p, w.reviewer, draft.id, { version: filed.version, command: 'confirm', note: '' })
}

describe('lineage between registrations', () => {
  test('of one holder is declared at once, in filing too, and public once registered; a circle is refused', async () => {
    const [a, b] = [await registered(), await registered()]
    const declare = (child: Entry, parent: Entry) =>
      service.declareLink(w.p, w.own.signatory, child.case_id, { ...link, parentNumber: parent.registration_number })
    const view = await declare(b, a)
    expect(view.parents).toMatchObject([{ status: 'declared', own: true, measure: { kind: 'unmeasured' } }])
    expect(view.graph?.nodes.map(({ number }) => number)).toEqual([a.registration_number, b.registration_number])
    expect(await code(declare(b, a))).toBe('registration.link_exists')
    expect(await code(declare(a, b))).toBe('registration.lineage_cycle')
    expect(await code(declare(a, a))).toBe('registration.lineage_cycle')
    w.p.clock.set('2026-03-02T01:00:00Z')
    const open = await reach(w, 'public_notice')
    w.p.clock.set('2026-03-17T01:00:00Z')
    const filing = await service.declareLink(w.p, w.own.signatory, open.id, {
      ...link,
      parentNumber: b.certificate_number,
    })
    expect(filing.graph).toBeNull()
    const before = (await call('GET', `/api/v1/register/${a.registration_number}/lineage`)).json
    expect(before.nodes).toHaveLength(2)
    // A circle through a case that is not registered yet, by two at once.
    const racing = await Promise.all([code(declare(a, b)), code(declare(a, b))])
    expect(racing).toEqual(['registration.lineage_cycle', 'registration.lineage_cycle'])
    w.p.clock.set('2026-04-20T01:00:00Z')
    await sweepNotices(w.p)
    expect((await look(w, open.id)).status).toBe('registered')
    const after = (await call('GET', `/api/v1/register/${a.registration_number}/lineage`)).json
    expect(after.nodes.map(({ depth }: { depth: number }) => depth)).toEqual([0, 1, 2])
    const page = (await call('GET', `/register/${a.registration_number}`)).text
    expect(page).toContain(b.registration_number)
    expect(page).toContain('<svg')
    w.p.clock.set('2026-03-17T01:00:00Z')
  })

  test('from another holder needs its authorisation, is confirmed or disputed by it, and nothing unpublished is told', async () => {
    const parent = await registered(w.other)
    w.p.clock.set('2026-03-02T01:00:00Z')
    const open = await reach(w, 'public_notice')
    w.p.clock.set('2026-03-17T01:00:00Z')
    const asked = { ...link, parentNumber: parent.registration_number, authorisationUntil: '2027-12-31' }
    const drafted = await service.declareLink(w.p, w.own.signatory, open.id, asked)
    const [draft] = drafted.parents
    if (!draft) throw new Error('no draft')
    const step = (
      actor: AccountActor,
      command: 'declare' | 'confirm' | 'dispute' | 'strike',
      version: number,
      note = '',
    ) => service.moveLink(w.p, actor, draft.id, { command, version, note })
    expect(draft).toMatchObject({ status: 'draft', own: false })
    expect(await code(step(w.own.signatory, 'declare', draft.version))).toBe('registration.proof_missing')
    const proved = await service.addProof(w.p, w.own.signatory, draft.id, upload('x', '授权书.pdf', pdf))
    const declared = await step(w.own.signatory, 'declare', proved.version)
    expect(declared).toMatchObject({ status: 'declared', proof: { name: '授权书.pdf' } })
    // The examiner sees it with its paper; the parent's holder hears nothing before the child is registered.
    expect((await service.caseLineage(w.p, w.examiner, open.id)).parents).toHaveLength(1)
    expect((await service.registrationLineage(w.p, w.other.signatory, parent.id)).children).toEqual([])
    expect(await code(step(w.other.signatory, 'confirm', declared.version))).toBe('kernel.not_found')
    expect(await inbox(w.other.signatory.accountId, 'lineage_declared')).toEqual([])
    expect((await call('GET', `/register/${parent.registration_number}`)).text).not.toContain(open.number)
    w.p.clock.set('2026-04-20T01:00:00Z')
    await sweepNotices(w.p)
    expect(await inbox(w.other.signatory.accountId, 'lineage_declared')).toHaveLength(1)
    const told = (await service.registrationLineage(w.p, w.other.signatory, parent.id)).children[0]
    expect(told).toMatchObject({ status: 'declared', proof: { name: '授权书.pdf' }, can: ['confirm', 'dispute'] })
    expect(await code(step(w.other.signatory, 'dispute', told?.version ?? 0))).toBe('kernel.invalid_input')
    const disputed = await step(w.other.signatory, 'dispute', told?.version ?? 0, '授权书已经作废')
    const confirmed = await step(w.other.signatory, 'confirm', disputed.version)
    expect(confirmed.status).toBe('confirmed')
    expect(await code(step(w.own.signatory, 'strike', confirmed.version, '不想要了'))).toBe('kernel.forbidden')
    // The parent is suspended: the child's holder and its programs are told.
    await suspend(parent)
    const [message] = await inbox(w.own.signatory.accountId, 'parent_moved')
    expect(message).toMatchObject({ params: { parent: parent.registration_number, status: '中止' } })
    const change = await w.p.owner
      .selectFrom('party_change')
      .select('data')
      .where('party_id', '=', w.own.partyId)
      .where('type', '=', 'registration.parent_moved')
      .executeTakeFirstOrThrow()
    expect(change.data).toMatchObject({ status: 'suspended', depth: 1 })
    const struck = await step(w.examiner, 'strike', confirmed.version, '授权书经核实系伪造')
    expect(struck.status).toBe('struck')
    const graph = (await call('GET', `/api/v1/register/${parent.registration_number}/lineage`)).json
    expect(graph.edges).toEqual([])
    w.p.clock.set('2026-03-17T01:00:00Z')
  })
})
