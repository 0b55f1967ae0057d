import axeCore from 'axe-core'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launching } from './chromium.ts'
import { installation } from './worlds.ts'

export const narrow = { width: 360, height: 780 }
export const wide = { width: 1440, height: 900 }

export const launch = (): Promise<Browser> => chromium.launch(launching)

let shared: Browser | undefined

/** What a page shows, for whoever reads why a test failed: its address, its text, and which part of it moves or waits. */
const shownBy = async (page: Page): Promise<string> => {
  const text = await page.evaluate(() => {
    const moving = document.querySelectorAll(
      '[class*="-leave"], [class*="-enter"], [class*="-appear"], .ant-btn-loading',
    )
    return `${[...moving].map(({ className }) => className).join(' | ')}\n${document.body.innerText}`
  })
  return `${page.url()} ${text}`
}

/** One browser for the tests of a file, ended with them; a failure tells what the open pages showed. */
export const useBrowser = (): void => {
  beforeAll(async () => {
    shared = await launch()
  })
  afterEach(async ({ task }) => {
    const [error] = task.result?.errors ?? []
    if (!error) return
    const pages = shared?.contexts().flatMap((context) => context.pages()) ?? []
    const shown = await Promise.all(pages.map((page) => shownBy(page).catch(String)))
    error.message += `\n${shown.map((one) => one.slice(0, 2_000)).join('\n')}`
  })
  afterAll(async () => {
    await shared?.close()
  })
}

export const browser = (): Browser => {
  if (!shared) throw new Error('useBrowser() first')
  return shared
}

/** What a page said to its console or threw, by page: a journey ends with none of it. */
const complaints = new WeakMap<BrowserContext, string[]>()

/** A window of its own, Chinese, without motion (what moves is missed by a click), signed in as `login` where one is given. */
export const open = async (login?: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const { url, sessions } = installation()
  const token = login === undefined ? undefined : (sessions[login] ?? login)
  const context = await browser().newContext({
    ...{ baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: wide, reducedMotion: 'reduce' },
    ...options,
  })
  context.setDefaultTimeout(20_000)
  if (token !== undefined)
    await context.addCookies([{ name: 'datadeed_session', value: token, url, httpOnly: true, sameSite: 'Lax' }])
  const said: string[] = []
  complaints.set(context, said)
  context.on('weberror', (error) => said.push(String(error.error())))
  return await context.newPage()
}

/** Closes the window; fails where one of its pages threw. */
export const close = async (page: Page): Promise<void> => {
  const context = page.context()
  await context.close()
  expect(complaints.get(context)).toEqual([])
}

declare global {
  interface Window {
    axe: typeof axeCore
  }
}

type Fault = { rule: string; where: string[] }

/** What is still fading in has the colours of neither state, and what was laid out for another width is about to go. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })

/** Serious and critical findings of axe on what is shown now. Contrast takes three quarters of the time, and colours know no width. */
export const axe = async (page: Page, { contrast = true } = {}): Promise<Fault[]> => {
  await settled(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source)
  const { violations } = await page.evaluate(
    (enabled) => window.axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled } } }),
    contrast,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ rule: id, where: nodes.slice(0, 5).map(({ html }) => html.slice(0, 160)) }))
}

/** Icons that tell assistive technology their own English name instead of nothing or what they stand for. */
const namedIcons = (page: Page): Promise<string[]> =>
  page
    .locator('.anticon[aria-label]:not([aria-hidden=true], [aria-hidden=true] *)')
    .evaluateAll((icons) =>
      icons
        .map((icon) => icon.getAttribute('aria-label') ?? '')
        .filter((name, at) => icons[at]?.classList.contains(`anticon-${name}`)),
    )

/** How many pixels the page is wider than the window, once it has settled there. */
export const sideways = async (page: Page): Promise<number> => {
  for (let tries = 0; ; tries++) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over <= 0 || tries === 10) return over
    await page.waitForTimeout(50)
  }
}

/** Bytes of content over the network, as compressed there, that a first visit of a page takes. */
export const weigh = async (path: string, login?: string): Promise<number> => {
  const page = await open(login)
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  session.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await session.send('Network.enable')
  await page.goto(path, { waitUntil: 'networkidle' })
  await close(page)
  return bytes
}

/** What everybody may expect of a page in a window of any width. */
export const expectFit = async (page: Page, what: string): Promise<void> => {
  for (const viewport of [wide, narrow]) {
    await page.setViewportSize(viewport)
    expect({ what, width: viewport.width, axe: await axe(page, { contrast: viewport === wide }) }).toEqual({
      what,
      width: viewport.width,
      axe: [],
    })
    expect({ what, width: viewport.width, icons: await namedIcons(page) }).toMatchObject({ icons: [] })
    expect({ what, width: viewport.width, sideways: await sideways(page) }).toMatchObject({ sideways: 0 })
  }
  await page.setViewportSize(wide)
  await settled(page)
}
