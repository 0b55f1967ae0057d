import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, confirm, expectText } from './support/controls.ts'
import { pdf } from './support/data.ts'
import {
  type CaseView,
  type Company,
  carefulForm,
  command,
  datadeed,
  filledCase,
  newCompany,
  passDay,
  readCase,
  submittedCase,
  until,
} from './support/filing.ts'
import { call } from './support/people.ts'
import { openEntry, press } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url, sessions, dataDir } = installation()
useBrowser()
useChain()

const proof = join(dataDir, '上游授权书.pdf')

/** Brought to its notice. */
const noticed = async (company: Company, name: string): Promise<CaseView> => {
  const { id } = await submittedCase(company, name)
  await command(id, 'claim', sessions.examiner ?? '')
  await command(id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: '' })
  await command(id, 'release', sessions.reviewer ?? '')
  await until('the notice', async () => (await readCase(id, company.token)).notice)
  return await readCase(id, company.token)
}

/** A later deposit of the same tables, or of others, made by the command-line tool. */
const depositLater = async ({ token }: Company, title: string, heading: string, day: number): Promise<void> => {
  const path = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-later-')), title)
  const rows = Array.from({ length: 1000 }, (_, at) => {
    const moment = new Date(Date.UTC(2026, 0, day) + at * 300_000).toISOString().slice(0, 19).replace('T', ' ')
    return `G${day}-${at % 97},${(60 + at / 17).toFixed(6)},${moment},续采`
  })
  mkdirSync(join(path, '附表'), { recursive: true })
  writeFileSync(join(path, '一月.csv'), `${heading}\n${rows.join('\n')}\n`)
  if (heading.startsWith('路段')) writeFileSync(join(path, '附表/站点.csv'), `站点,名称\n1,贵阳北${day}\n2,遵义南\n`)
  const out = mkdtempSync(join(tmpdir(), 'datadeed-e2e-out-'))
  const { code, output } = await datadeed(
    ...['deposit', path, '--server', url, `--token=${token}`, '--profile', '--out', out, '--json'],
  )
  if (code !== 0) throw new Error(output)
}

describe('a living data set and what comes from it', () => {
  const source = '贵阳环城路段车速数据集'
  const derived = '贵阳环城拥堵指数数据集'
  let holder: Company
  let maker: Company
  let numbers: { source: string; certificate: string; derived: string }

  beforeAll(async () => {
    writeFileSync(proof, pdf)
    ;[holder, maker] = await Promise.all([newCompany('环城路网'), newCompany('拥堵指数')])
    const [a, b] = await Promise.all([noticed(holder, source), noticed(maker, derived)])
    await passDay(b.notice?.to ?? '')
    const made = async ({ id }: CaseView, { token }: Company) =>
      await until('the certificate', async () => (await readCase(id, token)).certificate)
    const [first, second] = await Promise.all([made(a, holder), made(b, maker)])
    numbers = {
      ...{ source: first.registrationNumber, certificate: first.certificateNumber },
      derived: second.registrationNumber,
    }
  })

  it('a later deposit is checked and chained; what breaks the chain is refused with a sentence', async () => {
    await depositLater(holder, '路段平均车速续采', '路段编号,平均车速,统计时间,备注', 10)
    await depositLater(holder, '过车记录', '车牌,车主,过车时间,地点', 12)
    const page = await openEntry(holder.token, source)
    const section = page.getByRole('region', { name: '各版存证' })
    const deposits = section.getByRole('combobox', { name: '接在后面的存证' })
    await choose(page, deposits, '过车记录')
    await section.getByRole('button', { name: '先核对' }).click()
    await expectText(page, '接不上，没有接续', '已不是同一数据集')
    expect(await section.getByRole('button', { name: '接续存证', exact: true }).count()).toBe(0)
    await page.reload()
    await choose(page, deposits, '路段平均车速续采')
    await section.getByLabel('更新说明').fill('新增一月中旬的记录')
    await section.getByRole('button', { name: '先核对' }).click()
    await expectText(page, '可以接续')
    await expectFit(page, 'revision to chain')
    expect(await axe(page)).toEqual([])
    await press(page, '接续存证')
    await section.getByRole('heading', { name: '第 2 版' }).waitFor()
    await close(page)
    const visitor = await open()
    await visitor.goto(`/certificates/${numbers.certificate}`)
    await expectText(visitor, '覆盖的存证版本', '第 2 版')
    await expectFit(visitor, 'certificate with revisions')
    await visitor.goto(`/register/${numbers.source}`)
    await expectText(visitor, '各版存证', '新增一月中旬的记录')
    await close(visitor)
  })

  it('whoever derives data declares the source with an authorisation, its holder confirms it', async () => {
    const page = await openEntry(maker.token, derived)
    await page.getByRole('button', { name: '声明来源' }).click()
    await page.getByLabel('上游登记号或者证书编号').fill(numbers.source)
    await page.getByRole('radio', { name: '汇总统计' }).check()
    await page.getByLabel('授权到期日').fill('2027-12-31')
    await page.getByRole('textbox', { name: '说明', exact: true }).last().fill('按小时汇总车速，换算为拥堵指数。')
    await page.getByRole('button', { name: '建立声明' }).click()
    const card = page.getByRole('article', { name: `来自 ${source}` })
    await card.getByText('草稿').waitFor()
    await card.locator('input[type=file]').setInputFiles(proof)
    await card.getByRole('link', { name: '上游授权书.pdf' }).waitFor()
    await card.getByRole('button', { name: '声明', exact: true }).click()
    await confirm(page, '声明')
    await card.getByText('已声明').waitFor()
    await expectFit(page, 'declared source')
    expect(await axe(page)).toEqual([])
    await close(page)
    const own = await openEntry(holder.token, source)
    await expectText(own, '由它得到的登记', derived)
    await own.getByRole('button', { name: '确认属实' }).click()
    await confirm(own, '确认属实')
    await expectText(own, '上游权利人已确认')
    await expectFit(own, 'source with what comes from it')
    await close(own)
    const visitor = await open()
    await visitor.goto(`/register/${numbers.derived}`)
    await expectText(visitor, '数据血缘', source, '上游权利人已确认')
    expect(await visitor.locator('svg.lineage').count()).toBe(1)
    await expectFit(visitor, 'public lineage')
    expect(await axe(visitor)).toEqual([])
    await close(visitor)
  })

  it('a source is declared while filing, and told to nobody before the case is registered', async () => {
    const name = '贵阳环城通行时间数据集'
    const { id } = await filledCase(maker, carefulForm(name))
    const page = await open(maker.token)
    await page.goto(`/app/cases/${id}`)
    await page.getByRole('button', { name: '声明来源' }).click()
    await page.getByLabel('上游登记号或者证书编号').fill(numbers.derived)
    await page.getByRole('radio', { name: '清洗、标注或者计算加工' }).check()
    await page.getByRole('textbox', { name: '说明', exact: true }).last().fill('由拥堵指数推算通行时间。')
    await page.getByRole('button', { name: '建立声明' }).click()
    await page
      .getByRole('article', { name: `来自 ${derived}` })
      .getByText('已声明')
      .waitFor()
    await expectFit(page, 'source declared while filing')
    await close(page)
    const graph = await call<{ nodes: object[] }>(url, 'GET', `/api/v1/register/${numbers.derived}/lineage`)
    expect(graph.nodes).toHaveLength(2)
  })

  it('the number of another register is stated with its proof, compared by an examiner, and found on the register', async () => {
    const page = await openEntry(maker.token, derived)
    const section = page.getByRole('region', { name: '数据集编号' })
    await choose(page, section.getByRole('combobox', { name: '登记簿' }), '数据要素登记 OID')
    await section.getByRole('textbox', { name: '编号' }).fill('1.2.156')
    await section.locator('input[type=file]').setInputFiles(proof)
    await section.getByRole('button', { name: '申报', exact: true }).click()
    await expectText(page, '这不像数据要素登记 OID')
    const oid = `1.2.156.3088.7.${numbers.derived.slice(-6).replace(/\D/g, '1')}`.replace(/\.0+/g, '.1')
    await section.getByRole('textbox', { name: '编号' }).fill(oid)
    await section.getByRole('button', { name: '申报', exact: true }).click()
    await section.getByText(oid).first().waitFor()
    await expectFit(page, 'numbers of a data set')
    await close(page)
    const examiner = await openEntry('examiner', derived)
    await examiner.getByRole('button', { name: '核对相符' }).click()
    await expectText(examiner, '登记机构已核对')
    await close(examiner)
    const visitor = await open()
    await visitor.goto(`/register?q=${oid}`)
    await visitor.getByRole('link', { name: derived }).click()
    await expectText(visitor, oid, '登记机构已核对')
    await close(visitor)
  })

  it('the holder of what comes from a registration is told when that one is suspended', async () => {
    const page = await openEntry('examiner', source)
    await page.getByRole('radio', { name: '中止（冻结）' }).check()
    await page.getByRole('radio', { name: '人民法院要求协助冻结' }).check()
    await page.getByLabel('作出机关', { exact: true }).fill('贵阳市中级人民法院')
    await page.getByLabel('文书编号').fill('（2026）黔01执保27号')
    await page.getByLabel('文书日期').fill('2026-01-05')
    await page.getByRole('textbox', { name: '说明', exact: true }).first().fill('按协助执行通知书冻结，期限一年。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await page.locator('input[type=file]').first().setInputFiles(proof)
    await page.getByRole('link', { name: '上游授权书.pdf' }).first().waitFor()
    await press(page, '提交')
    await expectText(page, '拟准予待复核')
    await close(page)
    const second = await openEntry('reviewer', source)
    await press(second, '复核通过')
    await expectText(second, '已办结')
    await close(second)
    const own = await open(maker.token)
    await own.goto('/app/inbox')
    await expectText(own, `上游登记 ${numbers.source} 现在中止`)
    await close(own)
    const visitor = await open()
    await visitor.goto(`/register/${numbers.derived}`)
    await expectText(visitor, '上游登记的状态有变')
    await expectFit(visitor, 'public lineage with a suspended source')
    await close(visitor)
  })
})
