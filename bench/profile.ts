import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chromium } from 'playwright-core'
import { profileFile } from '../dataset/src/profile/profile.ts'
import { createSketchWatcher } from '../dataset/src/profile/watch-sketch.ts'
import { launching } from '../e2e/support/chromium.ts'
import { tripColumns, tripCsv } from './lib/trips.ts'
import { type Bench, median, type Row } from './run.ts'

const root = dirname(import.meta.dirname)
const blockBytes = 4 * 1024 * 1024
const key = { epoch: 1, key: new Uint8Array(16).fill(7) }

type Work = 'profile' | 'scan' | 'columns' | 'rows'

/** One pass in this process: the processor seconds of all its threads, and the profile. */
const passInNode = async (path: string, rows: number, work: Work): Promise<{ seconds: number; profile: string }> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const slice = async (from: number, to: number) => {
      const part = new Uint8Array(to - from)
      await file.read(part, 0, part.length, from)
      return part
    }
    async function* stream() {
      for (let at = 0; at < size; at += blockBytes) yield await slice(at, Math.min(size, at + blockBytes))
    }
    const watch = () => createSketchWatcher(key, { wholeRows: work === 'rows' })
    const options = { scan: work !== 'profile', ...(work === 'columns' || work === 'rows' ? { watch } : {}) }
    const began = process.cpuUsage()
    const found = await profileFile({ path, bytes: size, stream, slice }, options)
    const { user, system } = process.cpuUsage(began)
    if (found.rows !== rows || found.columns.length !== tripColumns.length) throw new Error('概况的行数或字段数不对')
    return { seconds: (user + system) / 1e6, profile: JSON.stringify({ ...found, path: '' }) }
  } finally {
    await file.close()
  }
}

const runToEnd = (args: string[]): Promise<void> =>
  new Promise((settle, fail) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', fail)
    child.once('close', (code) => (code === 0 ? settle() : fail(new Error(`${args[0]} 结束时返回 ${code}`))))
  })

/** The same in a process of its own, as the command line makes it: what one pass taught the engine is of no use to the next. */
const passAlone = async (path: string, rows: number, work: Work): Promise<{ seconds: number; profile: string }> => {
  const child = spawn(process.execPath, [import.meta.filename, path, String(rows), work], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  const code = await new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', settle)
  })
  if (code !== 0) throw new Error(`一遍读取结束时返回 ${code}`)
  return JSON.parse(out) as { seconds: number; profile: string }
}

/** A page whose worker makes the pass over a chosen file, built as the site is built. */
const buildPage = async (folder: string): Promise<string> => {
  const source = join(folder, 'page')
  mkdirSync(source)
  const dataset = join(root, 'dataset', 'src', 'profile')
  writeFileSync(join(source, 'index.html'), '<input type="file"><script type="module" src="./page.js"></script>')
  writeFileSync(
    join(source, 'page.js'),
    `document.querySelector('input').onchange = ({ target }) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }) => { globalThis.done = data }
      worker.onerror = ({ message }) => { globalThis.done = { error: String(message) } }
      worker.postMessage(target.files[0])
    }`,
  )
  writeFileSync(
    join(source, 'worker.js'),
    `import { profileFile } from ${JSON.stringify(join(dataset, 'profile.ts'))}
    import { createSketchWatcher } from ${JSON.stringify(join(dataset, 'watch-sketch.ts'))}
    onmessage = async ({ data: file }) => {
      try {
        const slice = async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer())
        async function* stream() { for (let at = 0; at < file.size; at += ${blockBytes}) yield await slice(at, at + ${blockBytes}) }
        const key = { epoch: 1, key: new Uint8Array(16).fill(7) }
        const began = performance.now()
        const found = await profileFile({ path: file.name, bytes: file.size, stream, slice }, { watch: () => createSketchWatcher(key) })
        postMessage({ seconds: (performance.now() - began) / 1000, profile: JSON.stringify({ ...found, path: '' }) })
      } catch (error) { postMessage({ error: String(error?.stack ?? error) }) }
    }`,
  )
  const built = join(folder, 'built')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  await runToEnd([vite, 'build', source, '--outDir', built, '--base', './', '--logLevel', 'error'])
  return built
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Seconds of the clock that the pass takes in Chromium, and the profile it made there. */
const passInBrowser = async (folder: string, path: string): Promise<{ seconds: number; profile: string }> => {
  const built = await buildPage(folder)
  const server = createServer((request, response) => {
    const name = normalize(new URL(request.url ?? '/', 'http://local').pathname).replace(/\/$/, '/index.html')
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream')
    createReadStream(join(built, name))
      .on('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const browser = await chromium.launch(launching)
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.setInputFiles('input', path)
    const done = await page.waitForFunction('globalThis.done', null, { timeout: 600_000, polling: 100 })
    const found = (await done.jsonValue()) as { seconds: number; profile: string; error?: string }
    if (found.error) throw new Error(found.error)
    return found
  } finally {
    await browser.close()
    server.close()
  }
}

/** One pass over a table of vehicle records: figures, scan for sensitive data with tracks, overlap sketches; in Node and in Chromium. */
export const run: Bench = async ({ quick }) => {
  const rows = quick ? 500_000 : 5_000_000
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-profile-'))
  const path = join(folder, 'trips.csv')
  try {
    await pipeline(Readable.from(tripCsv(rows)), createWriteStream(path))
    const megabytes = statSync(path).size / 1e6
    const speed = async (row: string, work: Work, bar: number | null): Promise<Row> => {
      const speeds: number[] = []
      // What has a bar is measured more than once.
      for (let turn = 0; turn < (bar === null || quick ? 1 : 3); turn++) {
        speeds.push(megabytes / (await passAlone(path, rows, work)).seconds)
      }
      return { row, value: median(speeds), unit: 'MB per processor second', bar, better: 'more' }
    }
    const measured = [
      await speed('profile', 'profile', null),
      await speed('profile + scan', 'scan', null),
      await speed('profile + scan + sketches of columns', 'columns', null),
      await speed('profile + scan + sketches of columns and rows', 'rows', quick ? null : 60),
    ]
    const there = await passInBrowser(folder, path)
    if (there.profile !== (await passAlone(path, rows, 'rows')).profile) throw new Error('浏览器与 Node 的概况不同')
    const row = `${rows / 1e6} million rows × ${tripColumns.length} columns in Chromium`
    return [...measured, { row, value: there.seconds, unit: 's', bar: quick ? null : 60, better: 'less' }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [, program, path, rows, work] = process.argv
if (program === import.meta.filename && path && work) {
  console.log(JSON.stringify(await passInNode(path, Number(rows), work as Work)))
}
