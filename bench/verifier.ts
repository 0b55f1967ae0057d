import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { launching } from '../e2e/support/chromium.ts'
import { stampedPackage, stampedTrust } from '../evidence/scripts/vectors-timestamp.ts'
import { buildWeb } from '../scripts/lib/web-build.ts'
import { type Bench, median } from './run.ts'

const built = join(import.meta.dirname, '../web/dist/verifier/offline.html')

/** What runs in the page: milliseconds from the choice of a package until its verdict stands there. */
const measure = `async (text) => {
  const results = document.getElementById('results')
  const input = document.querySelector('#files')
  const files = new DataTransfer()
  files.items.add(new File([text], 'p.datadeed.json'))
  results.replaceChildren()
  const shown = new Promise((settle) => {
    const observer = new MutationObserver(() => {
      if (!results.querySelector('article')) return
      observer.disconnect()
      settle()
    })
    observer.observe(results, { childList: true })
  })
  const start = performance.now()
  input.files = files.files
  input.dispatchEvent(new Event('change'))
  await shown
  const took = performance.now() - start
  if (results.querySelector('article').dataset.outcome !== 'valid') throw new Error('not valid')
  return took
}`

const verifyOnce = (page: Page): Promise<number> => page.evaluate(`(${measure})(${JSON.stringify(stampedPackage)})`)

/** The one-file verifier in Chromium from disk: a package with both trees, two witnesses and three timestamps. */
export const run: Bench = async ({ quick }) => {
  buildWeb()
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-bench-verifier-'))
  const html = readFileSync(built)
  // As the server completes it.
  const page = html.toString().replace('id="trust">null<', () => `id="trust">${JSON.stringify(stampedTrust)}<`)
  const file = join(folder, 'offline.html')
  writeFileSync(file, page)
  const browser = await chromium.launch(launching)
  try {
    const firsts: number[] = []
    let later: number[] = []
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      const tab = await browser.newPage()
      await tab.goto(pathToFileURL(file).href)
      // Nobody chooses a file sooner; the page uses the time for its self-test.
      await sleep(1000)
      firsts.push(await verifyOnce(tab))
      later = []
      for (let i = 0; i < (quick ? 10 : 50); i++) later.push(await verifyOnce(tab))
      await tab.close()
    }
    const kilobytes = (bytes: Uint8Array) => bytes.length / 1000
    return [
      { row: '离线核验页，未压缩', value: kilobytes(html), unit: 'kB', bar: null, better: 'less' },
      { row: '离线核验页，gzip', value: kilobytes(gzipSync(html)), unit: 'kB', bar: 115, better: 'less' },
      { row: '证据包（双树、时间戳齐全）', value: stampedPackage.length, unit: '字节', bar: 20_480, better: 'less' },
      { row: '浏览器核验证据包，打开后第一次', value: median(firsts), unit: 'ms', bar: null, better: 'less' },
      { row: '浏览器核验证据包，中位数', value: median(later), unit: 'ms', bar: 50, better: 'less' },
    ]
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
