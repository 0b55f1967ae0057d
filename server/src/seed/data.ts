import { createHash } from 'node:crypto'
import type { newDeposit } from '@datadeed/core/evidence/schema'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import {
  disclosePart,
  fileDigests,
  type Json,
  makeManifest,
  makeParts,
  manifestBytes,
  utf8Decode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { z } from 'zod'
import type { DemoCompany, DemoData } from './world.ts'

type NewDeposit = z.output<typeof newDeposit>

export interface GeneratedDeposit {
  manifest: string
  disclosures: NewDeposit['disclosures']
  rows: string[][]
  columns: string[]
  /** The same columns with what the company knows about them. */
  elements: NonNullable<CaseDraft['elements']>
  /** First month of the data, as names carry it, e.g. `2026年9月`. */
  month: string
}

/** Numbers in [0, 1) that follow from a text: the demonstration world is the same on every machine. */
function* numbersFrom(seed: string): Generator<number> {
  for (let i = 0; ; i++) {
    const block = createHash('sha256').update(`${seed}:${i}`).digest()
    for (let at = 0; at < 32; at += 4) yield block.readUInt32BE(at) / 2 ** 32
  }
}

const extremes = (values: readonly string[], asText: boolean): [string | null, string | null] => {
  const sorted = values.toSorted(asText ? undefined : (a, b) => Number(a) - Number(b))
  return [sorted[0] ?? null, sorted.at(-1) ?? null]
}

/** A company's data set: hourly rows over 20 days, as CSV with its manifest and disclosed profile. */
export function generateDeposit(company: DemoCompany, data: DemoData, from: string): GeneratedDeposit {
  const random = numbersFrom(`${company.key}/${data.name}`)
  const next = () => random.next().value ?? 0
  const columns = [data.place[0], 'stat_time', ...data.measures.map(([name]) => name)]
  const start = Date.parse(`${from}T00:00:00Z`)
  const rows = Array.from({ length: 480 }, (_, hour) => [
    `P${String(1 + Math.floor(next() * 12)).padStart(3, '0')}`,
    new Date(start + hour * 3_600_000).toISOString().slice(0, 16),
    ...data.measures.map(([, , , , low, high]) => (low + next() * (high - low)).toFixed(1)),
  ])
  const csv = Buffer.from([columns, ...rows].map((row) => row.join(',')).join('\r\n'), 'utf8')
  const path = `${data.name}.csv`
  const salt = () => createHash('sha256').update(`${company.key}/${path}/${next()}`).digest('hex')
  const typeOf = (at: number) => (at === 0 ? 'text' : at === 1 ? 'datetime' : 'number')
  // What the tool that reads the data would say, in its own words.
  const profile = [
    {
      ...{ path, bytes: csv.length, format: 'csv', encoding: 'utf-8', rows: rows.length },
      columns: columns.map((name, at) => {
        const values = rows.map((row) => row[at] ?? '')
        const [min, max] = at === 0 ? [null, null] : extremes(values, at === 1)
        const distinct = { count: new Set(values).size, exact: true }
        return { name, type: typeOf(at), nulls: 0, distinct, min, max }
      }),
      timeSpan: { from: rows[0]?.[1] ?? '', to: rows.at(-1)?.[1] ?? '' },
      ...{ raggedRows: 0, fault: null },
    },
  ]
  const parts = [
    { name: 'profile', salt: salt(), content: profile as unknown as Json },
    { name: 'scan', salt: salt(), content: [{ file: path, findings: [] }] },
  ]
  const labels = [data.place[1], '统计时刻', ...data.measures.map(([, label]) => label)]
  const elements = columns.map((name, at) => ({
    ...{ name, label: labels[at] ?? '', type: ['文本', '日期时间'][at] ?? '小数' },
    ...{ unit: data.measures[at - 2]?.[2] ?? '', meaning: data.measures[at - 2]?.[3] ?? labels[at] ?? '' },
    sensitivity: 'none' as const,
  }))
  const manifest = makeManifest(
    { name: 'datadeed-seed', version: '0.1.0' },
    [{ path, ...fileDigests(nodeCrypto, csv) }],
    makeParts(nodeCrypto, parts),
  )
  return {
    manifest: utf8Decode(manifestBytes(manifest)),
    disclosures: parts.map(({ name }) => {
      const { proof, ...shown } = disclosePart(nodeCrypto, parts, name)
      return { ...shown, proof: { sha256: [...proof.sha256], sm3: [...proof.sm3] } }
    }),
    rows: rows.slice(0, 12),
    columns,
    elements,
    month: `${from.slice(0, 4)}年${Number(from.slice(5, 7))}月`,
  }
}
