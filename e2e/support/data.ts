import { randomInt } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Stands in every row of the data: where it appears outside, data has left the machine. */
export const marker = '只在本机的内容'

export type Folder = { readonly path: string; readonly files: readonly string[]; readonly bytes: number }

/** Rows that share no value with another folder's: what overlaps does so on purpose. */
const rowsOf = (count: number, seed: string): string => {
  const own = Number.parseInt(seed, 36) % 100_000
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 1) + at * 300_000 + own).toISOString()
    const speed = 60 + ((at * 7919) % 600) / 10 + own / 1_000_000
    return `G${own}-${at % 97},${speed.toFixed(6)},${day.slice(0, 23).replace('T', ' ')},${marker}${seed}`
  }).join('\n')
}

/** A folder as a company would have it: Chinese names, a folder in it, two tables and a text. */
export const makeFolder = (rows: number): Folder => {
  const path = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-data-')), '路段平均车速 2026年一季度')
  const seed = randomInt(2 ** 40).toString(36)
  const texts = {
    '一月.csv': `路段编号,平均车速,统计时间,备注\n${rowsOf(rows, seed)}\n`,
    '附表/站点.csv': `站点,名称\n1,贵阳北${seed}\n2,遵义南${marker}\n`,
    '附表/说明.txt': `采集口径说明 ${marker} ${seed}\n`,
  }
  mkdirSync(join(path, '附表'), { recursive: true })
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(path, name), text)
  const bytes = Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return { path, files: Object.keys(texts), bytes }
}

/** A small but true PDF of one empty page. */
export const pdf = (() => {
  const parts = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n',
  ]
  let text = '%PDF-1.4\n'
  const offsets = parts.map((part) => {
    const at = text.length
    text += part
    return at
  })
  const at = text.length
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  text += `xref\n0 4\n0000000000 65535 f \n${lines.join('')}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.from(text)
})()
