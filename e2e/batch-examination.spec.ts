import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { cellsOf } from './support/batch-cells.ts'
import { close, expectFit, narrow, open, useBrowser, wide } from './support/browser.ts'
import { confirm, expectText } from './support/controls.ts'
import { pdf } from './support/data.ts'
import { type CaseView, type Company, command, newCompany, newDeposit, readCase, until } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

const examiner = sessions.examiner2 ?? ''
const reviewer = sessions.reviewer ?? ''
type Batch = { id: string; status: string; revision: number; counts: { submitted: number } }
type Cohort = {
  id: string
  number: string
  status: string
  next: { caseId: string } | null
  counts: { cases: number; released: number; excepted: number; sampled: number; proposed: number }
}
type Member = { caseId: string; state: string; sampled: boolean; exemplar: boolean }

/** Nine alike applications of one company, filed with one table and one signature; one of them differs in its method. */
async function fileAlike({ token }: Company, deposit: string): Promise<void> {
  const api = <T>(method: string, path: string, body?: unknown) =>
    call<T>(url, method, `/api/v1/batches${path}`, { token, ...(body === undefined ? {} : { body }) })
  const sha256 = createHash('sha256').update(token).digest('hex')
  const { id, revision } = await api<Batch>('POST', '', { fileName: '同类.csv', sha256, bytes: 1000 })
  const names = [...'甲乙丙丁戊己庚辛壬'].map((one) => `花溪${one}路段车速数据集`)
  const rows = names.map((name, i) => ({
    line: i + 1,
    cells: cellsOf(
      deposit,
      name,
      i === names.length - 1 ? { updatePeriod: '每月五日' } : { records: String(1000 + i) },
    ),
  }))
  await api('PUT', `/${id}/rows`, { revision, rows })
  await api('POST', `/${id}/close`, { revision, rows: rows.length })
  const ready = (what: string, submitted = 0) =>
    until(what, async () => {
      const batch = await api<Batch>('GET', `/${id}`)
      return batch.status === 'ready' && batch.counts.submitted >= submitted ? batch : null
    })
  await ready('the checked batch')
  const paper = new FormData()
  paper.append('kind', 'source_proof')
  paper.append('file', new File([pdf], '来源证明.pdf', { type: 'application/pdf' }))
  await api('POST', `/${id}/attachments`, paper)
  await ready('the batch with its paper')
  await api('POST', `/${id}/drafts`, {})
  await ready('the drafts')
  const signing = await api<{ sha256: string }>('GET', `/${id}/signing`)
  await api('POST', `/${id}/submission`, { sha256: signing.sha256 })
  await ready('the submitted batch', rows.length)
}

let company: Company
beforeAll(async () => {
  company = await newCompany('花溪成批')
  const { number } = await call<{ number: string }>(
    url,
    'GET',
    `/api/v1/deposits/${await newDeposit(company)}`,
    company,
  )
  await fileAlike(company, number)
}, 60_000)

const cohortAt = (page: Page) => /\/cohorts\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
const look = (id: string, token = examiner) => call<Cohort>(url, 'GET', `/api/v1/cohorts/${id}`, { token })
const membersOf = async (id: string) =>
  (await call<{ items: Member[] }>(url, 'GET', `/api/v1/cohorts/${id}/members?limit=100`, { token: examiner })).items
const shoot = async (page: Page, name: string) => {
  const kept = process.env.DATADEED_E2E_SHOTS
  if (!kept) return
  await page.screenshot({ path: join(kept, `${name}.png`), fullPage: true })
  await page.setViewportSize(narrow)
  await page.screenshot({ path: join(kept, `${name}-narrow.png`), fullPage: true })
  await page.setViewportSize(wide)
}
/** Proposes acceptance of the case that is open, with two keys. */
const accept = async (page: Page) => {
  await page.getByRole('button', { name: '拟予登记' }).waitFor()
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByLabel('审查意见').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

describe('batch examination', () => {
  let id = ''

  it('goes from the queue to a cohort, through exemplar and sample by key, to a proposal for each', async () => {
    const page = await open('examiner2')
    await page.goto('/app/queue')
    await page.getByRole('link', { name: /可成批审查 \d+ 件/ }).click()
    await expectText(page, '可以成批审查的案件', company.name, '个字段：')
    await expectFit(page, 'groups of alike cases')
    await shoot(page, 'cohort-groups')
    await page.getByRole('button', { name: new RegExp(`成批审查 ${company.name}`) }).click()
    await confirm(page, '成批审查')
    await page.waitForURL(/\/cohorts\/[0-9a-f-]{36}/)
    id = cohortAt(page)
    await expectText(page, '请先完整审查范例', '不允许', '规则等同')
    await shoot(page, 'cohort-exemplar')

    await page.keyboard.press('n')
    await page.waitForURL(/\/queue\//)
    await expectText(page, '本案是这一批的范例')
    await accept(page)
    await expectText(page, '请逐件审查抽中的案件', '的把握认为其余案件中有问题的不超过')
    await page.getByText('怎样重复这次抽样').click()
    await expectText(page, '检查点根哈希')
    await expectFit(page, 'a cohort with its sample')
    await shoot(page, 'cohort-sample')

    await page.keyboard.press('n')
    await page.waitForURL(/\/queue\//)
    await expectText(page, '本案被抽中')
    await accept(page)
    // The rest of the sample, as another window of the same examiner does it.
    for (const { caseId, sampled, state } of await membersOf(id))
      if (sampled && state === 'held') await command(caseId, 'acceptance-proposal', examiner, { opinion: '' })
    await page.goto(`/app/cohorts/${id}`)
    await expectText(page, '范例和抽样均已通过')
    await page.locator('h1').click()
    await page.keyboard.press('a')
    await confirm(page, '整批提出拟予登记')
    await expectText(page, '等待复核')
    await page.getByRole('button', { name: /撤回拟办/ }).click()
    await page.getByRole('dialog').getByLabel('撤回的理由').fill('再核对一遍名称')
    await confirm(page, '撤回拟办')
    await expectText(page, '范例和抽样均已通过')
    await page.getByRole('button', { name: /整批提出拟予登记/ }).click()
    await confirm(page, '整批提出拟予登记')
    await expectText(page, '等待复核')
    await close(page)
    expect((await look(id)).counts.excepted).toBeGreaterThanOrEqual(1)
  })

  it('is released by another person, and every case has its own letter and notice', async () => {
    // Whoever examined is not offered what only a second person may do.
    const seen = await call<{ can: string[]; version: number; releaseList: string }>(
      url,
      'GET',
      `/api/v1/cohorts/${id}`,
      {
        token: examiner,
      },
    )
    expect(seen.can).not.toContain('release')
    const page = await open('reviewer')
    await page.goto('/app/cohorts?open=true')
    await page.getByRole('link', { name: (await look(id, reviewer)).number }).click()
    await page.getByRole('button', { name: /整批复核通过/ }).waitFor()
    await page.keyboard.press('l')
    await shoot(page, 'cohort-release')
    await confirm(page, '整批复核通过')
    await expectText(page, '已全部办结')
    await shoot(page, 'cohort-released')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出清单' }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/^成批审查 .*\.csv$/)
    await close(page)
    const { counts } = await look(id)
    expect(counts.released).toBe(counts.cases - counts.excepted)
    const released = (await membersOf(id)).filter(({ state }) => state === 'released')
    const cases = await Promise.all(released.map(({ caseId }) => readCase(caseId, company.token)))
    expect(new Set(cases.map((one: CaseView) => one.status))).toEqual(new Set(['public_notice']))
    expect(new Set(cases.flatMap(({ letters }) => letters.map((letter) => letter.id))).size).toBe(released.length)
    expect(new Set(cases.map(({ notice }) => notice?.number)).size).toBe(released.length)
  })

  it('takes a proposal on a single case back before anybody decides', async () => {
    const left = (await membersOf(id)).find(({ state }) => state === 'excepted')
    if (!left) throw new Error('no case was split off')
    await command(left.caseId, 'claim', examiner)
    await command(left.caseId, 'acceptance-proposal', examiner, { opinion: '' })
    const page = await open('examiner2')
    await page.goto(`/app/queue/${left.caseId}`)
    await page.getByRole('button', { name: '撤回拟办意见' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('还要核对更新期限')
    await confirm(page, '撤回拟办')
    await page.getByRole('button', { name: '拟予登记' }).waitFor()
    await close(page)
    expect((await readCase(left.caseId, examiner)).status).toBe('under_review')
  })
})
