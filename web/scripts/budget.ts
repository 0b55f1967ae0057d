import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }
type Manifest = Record<string, Chunk>

const dist = join(import.meta.dirname, '../dist')
const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`

function read(name: string): Manifest | null {
  const file = join(dist, name, 'manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Every file loaded before these chunks run: static imports followed to the end, styles included. */
function filesOf(manifest: Manifest, keys: string[]): Set<string> {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (seen.has(key) || !chunk) return
    seen.add(key)
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const key of keys) visit(key)
  return files
}

function weigh(folder: string, files: Iterable<string>): number {
  let sum = 0
  for (const file of files) sum += gzipSync(readFileSync(join(dist, folder, file)), { level: 6 }).length
  return sum
}

let broken = false
function report(label: string, bytes: number, limit: number): void {
  const holds = bytes <= limit
  broken ||= !holds
  process.stdout.write(`${kilo(bytes)} gzip of ${kilo(limit)}  ${holds ? 'ok  ' : 'OVER'}  ${label}\n`)
}

const app = read('app')
if (!app) {
  process.stderr.write('web/dist/app is missing; build first: node web/scripts/build.ts\n')
  process.exit(1)
}
const route = (name: string) => {
  const key = Object.keys(app).find((candidate) => candidate.startsWith(`src/routes/${name}.tsx`))
  if (!key) throw new Error(`no chunk for route ${name}; has it been renamed?`)
  return key
}
for (const [label, routes] of [
  ['workplace, first page', ['_work', '_work/index']],
  ['workplace, sign-in', ['sign-in']],
] as const) {
  const files = filesOf(app, ['index.html', ...routes.map(route)])
  report(label, weigh('app', [...files, 'index.html']), 350_000)
}

// A public page may weigh 60 kB in all before the first interaction; its HTML and style need their share.
const islands = read('islands') ?? {}
for (const [key, chunk] of Object.entries(islands)) {
  if (chunk.isEntry) report(`island ${chunk.file}`, weigh('islands', filesOf(islands, [key])), 35_000)
}
// Kept on people's disks and sent about by mail: one file, everything in it.
report('offline verifier, one file', weigh('verifier', ['offline.html']), 115_000)
process.exit(broken ? 1 : 0)
