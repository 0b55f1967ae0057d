import { setTimeout as sleep } from 'node:timers/promises'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import {
  canonicalize,
  disclosePart,
  fileDigests,
  type Json,
  makeManifest,
  makeParts,
  type Part,
  type Sketch,
  utf8Encode,
  writeSketchPart,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { createDeposit, getDeposit } from '../features/evidence/service.ts'
import { keepSketch } from '../features/overlap/service.ts'
import type { TestPlatform } from './platform.ts'

export interface Data {
  columns?: readonly string[]
  from: string
  to: string
  /** Paths with their contents; without any one file like no other. */
  files?: Readonly<Record<string, string>>
  rows?: Sketch
}

let serial = 0

/** A published deposit of tables, with the profile of the first and, where given, the sketch of its rows under the key of an epoch. */
export async function depositData(
  p: TestPlatform,
  actor: AccountActor,
  { columns = ['road_id', 'speed'], from, to, files, rows, epoch = 0 }: Data & { epoch?: number },
) {
  serial += 1
  const contents = Object.entries(files ?? { '路段车速.csv': `data ${serial}` })
  const path = contents[0]?.[0] ?? ''
  const profile = [
    { path, rows: 10, columns: columns.map((name) => ({ name, type: 'text' })), timeSpan: { from, to } },
  ] as unknown as Json
  const parts: Part[] = [{ name: 'profile', salt: 'a'.repeat(64), content: profile }]
  if (rows) {
    const part = writeSketchPart({ epoch, tables: [{ file: path, rows, columns: [] }] })
    parts.push({ name: 'sketch', salt: 'b'.repeat(64), content: part as Json })
  }
  const listed = contents.map(([name, text]) => ({ path: name, ...fileDigests(nodeCrypto, utf8Encode(text)) }))
  const manifest = canonicalize(makeManifest({ name: 'test', version: '1' }, listed, makeParts(nodeCrypto, parts)))
  const shown = disclosePart(nodeCrypto, parts, 'profile')
  const disclosures = [{ ...shown, proof: { sha256: [...shown.proof.sha256], sm3: [...shown.proof.sm3] } }]
  const { id, number } = await createDeposit(p, actor, { manifest, title: `第 ${serial} 份`, note: '', disclosures })
  for (let tries = 0; (await getDeposit(p, actor, id)).status !== 'published'; tries++) {
    if (tries > 200) throw new Error('the log does not publish')
    await sleep(25)
  }
  if (rows)
    await keepSketch(p, actor, id, disclosePart(nodeCrypto, parts, 'sketch') as unknown as Record<string, unknown>)
  return { id, number }
}
