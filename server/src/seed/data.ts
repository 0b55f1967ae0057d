import { createHash } from 'node:crypto'
import type { newDeposit } from '@datadeed/core/evidence/schema'
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
  bytes: number
}

/** Numbers in [0, 1) that follow from a text: the demonstration world is the same on every machine. */
function* numbersFrom(seed: string): Generator<number> {
  for (let i = 0; ; i++) {
    const block = createHash('sha256').update(`${seed}:${i}`).digest()
    for (let at = 0; at < 32; at += 4) yield block.readUInt32BE(at) / 2 ** 32
  }
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
  const labels = [data.place[1], '统计时刻', ...data.measures.map(([, label]) => label)]
  const elements = columns.map((name, i) => ({
    ...{ file: path, name, label: labels[i] ?? '', type: i === 0 ? 'text' : i === 1 ? 'timestamp' : 'number' },
    ...{
      nullable: false,
      unit: data.measures[i - 2]?.[2] ?? '',
      meaning: data.measures[i - 2]?.[3] ?? labels[i] ?? '',
    },
  }))
  const profile = [
    {
      ...{ path, format: 'csv', encoding: 'utf-8', bytes: csv.length, records: rows.length },
      ...{ timeFrom: rows[0]?.[1]?.slice(0, 10) ?? null, timeTo: rows.at(-1)?.[1]?.slice(0, 10) ?? null },
      columns: elements.map(({ name, type, label, unit, meaning }) => ({ name, type, label, unit, meaning })),
    },
  ]
  const parts = [
    { name: 'profile', salt: salt(), content: profile as unknown as Json },
    { name: 'elements', salt: salt(), content: elements as unknown as Json },
  ]
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
    bytes: csv.length,
  }
}
