import { describe, expect, it } from 'vitest'
import { axe, close, expectFit, narrow, open, sideways, useBrowser, weigh } from './support/browser.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()

type Listed = { items: { certificateNumber: string; depositNumber?: string }[] }
const { items } = await call<Listed>(url, 'GET', '/api/v1/register?limit=5')
const certificate = items.find(({ certificateNumber }) => certificateNumber)?.certificateNumber ?? ''
const { size } = await call<{ size: number }>(url, 'GET', '/api/v1/log')
const middle = Math.floor(size / 2)

/** Path, and words that the page is there for. */
const pages = [
  ['/log', '每天写入的记录'],
  [`/log/entry/${middle}`, '在树中的位置'],
  ['/log/entry/0', '这是该编号的第一条'],
  ['/log/entries', '全部记录'],
  ['/log/entries?type=certificate', certificate],
  ['/log?q=GZ-NOTHING', '没有找到'],
  [`/log/entry/${size + 1_000_000}`, '没有找到'],
] as const

describe('pages of the log', () => {
  it.each(pages)('%s is accessible, fits every window, says %s', async (path, words) => {
    const page = await open()
    await page.goto(path)
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    expect(await page.locator('main').innerText()).toContain(words)
    await expectFit(page, path)
    for (const width of [768, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      expect({ width, sideways: await sideways(page) }).toEqual({ width, sideways: 0 })
    }
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await axe(page)).toEqual([])
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await close(page)
  })

  it.each(pages.slice(0, 5))('%s weighs at most 60 kB and needs no script', async (path, words) => {
    expect(await weigh(path)).toBeLessThanOrEqual(60_000)
    const page = await open(undefined, { javaScriptEnabled: false, viewport: narrow })
    await page.goto(path)
    expect(await page.locator('main').innerText()).toContain(words)
    await close(page)
  })

  it('an entry is found by the number of a certificate, from its own page, and by index', async () => {
    const page = await open()
    await page.goto('/log')
    await page.getByLabel('记录序号').fill(certificate)
    await page.getByRole('button', { name: '查找' }).click()
    await page.waitForURL(/\/log\/entry\/\d+$/)
    expect(await page.locator('main').innerText()).toContain(`编号 ${certificate}`)
    // The certificate leads to its own entry; the number, to the newest of what was logged of it.
    await page.goto(`/certificates/${certificate}`)
    await page.locator('a[href^="/log?index="], a[href^="/log/entry/"]').first().click()
    await page.waitForURL(/\/log\/entry\/\d+/)
    expect(await page.locator('main').innerText()).toContain(`编号 ${certificate}`)
    await close(page)
  })

  it('with the keyboard: each hash beside the way shows in full, and leads to its row', async () => {
    const page = await open(undefined, { viewport: narrow })
    await page.goto(`/log/entry/${middle}`)
    const links = page.locator('svg.tree a')
    expect(await links.count()).toBeGreaterThan(4)
    const link = links.first()
    expect(await link.locator('.full').isVisible()).toBe(false)
    await page.getByRole('heading', { name: 'SHA-256 树' }).scrollIntoViewIfNeeded()
    await page.locator('.trees').evaluate((trees) => {
      trees.setAttribute('tabindex', '-1')
      trees.focus()
    })
    await page.keyboard.press('Tab')
    expect(await link.locator('.full').isVisible()).toBe(true)
    const full = (await link.locator('.full text').allTextContents()).join('')
    expect(full).toMatch(/^[0-9a-f]{64}$/)
    await page.keyboard.press('Enter')
    const row = page.locator('tr:target')
    expect(await row.locator('code').innerText()).toBe(full)
    await close(page)
  })

  it('on paper both trees and every hash are there, and no buttons', async () => {
    const page = await open()
    await page.goto(`/log/entry/${middle}`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('svg.tree').first().isVisible()).toBe(true)
    expect(await page.locator('svg.tree').nth(1).isVisible()).toBe(true)
    expect(await page.locator('.path code').first().isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: '离线核验工具' }).isVisible()).toBe(false)
    await close(page)
  })

  it('the offered proof is the text of the tools of others', async () => {
    const proof = await (await fetch(`${url}/log/entry/${middle}/proof.tlog-proof`)).text()
    expect(proof).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/)
    const entry = JSON.parse(await (await fetch(`${url}/log/entry/${middle}/entry.json`)).text())
    expect(entry).toMatchObject({ format: 'datadeed-entry/1' })
  })
})
