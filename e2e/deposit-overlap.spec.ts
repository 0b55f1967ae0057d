import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { expectText } from './support/controls.ts'
import { attach, type CaseView, type Company, carefulForm, command, datadeed, newCompany } from './support/filing.ts'
import { call } from './support/people.ts'
import { tapWire } from './support/wire.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

/** Owners of vehicles, none of whom exists: a telephone number and a plate each, and three kinds of vehicle. */
const owners = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const n = from + i
    const phone = `139${String((n * 7_654_321) % 100_000_000).padStart(8, '0')}`
    return `${phone},贵A${String((n * 7919) % 100_000).padStart(5, '0')},${['客车', '货车', '挂车'][n % 3]}`
  })
const table = (rows: readonly string[]) => `联系电话,车牌号,车型\n${rows.join('\n')}\n`

const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-overlap-'))
const all = owners(0, 6000)
const chosen = join(folder, '车主.csv')
writeFileSync(chosen, table(all))

type Answer = {
  epoch: number | null
  checked: number
  overlaps: { column: string | null; relation: string; share: number; own: boolean; other: unknown }[]
}
const overlapsOf = (id: string, token: string | undefined) =>
  call<Answer>(url, 'GET', `/api/v1/deposits/${id}/overlaps`, { token })

const prepare = async (page: Page, file: string): Promise<void> => {
  await page.goto('/app/deposits/new')
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(file)
  await page.getByRole('button', { name: '开始计算' }).click()
  await page.getByRole('heading', { name: '敏感数据检查' }).waitFor()
}
const submit = async (page: Page, title: string): Promise<string> => {
  await page.getByLabel('存证名称').fill(title)
  await page.getByRole('button', { name: '提交存证' }).click()
  await expectText(page, '存证完成')
  return page.url().split('/').at(-1) ?? ''
}

describe('what a table is compared by', () => {
  it('goes to the registry with the filer’s leave, and finds the same data again, whoever deposits them how', async () => {
    const company = await newCompany('清镇车服')
    const wire = await tapWire(url)
    const page = await open(company.token, { baseURL: wire.url })
    await page.context().addCookies([{ name: 'datadeed_session', value: company.token, url: wire.url, httpOnly: true }])
    await prepare(page, chosen)
    const findings = page.getByRole('region', { name: '车主.csv 的敏感数据' })
    await expectText(page, '联系电话', '手机号码', '车牌号', '占非空值 100.0%（6,000 个）')
    const examples = await findings.locator('.finding-examples code').allInnerTexts()
    expect(examples.length).toBeGreaterThan(1)
    for (const example of examples) expect(example).toMatch(/\*{2}/)
    await expectText(page, '表格指纹')
    const tick = page.getByRole('checkbox', { name: /向登记机构提交比对草图/ })
    expect(await tick.isChecked()).toBe(true)
    await expectText(page, '联系电话、车牌号、整行各 256 个由密钥算出的数字')
    await expectFit(page, 'review of a deposit')
    const id = await submit(page, '车主台账')
    await expectFit(page, 'a deposit with a sketch')
    const first = await overlapsOf(id, company.token)
    expect(first).toMatchObject({ checked: 3, overlaps: [] })
    expect(first.epoch).toBeGreaterThan(0)

    const sent = wire.sent().toString('latin1')
    expect(sent).toContain(`/api/v1/deposits/${id}/sketch`)
    for (const row of all.slice(0, 50))
      for (const value of row.split(',').slice(0, 2))
        expect(sent.includes(Buffer.from(value).toString('latin1'))).toBe(false)
    for (const example of examples) expect(sent.includes(Buffer.from(example).toString('latin1'))).toBe(false)
    await close(page)
    await wire.close()

    // Two thirds of it, from the command line, as another format: all of it is in the first deposit.
    const part = join(folder, '部分.tsv')
    writeFileSync(part, table(all.slice(0, 4000)).replaceAll(',', '\t'))
    const out = mkdtempSync(join(folder, 'out-'))
    const { code, output } = await datadeed('deposit', part, '--server', url, `--token=${company.token}`, '--out', out)
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output).toContain('比对草图已提交（3 项）')
    const number =
      readdirSync(out)
        .find((name) => name.endsWith('.datadeed.json'))
        ?.replace('.datadeed.json', '') ?? ''
    const found = await call<{ items: { id: string }[] }>(url, 'GET', `/api/v1/deposits?q=${number}`, {
      token: company.token,
    })
    const second = found.items[0]?.id ?? ''
    const { overlaps } = await overlapsOf(second, company.token)
    expect(overlaps.map(({ column, relation, own }) => ({ column, relation, own }))).toEqual(
      expect.arrayContaining(['联系电话', '车牌号', null].map((column) => ({ column, relation: 'within', own: true }))),
    )

    // What was kept of the deposit knows the table in any format; the package verifies.
    const pack = join(out, `${number}.datadeed.json`)
    expect(readFileSync(pack, 'utf8')).not.toContain('datadeed-sketch')
    const verified = await datadeed('verify', pack, '--data', part)
    expect(verified).toMatchObject({ code: 0 })
    const again = join(folder, '另存.csv')
    writeFileSync(again, `\ufeff${table(all.slice(0, 4000)).replaceAll('\n', '\r\n')}`)
    const known = await datadeed('table', again, '--against', join(out, `${number}.parts.json`))
    expect(known).toMatchObject({ code: 0 })

    const examined = await overlapsOf(id, sessions.examiner)
    expect(examined.overlaps.map(({ relation }) => relation)).toContain('contains')

    // Its page names the first deposit, says how much of either is in the other and what that means.
    const shown = await open(company.token)
    await shown.goto(`/app/deposits/${second}`)
    const overlap = shown.getByRole('region', { name: '与其他数据的重合' })
    const group = overlap.getByRole('region', { name: /^本单位的存证/ })
    await group.getByText('几乎全在对方之中').first().waitFor()
    expect(await group.getByRole('listitem').count()).toBe(3)
    const figures = group.getByRole('listitem').filter({ hasText: '联系电话' }).getByRole('definition')
    expect(await figures.allInnerTexts()).toEqual([
      expect.stringMatching(/^100% ±1%/),
      expect.stringMatching(/^(5[0-9]|6[0-9]|7[0-9]|8[0-3])% ±[2-4]%/),
      expect.stringMatching(/^(5[0-9]|6[0-9]|7[0-9]|8[0-3])% ±[2-4]%/),
    ])
    expect(await overlap.getByRole('region', { name: /^其他单位/ }).count()).toBe(0)
    await overlap.getByText('这些数字是什么意思').click()
    await overlap.getByText(/真实值约有 95% 的可能落在两倍误差以内/).waitFor()
    await expectFit(shown, 'a deposit that overlaps another')
    await group.getByRole('link').click()
    await shown.waitForURL(`**/app/deposits/${id}`)
    await overlap.getByText('几乎包含对方').first().waitFor()
    await close(shown)
  })

  it('of another company’s data tells a share of the own ones, and neither whose they are nor how large', async () => {
    const [theirs, ours] = [await newCompany('开阳车服'), await newCompany('息烽车服')]
    const deposit = async ({ token }: Company, name: string, rows: readonly string[]): Promise<string> => {
      const file = join(folder, name)
      writeFileSync(file, table(rows))
      const out = mkdtempSync(join(folder, 'out-'))
      const words = ['deposit', file, '--server', url, `--token=${token}`, '--out', out, '--json']
      const { code, output } = await datadeed(...words)
      expect({ code, output }).toMatchObject({ code: 0 })
      return (JSON.parse(output.split('\n').find((line) => line.startsWith('{')) ?? '{}') as { id: string }).id
    }
    const first = await deposit(theirs, '别家台账.csv', owners(20_000, 26_000))
    const second = await deposit(ours, '自家台账.csv', owners(20_000, 23_000))
    // What is merely deposited is nobody's business.
    expect(await overlapsOf(second, ours.token)).toMatchObject({ checked: 3, overlaps: [] })
    const page = await open(ours.token)
    await page.goto(`/app/deposits/${second}`)
    await expectText(page, '没有发现重合')
    const { id, version, number } = await call<CaseView>(url, 'POST', '/api/v1/cases', {
      token: theirs.token,
      body: { depositId: first },
    })
    const form = carefulForm('开阳路段车速数据集')
    await call(url, 'PATCH', `/api/v1/cases/${id}`, { token: theirs.token, body: { version, set: form, clear: [] } })
    await attach(id, theirs.token)
    await command(id, 'submission', theirs.token)

    await page.reload()
    const part = page.getByRole('region', { name: '与其他数据的重合' })
    const group = part.getByRole('region', { name: '其他单位正在申请登记的数据' })
    await group.getByText('几乎全在对方之中').first().waitFor()
    expect(await group.getByRole('term').allInnerTexts()).toEqual(Array(3).fill('本存证在对方中'))
    const said = await page.locator('main').innerText()
    for (const secret of [theirs.name, number, '别家台账']) expect(said).not.toContain(secret)
    const { overlaps } = await overlapsOf(second, ours.token)
    for (const one of overlaps)
      expect(one).toMatchObject({ own: false, other: null, shareOfOther: null, jaccard: null })
    await expectFit(page, 'a deposit that overlaps another company’s')
    await close(page)
  })

  it('stays at home without the tick, and where there is no key the deposit is made all the same', async () => {
    const { token } = await newCompany('修文车服')
    const small = join(folder, '另一份.csv')
    writeFileSync(small, table(owners(10_000, 12_000)))
    const page = await open(token)
    await prepare(page, small)
    await page.getByRole('checkbox', { name: /向登记机构提交比对草图/ }).uncheck()
    const id = await submit(page, '不比对')
    expect(await overlapsOf(id, token)).toMatchObject({ epoch: null, checked: 0 })
    await expectText(page, '这份存证没有可以查对的草图')

    await page.route('**/api/v1/comparison-keys', (route) => route.abort())
    await prepare(page, small)
    await expectText(page, '这次没有取得比对密钥')
    expect(await page.getByRole('checkbox', { name: /向登记机构提交比对草图/ }).count()).toBe(0)
    await submit(page, '没有密钥')
    await page.unroute('**/api/v1/comparison-keys')

    await page.route('**/api/v1/deposits/*/sketch', (route) => route.abort())
    await prepare(page, small)
    const late = await submit(page, '草图晚到')
    await expectText(page, '存证不受影响，但比对草图没有提交成功')
    await page.unroute('**/api/v1/deposits/*/sketch')
    await page.getByRole('button', { name: '重新提交草图' }).click()
    await expectText(page, '比对草图已提交')
    expect(await overlapsOf(late, token)).toMatchObject({ checked: 3 })
    await expectText(page, '查对', '没有发现重合')
    await close(page)
  })
})
