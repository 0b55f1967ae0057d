import type { AccountActor } from '@datadeed/core/kernel/actor'
import { withWitnesses } from '../features/evidence/testing/fixture.ts'
import { addDocument, beginAffair, moveAffair } from '../features/registration/service.ts'
import { subscribeAll } from '../subscriptions.ts'
import { type Company, openWorld, pdf } from './cases.ts'
import { openApp, requester } from './http.ts'
import { seedAccount, seedParty } from './platform.ts'
import { register } from './registered.ts'

/** Two companies and a bank with registrations, and what is done with them from draft to decision. */
export async function openAffairs() {
  const w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  const call = requester(await openApp(w.p))
  const partyId = await seedParty(w.p, { prefectureCode: '520100' })
  const bank: Company = {
    ...{ partyId, filer: await seedAccount(w.p, { roles: ['filer'], partyId }) },
    signatory: await seedAccount(w.p, { roles: ['filer', 'signatory'], partyId }),
  }
  const uscc: Record<string, string> = {}
  for (const row of await w.p.owner.selectFrom('party').select(['id', 'uscc']).execute()) uscc[row.id] = row.uscc
  const code = ({ partyId }: Company) => uscc[partyId] ?? ''

  async function* paper() {
    const file = (async function* () {
      yield pdf
    })()
    yield { type: 'file', fieldname: 'file', filename: '文件.pdf', file } as const
  }

  const registered = (company?: Company) => register(w, company)
  const order = { issuer: '贵阳市中级人民法院', number: '（2026）黔01执保12号', date: '2026-03-16' }
  type Entry = Awaited<ReturnType<typeof registered>>
  const entryOf = async (id: string): Promise<Entry> =>
    await w.p.owner.selectFrom('register_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  async function begin(
    by: AccountActor,
    entryId: string,
    kind: string,
    ground: string,
    terms: object | null,
    more = {},
  ) {
    const body = { kind, ground, reason: '按照所附文件办理', order: null, changes: [], terms, ...more }
    const draft = await beginAffair(w.p, by, entryId, body as never)
    const [first] = { transfer: ['contract'], freeze: ['order'], unfreeze: ['order'], recordal: ['contract'] }[
      kind
    ] ?? [{ discharge: 'proof', division: 'agreement', merger: 'agreement' }[kind]]
    return first ? await addDocument(w.p, by, draft.id, first, paper()) : draft
  }
  type View = Awaited<ReturnType<typeof begin>>
  const step = (actor: AccountActor, { id, version }: View, command: string, note = '') =>
    moveAffair(w.p, actor, id, { version, command, note } as never)

  const transferTo = (to: Company, share: object | null = null) => ({
    ...{ kind: 'transfer', to: code(to), share, contract: '转让合同 2026-03' },
  })
  const pledgeTo = (to: Company) => ({
    ...{
      kind: 'burden',
      burden: 'pledge',
      exclusivity: null,
      beneficiary: '演示银行',
      uscc: code(to),
      document: '质押合同 8 号',
    },
    ...{ beginsOn: '2026-03-01', endsOn: '2028-03-01' },
  })
  const freezing = {
    ...{
      kind: 'burden',
      burden: 'freeze',
      exclusivity: null,
      uscc: null,
      beneficiary: order.issuer,
      document: order.number,
    },
    ...{ beginsOn: '2026-03-16', endsOn: '2027-03-15' },
  }

  /** Signed by both sides and proposed: only the second person is missing. */
  async function proposed(draft: View, by: AccountActor, ...signatories: AccountActor[]) {
    let now = await step(by, draft, 'submit')
    for (const signatory of signatories) now = await step(signatory, now, 'sign')
    return now.status === 'filed' ? await step(w.examiner, now, 'propose_grant') : now
  }
  async function granted(draft: View, by: AccountActor, ...signatories: AccountActor[]) {
    return await step(w.reviewer, await proposed(draft, by, ...signatories), 'confirm')
  }
  const read = async (number: string) => (await call('GET', `/api/v1/certificates/${number}`)).json
  const leaves = (subject: string) =>
    w.p.owner
      .selectFrom('evidence_leaf')
      .selectAll()
      .where('subject', '=', subject)
      .where('type', '=', 'certificate_status')
      .execute()
  const told = async ({ filer }: Company) =>
    (
      await w.p.owner.selectFrom('inbox_message').select('what').where('account_id', '=', filer.accountId).execute()
    ).map(({ what }) => what)
  return {
    ...{
      w,
      call,
      bank,
      code,
      registered,
      order,
      entryOf,
      begin,
      step,
      transferTo,
      pledgeTo,
      freezing,
      proposed,
      granted,
    },
    ...{ read, leaves, told },
  }
}
