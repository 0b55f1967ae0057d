// Takes the pictures of the documentation from a running demonstration: node e2e/pictures.ts [data directory]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { launching } from './support/chromium.ts'
import { makeFolder } from './support/data.ts'
import { enter } from './support/entrance.ts'
import { call } from './support/people.ts'
import { keep, shoot } from './support/pictures.ts'

const dataDir = resolve(process.argv[2] ?? 'data')
const { address: url } = JSON.parse(readFileSync(join(dataDir, 'start.json'), 'utf8')) as { address: string }
const { sessions } = await enter({ url, dataDir })
const browser = await chromium.launch(launching)

const wide = { width: 1280, height: 800 }
const narrow = { width: 390, height: 780 }

const open = async (path: string, login?: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN', viewport: wide, ...options })
  const value = login === undefined ? undefined : sessions[login]
  if (value) await context.addCookies([{ name: 'datadeed_session', value, url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  await page.goto(path, { waitUntil: 'networkidle' })
  return page
}

const take = async (name: string, path: string, login?: string, options?: BrowserContextOptions): Promise<void> => {
  const page = await open(path, login, options)
  await shoot(page, name)
  await page.context().close()
}

type Item = { id: string; number: string; certificateNumber: string; status: string }
const list = async (path: string, login?: string): Promise<Item[]> =>
  (await call<{ items: Item[] }>(url, 'GET', path, { token: login && sessions[login] })).items
const [entry] = await list('/api/v1/register?limit=1')
const [notice] = await list('/api/v1/notices?open=true&limit=1')
const [review] = await list('/api/v1/cases?status=under_review&limit=1', 'examiner')
const drafts = await list('/api/v1/cases?status=draft&limit=1', 'qianling-filer')
const [deposit] = await list('/api/v1/deposits?limit=1', 'qianling-filer')
const draft =
  drafts[0] ??
  (await call<Item>(url, 'POST', '/api/v1/cases', {
    token: sessions['qianling-filer'],
    body: { depositId: deposit?.id },
  }))

await take('home', '/')
await take('register', '/register')
await take('certificate-page', `/certificates/${entry?.certificateNumber}`)
const { size } = await call<{ size: number }>(url, 'GET', '/api/v1/log')
const log = await open('/log', undefined, { viewport: { width: 1280, height: 1420 } })
await log.locator('.verdict').evaluate((verdict) => verdict.scrollIntoView({ behavior: 'instant' }))
await shoot(log, 'log')
await take('log-entry', `/log/entry/${Math.floor(size / 2)}`, undefined, { viewport: { width: 1280, height: 1420 } })
await take('queue', '/app/queue', 'examiner')
await take('case', `/app/queue/${review?.id}`, 'examiner')
await take('phone-home', '/', undefined, { viewport: narrow })
await take('phone-work', '/app/', 'examiner', { viewport: narrow })

const filing = await open(`/app/cases/${draft.id}?step=source`, 'qianling-filer', {
  viewport: { width: 1400, height: 860 },
})
await filing.getByRole('checkbox', { name: '企业数据' }).check()
await filing.getByRole('checkbox', { name: '自行采集' }).check()
await filing.locator('#field-sourceStatement textarea').fill('车载终端采集')
await filing.locator('#field-sourceStatement .note-warning, #field-sourceStatement .note-error').first().waitFor()
await shoot(filing, 'filing')

const counted = await open(`/notices/${notice?.number}`, undefined, { viewport: { width: 1280, height: 1000 } })
await counted.locator('details').first().locator('summary').click()
await counted.locator('.columns').evaluate((columns) => columns.scrollIntoView({ block: 'end' }))
await shoot(counted, 'notice')

const dir = mkdtempSync(join(tmpdir(), 'datadeed-pictures-'))
const pdf = join(dir, '登记证书.pdf')
writeFileSync(
  pdf,
  Buffer.from(await (await fetch(`${url}/api/v1/certificates/${entry?.certificateNumber}/pdf`)).arrayBuffer()),
)
keep('certificate', execFileSync('pdftoppm', ['-r', '60', '-f', '1', '-l', '1', '-png', pdf], { maxBuffer: 2 ** 26 }))

const verify = await open('/verify')
await verify.getByLabel('证书 PDF、证据包或电子凭证').setInputFiles(pdf)
await verify.locator('[data-verify-result] .verdict').waitFor()
await verify.locator('[data-verify-result]').scrollIntoViewIfNeeded()
await shoot(verify, 'verify')

const hashing = await open('/app/deposits/new', 'qianling-filer')
const large = makeFolder(3_000_000).path
await hashing.locator('input[webkitdirectory]').setInputFiles(large)
await hashing.getByRole('button', { name: '开始计算' }).click()
await hashing.getByText(/^每秒 /).waitFor()
await hashing.waitForTimeout(500)
await hashing.getByRole('button', { name: '暂停' }).click()
await shoot(hashing, 'deposit')

await browser.close()
for (const made of [dirname(large), dir]) rmSync(made, { recursive: true })
