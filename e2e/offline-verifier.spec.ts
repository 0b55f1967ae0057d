import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { download, flipped } from './support/documents.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'
import { zip } from './support/zip.ts'

const { url } = installation()
useBrowser()

type Listed = { items: { certificateNumber: string }[] }
const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-verifier-'))
const save = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
let number = ''
let pack = ''
let pdf = ''

beforeAll(async () => {
  const { items } = await call<Listed>(url, 'GET', '/api/v1/register?status=active')
  number = items[0]?.certificateNumber ?? ''
  pack = await download(`/api/v1/certificates/${number}/package`)
  pdf = await download(`/api/v1/certificates/${number}/pdf`)
  save('offline.html', await (await fetch(`${url}/verify/offline.html`)).text())
})

/** The page from disk, in a browser without a network; what it asked for beyond itself. */
const fromDisk = async (): Promise<{ page: Page; asked: string[] }> => {
  const page = await open()
  const asked: string[] = []
  await page.context().setOffline(true)
  await page.goto(pathToFileURL(join(folder, 'offline.html')).href)
  page.on('request', (request) => asked.push(request.url()))
  return { page, asked }
}
const outcomes = (page: Page) =>
  page.locator('#results article').evaluateAll((list) => list.map((one) => (one as HTMLElement).dataset.outcome))

describe('the verifier as a file on disk', () => {
  it('a certificate with its PDF is valid as of a bracket of time, and nothing leaves the page', async () => {
    const { page, asked } = await fromDisk()
    await page.locator('#files').setInputFiles([pack, pdf])
    await page.getByText('截至见证时间有效').waitFor()
    expect(await outcomes(page)).toEqual(['valid'])
    expect(await page.locator('#results').innerText()).toContain(number)
    expect(asked).toEqual([])
    await expectFit(page, 'the verifier with a result')
    await close(page)
  })

  it('what was altered is refused in both languages, and the PDF alone is not called valid', async () => {
    const { page } = await fromDisk()
    await page.locator('#files').setInputFiles([pack, flipped(pdf, 2000)])
    await page.getByText('document_mismatch').waitFor()
    expect(await outcomes(page)).toEqual(['invalid'])
    expect(await page.locator('#results').innerText()).toContain('its content differs')
    await page.locator('#files').setInputFiles([pdf])
    await page.getByText('证据包取自 PDF 之中').or(page.getByText('PDF 里没有证据包')).waitFor()
    expect(await outcomes(page)).toEqual(['cannot_check'])
    await close(page)
  })

  it('negative vectors: each with another reason than that nothing is known', async () => {
    const file = new URL('../evidence/vectors/negative.json', import.meta.url)
    const vectors: {
      trusts: { trust: unknown }
      refused: { reader: string; input: [string, number][] }[]
      verdicts: { name: string; outcome: string; reasons: string[]; package: string; trust: string }[]
    } = JSON.parse(readFileSync(file, 'utf8'))
    const { page } = await fromDisk()
    await page.locator('#files').setInputFiles([save('trust.json', JSON.stringify(vectors.trusts.trust))])
    await page.getByText('已换用这份信任文件').waitFor()
    const refused = vectors.refused.filter(
      ({ reader, input }) => reader === 'package' && input[0]?.[0].includes('datadeed'),
    )
    for (const [i, { input }] of refused.entries()) {
      const content = input.map(([text, times]) => text.repeat(times)).join('')
      await page.locator('#files').setInputFiles([save(`refused-${i}.datadeed.json`, content)])
      await page.getByText('malformed').waitFor()
      expect(await outcomes(page)).toEqual(['invalid'])
      await page.locator('#clear').click()
    }
    for (const [i, one] of vectors.verdicts.filter(({ trust }) => trust === 'trust').entries()) {
      await page.locator('#files').setInputFiles([save(`v-${i}.datadeed.json`, one.package)])
      await page.locator('#results article').waitFor()
      const said = { name: one.name, outcomes: await outcomes(page), text: await page.locator('#results').innerText() }
      expect(said).toMatchObject({ name: one.name, outcomes: [one.outcome] })
      if (one.outcome === 'invalid') expect(one.reasons.some((code) => said.text.includes(code))).toBe(true)
      await page.locator('#clear').click()
    }
    await close(page)
  })

  it('an archive is checked by workers, still without a network', async () => {
    const content = readFileSync(pack)
    const files = new Map<string, Uint8Array>(
      Array.from({ length: 60 }, (_, i) => [`证书/${i}.datadeed.json`, content] as const),
    )
    files.set('altered.datadeed.json', Buffer.from(content.toString().replace('"index', '"indeX')))
    files.set('../out.json', Buffer.from('{}'))
    const { page, asked } = await fromDisk()
    await page.locator('#files').setInputFiles([save('many.zip', zip(files))])
    await page.getByText('有效 60 份').waitFor({ timeout: 60_000 })
    const shown = await page.locator('#results').innerText()
    expect(shown).toContain('altered.datadeed.json')
    expect(shown).toContain('“..”')
    expect(asked.every((address) => address.startsWith('blob:'))).toBe(true)
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '保存报告（CSV）' }).click(),
    ])
    expect(readFileSync(await report.path(), 'utf8').split('\r\n')).toHaveLength(64)
    await close(page)
  })

  it('a root that is chosen lets credentials in an archive be believed', async () => {
    const file = new URL('../evidence/vectors/credential.json', import.meta.url)
    const { credentials }: { credentials: { name: string; text: string; roots: string[] }[] } = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    const of = (name: string) => credentials.find((one) => one.name === name)
    const pem = (name: string) =>
      save('ca.pem', `-----BEGIN CERTIFICATE-----\n${of(name)?.roots[0]}\n-----END CERTIFICATE-----\n`)
    const archive = save('chained.zip', zip(new Map([['c.sd-jwt', Buffer.from(of('a chain to a root')?.text ?? '')]])))
    const { page } = await fromDisk()
    await page.locator('#roots').setInputFiles([pem('a chain to a root that is not trusted')])
    await page.getByText('已记下这份根证书').waitFor()
    await page.locator('#files').setInputFiles([archive])
    await page.getByText('没有通到您信任的根证书').waitFor()
    await page.locator('#roots').setInputFiles([pem('a chain to a root')])
    await page.getByText('已记下这份根证书').waitFor()
    await page.locator('#files').setInputFiles([archive])
    await page.getByText('有效 1 份').waitFor()
    await expectFit(page, 'the verifier with a root')
    await close(page)
  })

  it('the site offers it with its digests', async () => {
    const page = await open()
    await page.goto('/verify')
    expect(await page.getByRole('link', { name: '下载离线核验页' }).getAttribute('download')).toBe('offline.html')
    await page.getByRole('link', { name: '直接打开' }).click()
    await page.getByRole('heading', { name: '离线核验' }).waitFor()
    await page.locator('#files').setInputFiles([pack])
    await page.getByText('截至见证时间有效').waitFor()
    await close(page)
  })
})
