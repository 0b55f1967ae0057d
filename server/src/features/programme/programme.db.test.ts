import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, type World } from '../../testing/cases.ts'
import { reach } from '../../testing/procedure.ts'
import {
  arrange,
  changeEnterprise,
  figures,
  giveOpinion,
  importEnterprises,
  listEnterprises,
  localView,
} from './service.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
})

const opinionFor = (codes: readonly string[]) => ({
  office: 'transport' as const,
  items: codes.map((code) => ({ code, verdict: 'pass' as const, note: '' })),
  conclusion: 'support' as const,
  summary: '经实地了解，情况属实。',
})
const row = { 企业名称: '黔通智联', 潜在数据集: '高速通行时间', 联系人岗位: '数据部负责人', 状态: '待联系' }

describe('preliminary check', () => {
  test('is given item by item by an officer of the place, seen by the examiner, and by nobody of another place', async () => {
    const { id } = await reach(w, 'submitted')
    const { items, can } = await localView(w.p, w.officer, id)
    expect(can).toEqual(['give_opinion', 'arrange'])
    const codes = items.map(({ code }) => code)
    await expect(giveOpinion(w.p, w.officer, id, opinionFor(codes.slice(1)))).rejects.toMatchObject({
      code: 'kernel.invalid_input',
    })
    await giveOpinion(w.p, w.officer, id, opinionFor(codes))
    expect((await localView(w.p, w.examiner, id)).opinions).toMatchObject([
      { seq: 1, conclusion: 'support', prefectureCode: '520100' },
    ])
    for (const actor of [w.elsewhere, w.other.signatory, w.own.signatory])
      await expect(localView(w.p, actor, id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    await expect(giveOpinion(w.p, w.elsewhere, id, opinionFor(codes))).rejects.toMatchObject({
      code: 'kernel.not_found',
    })
    await expect(giveOpinion(w.p, w.examiner, id, opinionFor(codes))).rejects.toMatchObject({
      code: 'kernel.forbidden',
    })
    await expect(w.p.db.deleteFrom('preliminary_opinion').execute()).rejects.toThrow('permission')
  })

  test('lead and co-lead are arranged and handed over, each time with a reason, never without', async () => {
    const { id } = await reach(w, 'under_review')
    await arrange(w.p, w.officer, id, { lead: 'transport', coLead: 'market_regulation', reason: '首次登记，联合办理' })
    const { handling } = await arrange(w.p, w.officer, id, {
      lead: 'market_regulation',
      coLead: null,
      reason: '移交市场监管牵头',
    })
    expect(handling.map(({ seq, lead }) => [seq, lead])).toEqual([
      [1, 'transport'],
      [2, 'market_regulation'],
    ])
    await expect(
      arrange(w.p, w.elsewhere, id, { lead: 'transport', coLead: null, reason: '越权办理' }),
    ).rejects.toMatchObject({ code: 'kernel.not_found' })
  })

  test('an officer of one office gives no opinion in the name of the other', async () => {
    const { id } = await reach(w, 'submitted')
    const codes = (await localView(w.p, w.officer, id)).items.map(({ code }) => code)
    await w.p.owner
      .updateTable('account')
      .set({ office: 'market_regulation' })
      .where('id', '=', w.officer.accountId)
      .execute()
    await expect(giveOpinion(w.p, w.officer, id, opinionFor(codes))).rejects.toMatchObject({
      code: 'programme.other_office',
    })
    await w.p.owner.updateTable('account').set({ office: null }).where('id', '=', w.officer.accountId).execute()
  })
})

describe('figures and key enterprises', () => {
  test('are an officer’s own prefecture only, and all ten for the administrator', async () => {
    expect((await figures(w.p, w.officer)).items.map(({ prefectureCode }) => prefectureCode)).toEqual(['520100'])
    const [own] = (await figures(w.p, w.officer)).items
    expect(own?.open).toBeGreaterThan(0)
    expect(Object.values(own?.byStatus ?? {}).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(own?.open ?? 0)
    expect((await figures(w.p, w.elsewhere)).items).toMatchObject([
      { prefectureCode: '520300', open: 0, medianDays: null },
    ])
    expect((await figures(w.p, w.auditor)).items).toHaveLength(10)
    await expect(figures(w.p, w.own.signatory)).rejects.toMatchObject({ code: 'kernel.forbidden' })
  })

  test('an import is whole or nothing, and the same file twice adds nothing', async () => {
    const bad = { rows: [row, { ...row, 企业名称: '' }] }
    await expect(importEnterprises(w.p, w.officer, bad)).rejects.toMatchObject({ code: 'kernel.invalid_input' })
    expect((await listEnterprises(w.p, w.officer)).items).toEqual([])
    expect(await importEnterprises(w.p, w.officer, { rows: [row] })).toEqual({ added: 1, changed: 0, same: 0 })
    expect(await importEnterprises(w.p, w.officer, { rows: [row] })).toEqual({ added: 0, changed: 0, same: 1 })
    const again = { rows: [{ ...row, 状态: '已辅导' }] }
    expect(await importEnterprises(w.p, w.officer, again)).toEqual({ added: 0, changed: 1, same: 0 })
  })

  test('another prefecture neither sees nor changes them', async () => {
    const [mine] = (await listEnterprises(w.p, w.officer)).items
    if (!mine) throw new Error('imported above')
    expect((await listEnterprises(w.p, w.elsewhere)).items).toEqual([])
    await expect(
      changeEnterprise(w.p, w.elsewhere, mine.id, { version: mine.version, state: 'filed' }),
    ).rejects.toMatchObject({ code: 'kernel.not_found' })
    await expect(changeEnterprise(w.p, w.officer, mine.id, { version: 99, state: 'filed' })).rejects.toMatchObject({
      code: 'kernel.stale_version',
    })
    const changed = await changeEnterprise(w.p, w.officer, mine.id, { version: mine.version, state: 'filed' })
    expect(changed.items).toMatchObject([{ state: 'filed' }])
    expect((await listEnterprises(w.p, w.auditor)).items).toMatchObject([{ mine: false }])
  })
})
