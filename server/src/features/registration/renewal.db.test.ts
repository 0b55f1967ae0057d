import { describe, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { depositOf } from '../../testing/cases.ts'
import { issueCertificate } from '../certificate/service.ts'
import { getRegistration } from './service.ts'

const { w, code, registered, entryOf, begin, granted, read } = await openAffairs()

describe('a renewal', () => {
  test('opens with its window, wants a new deposit, says what it has to do with the old one, and brings a new certificate', async () => {
    const entry = await registered()
    const terms = (depositId: string) => ({ kind: 'renewal', depositId, statement: '数据每日更新，仍由本单位持有。' })
    const first = await w.p.owner
      .selectFrom('filing_case')
      .select('deposit_id')
      .where('id', '=', entry.case_id)
      .executeTakeFirstOrThrow()
    const old = terms(first.deposit_id ?? '')
    await expect(begin(w.own.signatory, entry.id, 'renewal', 'in_use', old)).rejects.toMatchObject({
      code: 'registration.renewal_closed',
    })
    w.p.clock.set(`${Number(entry.valid_until.slice(0, 4))}-01-15T01:00:00Z`)
    await expect(begin(w.own.signatory, entry.id, 'renewal', 'in_use', old)).rejects.toMatchObject({
      fields: [{ path: 'terms.depositId' }],
    })
    const later = await depositOf(w.p, w.own.filer)
    const draft = await begin(w.own.signatory, entry.id, 'renewal', 'in_use', terms(later))
    expect(draft.content).toMatchObject({
      terms: { kind: 'renewal', check: { relation: 'same_fields', files: 1, sameFiles: 0 } },
    })
    await granted(draft, w.own.signatory)
    await issueCertificate(w.p, entry.case_id)
    const after = await entryOf(entry.id)
    expect(after.valid_until > entry.valid_until).toBe(true)
    expect(after.valid_until.slice(5)).toBe(entry.valid_until.slice(5))
    const certificate = await read(after.certificate_number)
    const deposit = await w.p.owner
      .selectFrom('deposit')
      .select('number')
      .where('id', '=', later)
      .executeTakeFirstOrThrow()
    expect(certificate).toMatchObject({ validUntil: after.valid_until, depositNumber: deposit.number })
    expect(await read(entry.certificate_number)).toMatchObject({
      replacedBecause: 'renewal',
      validUntil: entry.valid_until,
    })
    w.p.clock.set('2026-03-17T01:00:00Z')
  })
})

describe('division and merger', () => {
  test('close what they came from and open what they go over into, burdens with it; nothing is lost of who held what', async () => {
    const entry = await registered()
    const [a, b] = [await depositOf(w.p, w.own.filer), await depositOf(w.p, w.own.filer)]
    const half = { numerator: 1, denominator: 2 }
    const parts = [
      { name: '干线路段车速数据集', depositId: a, holders: [] },
      {
        name: '支线路段车速数据集',
        depositId: b,
        holders: [
          { uscc: code(w.own), share: half },
          { uscc: code(w.other), share: half },
        ],
      },
    ]
    const wrong = {
      kind: 'division',
      parts: [parts[0], { ...parts[1], holders: [{ uscc: code(w.own), share: half }] }],
    }
    await expect(begin(w.own.signatory, entry.id, 'division', 'agreement', wrong)).rejects.toMatchObject({
      fields: [
        { path: 'terms.parts.1.holders', message: '各方份额合计是 1/2，应当正好等于 1，还差 1/2。请改正后再提交' },
      ],
    })
    const draft = await begin(w.own.signatory, entry.id, 'division', 'agreement', { kind: 'division', parts })
    await granted(draft, w.own.signatory, w.other.signatory)
    await issueCertificate(w.p, entry.case_id)
    expect((await entryOf(entry.id)).status).toBe('cancelled')
    const { chain } = await read(entry.certificate_number)
    expect(chain.into).toHaveLength(2)
    const opened = await w.p.owner
      .selectFrom('register_entry')
      .selectAll()
      .where('opened_by', '=', draft.id)
      .orderBy('id')
      .execute()
    expect(opened.map(({ valid_until }) => valid_until)).toEqual([entry.valid_until, entry.valid_until])
    expect((await read(opened[1]?.certificate_number ?? '')).chain).toMatchObject({
      from: [{ registrationNumber: entry.registration_number }],
      certificates: [{ holders: [expect.stringContaining('1/2'), expect.stringContaining('1/2')] }],
    })
    const both = await getRegistration(w.p, w.other.signatory, opened[1]?.id ?? '')
    expect(both.status).toBe('active')

    const second = await registered()
    const merged = await depositOf(w.p, w.own.filer)
    const into = {
      kind: 'merger',
      sources: [second.id],
      name: '合并后的路段车速数据集',
      depositId: merged,
      holders: [],
    }
    const joint = await begin(w.own.signatory, opened[0]?.id ?? '', 'merger', 'agreement', into)
    await granted(joint, w.own.signatory)
    for (const id of [second.id, opened[0]?.id ?? '']) expect((await entryOf(id)).status).toBe('cancelled')
    const one = await w.p.owner
      .selectFrom('register_entry')
      .selectAll()
      .where('opened_by', '=', joint.id)
      .executeTakeFirstOrThrow()
    expect(one).toMatchObject({ name: '合并后的路段车速数据集', status: 'active' })
  })
})
