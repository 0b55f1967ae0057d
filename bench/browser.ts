import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fingerprintPath } from '@datadeed/dataset/node'
import type { Manifest } from '@datadeed/evidence'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { launching } from '../e2e/support/chromium.ts'
import { cpuSeconds } from './lib/cpu.ts'
import { mebibyte, writeNoise } from './lib/noise.ts'
import { type Bench, median } from './run.ts'

const root = dirname(import.meta.dirname)

/** What the page does: both trees of the chosen file with two workers, and the longest task of its own thread meanwhile. */
const page = `
import { fingerprintFiles } from '@datadeed/dataset/browser'
const input = document.querySelector('input')
let longest = 0
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
}).observe({ type: 'longtask' })
globalThis.run = async () => {
  longest = 0
  const began = performance.now()
  const { manifest } = await fingerprintFiles([...input.files], { workers: 2, profile: false })
  const seconds = (performance.now() - began) / 1000
  await new Promise((settle) => setTimeout(settle, 200))
  return { manifest, seconds, longest }
}
`

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** The page built as the web application is, served from a folder. */
const serve = async (folder: string) => {
  const source = join(folder, 'page')
  mkdirSync(source)
  writeFileSync(join(source, 'main.js'), page)
  writeFileSync(
    join(source, 'index.html'),
    '<!doctype html><meta charset="utf-8"><input type="file"><script type="module" src="./main.js"></script>',
  )
  const outDir = join(folder, 'built')
  await build({
    ...{ configFile: false, root: source, logLevel: 'error' },
    resolve: { alias: { '@datadeed/dataset/browser': join(root, 'dataset/src/browser/index.ts') } },
    build: { outDir, target: 'es2022' },
    worker: { format: 'es' },
  })
  const server = createServer((request, response) => {
    const path = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    const known = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).includes(path)
    response.writeHead(known ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' })
    response.end(known ? readFileSync(join(outDir, path)) : '')
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

/** Memory of its own of the process that runs the page and its workers, MiB. */
const memoryOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return (kib('RssAnon') + kib('RssShmem')) / 1024
}

/** The browser's processes; those that run pages and workers apart. */
const processesOf = async (browser: Browser): Promise<{ pages: number[]; all: number[] }> => {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  return { pages, all: processInfo.map(({ id }) => id) }
}

type Turn = { manifest: Manifest; seconds: number; longest: number }

const turn = async (view: Page, browser: Browser) => {
  const { pages, all } = await processesOf(browser)
  const memory = () => pages.reduce((sum, pid) => sum + memoryOf(pid), 0)
  const atRest = memory()
  const cpu = cpuSeconds(...all)
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, memory())
  }, 20)
  const made = (await view.evaluate('run()')) as Turn
  clearInterval(watch)
  return { ...made, peak, atRest, cpu: cpuSeconds(...all) - cpu }
}

/** Both trees of one file in Chromium with two workers: speed, the longest task of the page's thread, memory, and what is sent. */
export const run: Bench = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  const bytes = (quick ? 128 : 1024) * mebibyte
  const file = join(folder, 'data.bin')
  await writeNoise(file, bytes)
  const { server, url } = await serve(folder)
  const browser = await chromium.launch(launching)
  try {
    const view = await browser.newPage()
    let sent = 0
    await view.goto(url)
    await view.setInputFiles('input', file)
    view.on('request', (request) => {
      sent += (request.postDataBuffer()?.length ?? 0) + (request.url().startsWith(url) ? 0 : request.url().length)
    })
    const turns: Awaited<ReturnType<typeof turn>>[] = []
    for (let i = 0; i < 3; i++) turns.push(await turn(view, browser))
    const { manifest } = await fingerprintPath(file, { whole: false, profile: false })
    const [ours, theirs] = [turns[0]?.manifest.files[0]?.tree, manifest.files[0]?.tree]
    if (!ours || JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error('浏览器与命令行的结果不一致。')
    const of = (value: (one: (typeof turns)[number]) => number) => turns.map(value)
    return [
      {
        ...{ row: `浏览器，${bytes / mebibyte} MiB，两棵树，两个 worker`, unit: 'MB/s', bar: 330, better: 'more' },
        value: bytes / 1e6 / median(of(({ seconds }) => seconds)),
      },
      {
        ...{ row: '每秒处理器时间的数据量', unit: 'MB', bar: null, better: 'more' },
        value: bytes / 1e6 / median(of(({ cpu }) => cpu)),
      },
      {
        ...{ row: '主线程最长任务', unit: 'ms', bar: 50, better: 'less' },
        value: Math.max(...of(({ longest }) => longest)),
      },
      {
        ...{ row: '页面与 worker 的内存峰值', unit: 'MiB', bar: 200, better: 'less' },
        value: Math.max(...of(({ peak }) => peak)),
      },
      {
        ...{ row: '其中开始之前', unit: 'MiB', bar: null, better: 'less' },
        value: turns[0]?.atRest ?? 0,
      },
      { row: '发出的数据', value: sent, unit: '字节', bar: 0, better: 'less' },
    ]
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
