import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, open, useBrowser, weigh } from './support/browser.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()

type Listed = { items: { certificateNumber: string; holder: string }[] }
let number = ''
let holder = ''

/** The worker makes the credentials of what the demonstration issued within a minute. */
beforeAll(async () => {
  const { items } = await call<Listed>(url, 'GET', '/api/v1/register?status=active')
  const [first] = items
  number = first?.certificateNumber ?? ''
  holder = first?.holder ?? ''
  for (const deadline = Date.now() + 120_000; ; await sleep(1000)) {
    const reply = await fetch(`${url}/api/v1/certificates/${number}/sd-jwt`)
    await reply.body?.cancel()
    if (reply.ok) return
    if (Date.now() > deadline) throw new Error(`no credential for ${number}`)
  }
}, 150_000)

/** What a telephone's camera reads from the code as the browser draws it. */
const scan = async (): Promise<string> => {
  const page = await open()
  await page.goto(`/certificates/${number}`)
  const picture = await page.locator('svg.qr').screenshot()
  await close(page)
  const { data, width, height } = PNG.sync.read(picture)
  // Its types say a namespace, its module is the function.
  const read = jsqr as unknown as typeof jsqr.default
  return read(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

describe('credential and offline code', () => {
  it('a scanned code is verified with the network gone, and a changed one refused', async () => {
    const address = await scan()
    expect(address).toMatch(/\/verify#DD1[A-Z2-7]+$/)
    const page = await open()
    await page.goto('/verify', { waitUntil: 'networkidle' })
    await page.context().setOffline(true)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const field = page.getByLabel('码的文字')
    const result = page.locator('[data-verify-result]')
    await field.fill(address)
    await page.getByRole('button', { name: '核验离线码' }).click()
    await result.getByText(holder).first().waitFor()
    expect(await result.innerText()).toContain('状态列表截至')
    const at = address.length - 20
    await field.fill(address.slice(0, at) + (address[at] === 'A' ? 'B' : 'A') + address.slice(at + 1))
    await page.getByRole('button', { name: '核验离线码' }).click()
    await result.getByText('签名验证不通过').waitFor()
    expect(await result.innerText()).not.toContain(holder)
    expect(asked).toEqual([])
    await close(page)
  })

  it('the address in the code verifies itself when it is opened', async () => {
    const address = await scan()
    const page = await open()
    await page.goto(new URL(address).pathname + new URL(address).hash)
    await page.locator('[data-verify-result]').getByText(holder).first().waitFor()
    await close(page)
  })

  it('a holder shows what they choose, and the page says what is withheld', async () => {
    const page = await open()
    await page.goto(`/certificates/${number}`)
    for (const name of ['权利人统一社会信用代码', '应用场景']) await page.getByLabel(name).uncheck()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载电子凭证' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${number}.credential.json`)
    const file = await download.path()
    expect(readFileSync(file, 'utf8')).not.toContain('holder_code')
    await page.goto('/verify', { waitUntil: 'networkidle' })
    await page.getByLabel('证书 PDF、证据包或电子凭证').setInputFiles({
      ...{ name: `${number}.credential.json`, mimeType: 'application/json', buffer: readFileSync(file) },
    })
    const result = page.locator('[data-verify-result]')
    await result.getByText(holder).first().waitFor()
    expect(await result.innerText()).toContain('有 2 项内容出示人没有披露')
    expect(await result.innerText()).not.toContain('统一社会信用代码')
    await close(page)
  })

  it('a first visit of the verifier with all it needs offline weighs at most 60 kB', async () => {
    expect(await weigh('/verify')).toBeLessThanOrEqual(60_000)
  })
})
