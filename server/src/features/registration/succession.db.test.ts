import { describe, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { depositOf, pdf, upload } from '../../testing/cases.ts'
import { depositData } from '../../testing/deposits.ts'
import {
  addDocument,
  addProof,
  addRevision,
  declareLink,
  listRevisions,
  moveLink,
  registrationLineage,
} from './service.ts'

const { w, call, code, registered, entryOf, begin, granted, told } = await openAffairs()
type Entry = Awaited<ReturnType<typeof registered>>

const declare = (child: Entry, parent: Entry, by = w.own.signatory) =>
  declareLink(w.p, by, child.case_id, {
    ...{ entryId: child.id, parentNumber: parent.registration_number, relation: 'aggregate' },
    ...{ authorisationUntil: null, note: '按小时汇总得到' },
  })
const openedBy = async (affairId: string): Promise<Entry[]> =>
  await w.p.owner.selectFrom('register_entry').selectAll().where('opened_by', '=', affairId).orderBy('name').execute()
const graphOf = async ({ registration_number: number }: Entry) =>
  (await call('GET', `/api/v1/register/${number}/lineage`)).json

/** Divides an entry into two, the second held by the other company. */
async function divide(entry: Entry) {
  const [a, b] = [await depositOf(w.p, w.own.filer), await depositOf(w.p, w.own.filer)]
  const whole = { numerator: 1, denominator: 1 }
  const parts = [
    { name: '甲部分路段车速数据集', depositId: a, holders: [] },
    { name: '丙部分路段车速数据集', depositId: b, holders: [{ uscc: code(w.other), share: whole }] },
  ]
  const draft = await begin(w.own.signatory, entry.id, 'division', 'agreement', { kind: 'division', parts })
  await granted(draft, w.own.signatory, w.other.signatory)
  const opened = await openedBy(draft.id)
  const of = (party: string) => opened.find((one) => one.party_id === party) as Entry
  return { own: of(w.own.partyId), others: of(w.other.partyId) }
}

describe('what a division or a merger opens', () => {
  let made: Record<'source' | 'entry' | 'derived' | 'own' | 'more', Entry> | null = null
  const fail = (): never => {
    throw new Error('nothing was divided')
  }

  test('goes on with what the data came from and what came from them, public and inside', async () => {
    const [source, entry, derived] = [await registered(), await registered(), await registered()]
    await declare(entry, source)
    await declare(derived, entry)
    const next = await depositData(w.p, w.own.filer, { from: '2026-02-01', to: '2026-02-28' })
    await addRevision(w.p, w.own.signatory, entry.id, { depositId: next.id, manner: 'period', note: '二月' })
    const { own, others } = await divide(entry)

    // Public: the picture and the page of each part.
    const graph = await graphOf(own)
    const edges = graph.edges.map((one: { parent: string; child: string; kind: string }) => [
      one.kind,
      one.parent,
      one.child,
    ])
    expect(edges).toEqual(
      expect.arrayContaining([
        ['declared', source.registration_number, entry.registration_number],
        ['division', entry.registration_number, own.registration_number],
        ['declared', entry.registration_number, derived.registration_number],
      ]),
    )
    const down = (await graphOf(derived)).nodes.map(({ number }: { number: string }) => number)
    expect(down).toEqual(expect.arrayContaining([own.registration_number, others.registration_number]))
    const page = (await call('GET', `/register/${own.registration_number}`)).text
    expect(page).toContain(`承继的登记 ${entry.registration_number}：2 版`)
    expect(page).toContain(next.number)
    expect(page).toContain('分割承继')
    const record = (await call('GET', `/register/${own.registration_number}/dcat.jsonld`)).text
    expect(record).toContain(`/register/${source.registration_number}`)
    const file = (await call('GET', `/api/v1/register/${own.registration_number}/revisions`)).json
    expect(file.revisions).toHaveLength(1)
    expect(file.predecessors).toMatchObject([
      {
        registrationNumber: entry.registration_number,
        revisions: [{ seq: 1 }, { seq: 2, depositNumber: next.number }],
      },
    ])

    // Inside: whoever holds a part now stands where the holder before stood.
    const view = await registrationLineage(w.p, w.other.signatory, others.id)
    expect(view.parents).toMatchObject([{ parent: { registrationNumber: source.registration_number } }])
    expect(view.children).toMatchObject([{ child: { registrationNumber: derived.registration_number } }])
    expect(view.canDeclare).toBe(true)
    expect((await listRevisions(w.p, w.other.filer, others.id)).predecessors).toHaveLength(1)
    expect((await registrationLineage(w.p, w.own.signatory, entry.id)).canDeclare).toBe(false)
    const more = await registered()
    await expect(declare(entry, more)).rejects.toMatchObject({ code: 'registration.link_not_offered' })

    // Each part says for itself what else it comes from, and neither comes from itself.
    await declare(own, more)
    await declare(others, more, w.other.signatory)
    await expect(declare(own, more)).rejects.toMatchObject({ code: 'registration.link_exists' })
    await expect(declare(own, source)).rejects.toMatchObject({ code: 'registration.link_exists' })
    await expect(declare(own, derived)).rejects.toMatchObject({ code: 'registration.lineage_cycle' })
    await expect(declare(own, others)).rejects.toMatchObject({ code: 'registration.lineage_cycle' })

    made = { source, entry, derived, own, more }
  })

  test('and, merged again with something else, both lines stand behind it', async () => {
    const { source, entry, derived, own, more } = made ?? fail()
    const second = await registered()
    await declare(second, more)
    const joint = await begin(w.own.signatory, own.id, 'merger', 'agreement', {
      ...{ kind: 'merger', sources: [second.id], name: '合并后的路段车速数据集', holders: [] },
      depositId: await depositOf(w.p, w.own.filer),
    })
    await granted(joint, w.own.signatory)
    const [merged] = await openedBy(joint.id)
    if (!merged) throw new Error('nothing was opened')
    const after = await registrationLineage(w.p, w.own.signatory, merged.id)
    expect(new Set(after.parents.map(({ parent }) => parent.registrationNumber))).toEqual(
      new Set([source.registration_number, more.registration_number]),
    )
    expect((await graphOf(merged)).nodes.map(({ number }: { number: string }) => number)).toEqual(
      expect.arrayContaining([source.registration_number, entry.registration_number, derived.registration_number]),
    )
    expect(
      (await listRevisions(w.p, w.own.filer, merged.id)).predecessors.map((one) => one.registrationNumber),
    ).toEqual(expect.arrayContaining([own.registration_number, second.registration_number, entry.registration_number]))
  })

  test('is told of what happens to a source, and its own end is told to whoever came from the one before', async () => {
    const [source, entry] = [await registered(w.other), await registered()]
    const order = { issuer: '贵阳市中级人民法院', number: '（2026）黔01执保12号', date: '2026-03-16' }
    const suspend = async (one: Entry) => {
      const draft = await begin(w.examiner, one.id, 'suspension', 'court', null, { order })
      const ready = await addDocument(w.p, w.examiner, draft.id, 'order', upload('x', '裁定书.pdf', pdf))
      await granted(ready, w.examiner)
    }
    const drafted = await declare(entry, source)
    const [link] = drafted.parents
    if (!link) throw new Error('no link')
    const proved = await addProof(w.p, w.own.signatory, link.id, upload('x', '授权书.pdf', pdf))
    const declared = await moveLink(w.p, w.own.signatory, link.id, {
      ...{ command: 'declare', version: proved.version, note: '' },
    })
    expect(declared.status).toBe('declared')
    const { own } = await divide(entry)
    const before = (await told(w.own)).filter((what) => what === 'parent_moved').length
    await suspend(source)
    expect((await told(w.own)).filter((what) => what === 'parent_moved')).toHaveLength(before + 1)
    // The other way round: the source is divided; whoever holds its part confirms, and hears nothing of strangers.
    const [upstream, child] = [await registered(), await registered()]
    await declare(child, upstream)
    const halves = await divide(upstream)
    const count = async () => (await told(w.own)).filter((what) => what === 'parent_moved').length
    const then = await count()
    await suspend(halves.own)
    expect(await count()).toBe(then + 1)
    expect((await entryOf(own.id)).status).toBe('active')
  })
})

describe('the deposit of a renewal', () => {
  const terms = (depositId: string) => ({ kind: 'renewal', depositId, statement: '数据每日更新，仍由本单位持有。' })
  const renew = async (entry: Entry, files: Record<string, string>) => {
    const first = await depositData(w.p, w.own.filer, {
      from: '2026-02-01',
      to: '2026-02-28',
      files: { 'a.csv': '一' },
    })
    await w.p.owner.updateTable('filing_case').set({ deposit_id: first.id }).where('id', '=', entry.case_id).execute()
    w.p.clock.set(`${Number(entry.valid_until.slice(0, 4))}-01-15T01:00:00Z`)
    const later = await depositData(w.p, w.own.filer, { from: '2026-02-01', to: '2028-12-31', files })
    await granted(await begin(w.own.signatory, entry.id, 'renewal', 'in_use', terms(later.id)), w.own.signatory)
    w.p.clock.set('2026-03-17T01:00:00Z')
    const { items } = await listRevisions(w.p, w.own.filer, entry.id)
    return { first, later, items }
  }

  test('goes on the chain where its manifest holds what was deposited before', async () => {
    const entry = await registered()
    const { first, later, items } = await renew(entry, { 'a.csv': '一', 'b.csv': '二' })
    const after = await entryOf(entry.id)
    expect(items).toMatchObject([
      { seq: 1, depositNumber: first.number },
      { seq: 2, depositNumber: later.number, manner: 'cumulative', certificates: [after.certificate_number] },
    ])
    const leaf = await w.p.owner
      .selectFrom('evidence_leaf')
      .select('sha256')
      .where('subject', '=', after.certificate_number)
      .where('type', '=', 'certificate_status')
      .executeTakeFirstOrThrow()
    expect(leaf.sha256).toBe(items[1]?.chain.sha256)
    const history = (await call('GET', `/api/v1/register/${entry.registration_number}`)).json.history
    expect(history.map(({ what }: { what: string }) => what)).toEqual(expect.arrayContaining(['续期', '接续存证']))
  })

  test('stays beside the chain where nothing but a statement says so', async () => {
    const entry = await registered()
    const { first, items } = await renew(entry, { 'c.csv': '三' })
    expect(items.map(({ depositNumber }) => depositNumber)).toEqual([first.number])
  })
})
