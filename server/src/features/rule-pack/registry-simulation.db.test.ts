import { guizhou, stepOf } from '@datadeed/core/kernel/rule-pack'
import { beforeAll, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { pdf, upload } from '../../testing/cases.ts'
import { seedAccount } from '../../testing/platform.ts'
import { reach } from '../../testing/procedure.ts'
import { addProof, declareLink, moveLink } from '../registration/service.ts'
import { addVersion, proposeVersion, putInEffect, simulatePack } from './service.ts'

let a: Awaited<ReturnType<typeof openAffairs>>
beforeAll(async () => {
  a = await openAffairs()
})

test('a new pack is simulated over registrations: validity, renewal, and the days and conditions of open affairs', async () => {
  const { w } = a
  const entry = await a.registered()
  const other = await a.registered(w.other)
  const draft = await a.begin(w.own.signatory, entry.id, 'cancellation', 'request', null)
  const filed = await a.step(w.own.signatory, draft, 'submit')
  const admin = await seedAccount(w.p, { roles: ['administrator'] })
  const { afterRegistration } = guizhou
  if (!afterRegistration) throw new Error('no afterRegistration')
  const pack = {
    ...guizhou,
    version: '2026.2',
    validity: { ...guizhou.validity, years: 2 },
    steps: { ...guizhou.steps, registerAffair: { ...stepOf(guizhou, 'registerAffair'), days: 3 } },
    afterRegistration: {
      ...afterRegistration,
      affairs: afterRegistration.affairs.map((one) =>
        one.kind === 'cancellation'
          ? {
              ...one,
              documents: one.documents.map((document) => ({ ...document, required: document.code === 'proof' })),
            }
          : one,
      ),
    },
  }
  const { id } = await addVersion(w.p, admin, { kind: 'rule_pack', text: JSON.stringify(pack) })
  // Fixed by a decision, not by the rules: that day stays.
  await w.p.owner.updateTable('register_entry').set({ valid_until: '2027-01-31' }).where('id', '=', other.id).execute()

  const { registrations } = await simulatePack(w.p, admin, id)
  expect(registrations).toMatchObject({
    ...{ total: 2, examined: 2, differing: 1, ended: 0, revived: 0 },
    counts: { expiry: 1, renewal: 1, affair: 1, condition: 1 },
  })
  const [item] = registrations.items
  expect(item).toMatchObject({ entryId: entry.id, number: entry.registration_number, version: 'GZ 2026.1' })
  const { number } = await w.p.owner
    .selectFrom('register_affair')
    .select('number')
    .where('id', '=', filed.id)
    .executeTakeFirstOrThrow()
  expect(item?.differences).toEqual([
    { kind: 'expiry', item: 'validUntil', before: entry.valid_until, after: '2028-03-16' },
    { kind: 'renewal', item: 'opens', before: '2028-09-17', after: '2027-09-18' },
    { kind: 'affair', item: `due ${number}`, before: filed.due, after: '2026-03-20' },
    {
      kind: 'condition',
      item: `documents ${number}`,
      before: null,
      after: '数据销毁或者单位终止的证明（按理由需要时）',
    },
  ])

  // Looked at two years on, it would be over; one that is over by the rules in force would run by longer ones.
  w.p.clock.set('2028-06-01T01:00:00Z')
  expect((await simulatePack(w.p, admin, id)).registrations).toMatchObject({ ended: 1, revived: 0 })
})

test('who would be reminded and warned when, and which declared lineages would be judged otherwise', async () => {
  const { w } = a
  const { lineage, escalation } = guizhou
  if (!lineage || !escalation) throw new Error('no rules')
  const [parent, child] = [await a.registered(w.other), await a.registered()]
  const body = { entryId: null, relation: 'aggregate', authorisationUntil: null, note: '按小时汇总得到' }
  const declare = async (parentNumber: string) =>
    (await declareLink(w.p, w.own.signatory, child.case_id, { ...body, parentNumber })).parents.at(-1)
  const draft = await declare(parent.registration_number)
  if (!draft) throw new Error('no draft')
  const { version } = await addProof(w.p, w.own.signatory, draft.id, upload('x', '授权书.pdf', pdf))
  await moveLink(w.p, w.own.signatory, draft.id, { command: 'declare', version, note: '' })
  const inReview = await reach(w, 'under_review')
  const admin = await seedAccount(w.p, { roles: ['administrator'] })
  const simulate = async (number: string, change: Partial<typeof guizhou>) => {
    const text = JSON.stringify({ ...guizhou, version: number, ...change })
    const { id } = await addVersion(w.p, admin, { kind: 'rule_pack', text })
    return { id, ...(await simulatePack(w.p, admin, id)) }
  }

  const same = await simulate('2026.3', {})
  expect(same.reminders).toMatchObject({ differing: 0, items: [] })
  expect(same.reminders.ahead.after).toBe(same.reminders.ahead.before)
  expect(same.lineage).toMatchObject({ total: 1, examined: 1, differing: 0, stopped: 0, items: [] })

  const { reminders, lineage: links } = await simulate('2026.4', {
    validity: { ...guizhou.validity, reminderDays: [180, 90, 120] },
    steps: { ...guizhou.steps, review: { ...stepOf(guizhou, 'review'), days: 15 } },
    escalation: { ...escalation, levels: escalation.levels.filter(({ code }) => code !== 'nearly') },
    lineage: { ...lineage, relations: lineage.relations.filter(({ code }) => code !== 'aggregate') },
  })
  expect(reminders.items.find(({ entryId }) => entryId === child.id)).toEqual({
    ...{ entryId: child.id, caseId: null, number: child.registration_number, name: child.name, version: 'GZ 2026.1' },
    differences: [
      { kind: 'renewal_reminder', item: 'reminder 60', before: '2029-01-15 applicant', after: null },
      { kind: 'renewal_reminder', item: 'reminder 30', before: '2029-02-14 applicant', after: null },
      { kind: 'renewal_reminder', item: 'reminder 7', before: '2029-03-09 applicant', after: null },
      { kind: 'renewal_reminder', item: 'reminder 120', before: null, after: '2028-11-16 applicant' },
    ],
  })
  const all = 'examiner reviewer administrator'
  const ofCase = reminders.items.find(({ caseId }) => caseId === inReview.id)
  expect(ofCase).toMatchObject({ entryId: null, number: inReview.number })
  expect(ofCase?.differences).toEqual([
    { kind: 'warning', item: 'examination most', before: '2026-03-26 examiner', after: '2026-04-01 examiner' },
    { kind: 'warning', item: 'examination nearly', before: '2026-03-30 examiner reviewer', after: null },
    { kind: 'warning', item: 'examination last_day', before: `2026-03-31 ${all}`, after: `2026-04-08 ${all}` },
    { kind: 'warning', item: 'examination expired', before: `2026-04-01 ${all}`, after: `2026-04-09 ${all}` },
  ])
  expect(reminders.counts).toMatchObject({ warning: 4, party_reminder: 0 })
  expect(reminders.counts.renewal_reminder).toBe(4 * (reminders.differing - 1))
  expect(reminders.ahead.before - reminders.ahead.after).toBe(2 * (reminders.differing - 1) + 1)
  expect(links).toMatchObject({ differing: 1, stopped: 1, freed: 0, counts: { relation: 1, proof: 0, parent: 0 } })
  expect(links.items).toEqual([
    {
      ...{ linkId: draft.id, entryId: child.id, caseId: child.case_id, number: child.registration_number },
      ...{ name: child.name, parentId: parent.id, parentNumber: parent.registration_number, version: 'GZ 2026.1' },
      differences: [{ kind: 'relation', item: 'aggregate', before: '汇总统计', after: null }],
    },
  ])
})

test('where the rules ask for no authorisation, data of another are declared without one', async () => {
  const { w } = a
  const { lineage } = guizhou
  if (!lineage) throw new Error('no lineage')
  const admin = await seedAccount(w.p, { roles: ['administrator'], name: '管理员甲' })
  const other = await seedAccount(w.p, { roles: ['administrator'], name: '管理员乙' })
  const parent = await a.registered(w.other)
  const pack = { ...guizhou, version: '2026.5', lineage: { ...lineage, proof: { ...lineage.proof, required: false } } }
  const { id } = await addVersion(w.p, admin, { kind: 'rule_pack', text: JSON.stringify(pack) })
  const reason = '演示：不要求授权书'
  w.p.clock.set('2026-03-18T01:00:00Z')
  await proposeVersion(w.p, admin, id, { from: '2026-03-18', reason })
  await putInEffect(w.p, other, id, { reason })
  const open = await reach(w, 'under_review')
  // The platform of this world was copied, and with it the pack of its beginning.
  await w.p.owner.updateTable('filing_case').set({ pack_version: '2026.5' }).where('id', '=', open.id).execute()
  const link = { entryId: null, relation: 'aggregate', authorisationUntil: null, note: '按小时汇总得到' }
  const asked = { ...link, parentNumber: parent.registration_number }
  const [draft] = (await declareLink(w.p, w.own.signatory, open.id, asked)).parents
  expect(draft).toMatchObject({ status: 'draft', proof: null, can: expect.arrayContaining(['declare']) })
  const step = { command: 'declare', version: draft?.version ?? 0, note: '' } as const
  expect(await moveLink(w.p, w.own.signatory, draft?.id ?? '', step)).toMatchObject({ status: 'declared' })
  // Under the version before it could not have been.
  const strict = { ...guizhou, version: '2026.6' }
  const { id: draftId } = await addVersion(w.p, admin, { kind: 'rule_pack', text: JSON.stringify(strict) })
  const { lineage: links } = await simulatePack(w.p, admin, draftId)
  expect(links).toMatchObject({ differing: 1, stopped: 1, counts: { proof: 1 } })
  expect(links.items[0]).toMatchObject({ entryId: null, caseId: open.id, number: open.number, version: 'GZ 2026.5' })
})
