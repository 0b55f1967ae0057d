import { TableError } from '@datadeed/dataset'
import { browserCrypto } from '@datadeed/dataset/browser'
import { canonicalize, fileDigests, makeManifest, parseManifest, verifyPart } from '@datadeed/evidence'
import { beforeEach, expect, it, vi } from 'vitest'
import {
  disclosuresOf,
  dropDraft,
  dropSketchFault,
  keepDraft,
  keepPrivate,
  keepSketchFault,
  partFromKept,
  prepare,
  privateFile,
  recallDraft,
  recallSketchFault,
  sketchOf,
} from './prepare.ts'

const crypto = browserCrypto()
const data = new TextEncoder().encode('segment,speed\nS1,87.2\n')
const column = {
  ...{ type: 'text' as const, nulls: 0, distinct: null, min: null, max: null },
  ...{ valid: null, spread: null, lengths: null },
}
const local = { top: [{ value: 'S1', count: 1 }], missed: 0, histogram: null }
const profile = {
  ...{ path: '车速.csv', bytes: data.length, format: 'csv' as const, encoding: 'utf-8' as const, rows: 1 },
  columns: ['segment', 'speed'].map((name) => ({ ...column, name })),
  ...{ timeSpan: null, area: null, duplicateRows: null, raggedRows: 0, sheet: null, otherSheets: 0 },
  ...{ quality: null, fault: null, local: [local] },
  findings: [
    {
      ...{ column: 'segment', kind: 'mobile' as const, share: 1, count: 1, confidence: 0.9 },
      ...{ reasons: ['号段已分配'], remedy: '请改为随机代号。', localExamples: ['139****0000'] },
    },
  ],
}
const fingerprint = {
  manifest: makeManifest({ name: 'datadeed', version: '0' }, [{ path: '车速.csv', ...fileDigests(crypto, data) }]),
  ...{ parts: [], profiles: [profile], emptyFiles: [], tables: [], sketch: null },
}
const digests = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) }
const value = {
  format: 'datadeed-table/1' as const,
  rows: 1,
  columns: [],
  ordered: digests,
  unordered: null,
  rowsRoot: null,
}
const compared = {
  ...fingerprint,
  tables: [
    { path: '车速.csv', table: value, refusal: null },
    { path: '坏.csv', table: null, refusal: new TableError('duplicate_column', 'a') },
  ],
  sketch: {
    part: { format: 'datadeed-sketch/1', epoch: 1, tables: [] },
    told: [{ path: '车速.csv', columns: ['speed'], rows: false }],
    failed: [],
  },
}

beforeEach(() => sessionStorage.clear())

it('commits to the profile in the manifest, and each part shown belongs to it', () => {
  const prepared = prepare(fingerprint)
  const manifest = parseManifest(prepared.text)
  const shown = disclosuresOf(prepared, { values: true, scan: false })
  expect(shown.map(({ name }) => name)).toEqual(['profile', 'elements', 'values'])
  for (const part of shown) {
    expect(manifest.parts && verifyPart(crypto, manifest.parts, part)).toBe(true)
    expect(manifest.parts && verifyPart(crypto, manifest.parts, { ...part, content: null })).toBe(false)
  }
})

it('frequent values are not among what is shown unless their owner says so', () => {
  const shown = JSON.stringify(disclosuresOf(prepare(fingerprint), { values: false, scan: false }))
  expect(shown).toContain('profile')
  expect(shown).not.toContain('S1')
})

it('uses fresh salts, so that equal data cannot be recognised by its parts', () => {
  expect(prepare(fingerprint).manifest.parts?.root).not.toEqual(prepare(fingerprint).manifest.parts?.root)
})

it('makes no parts where nothing was read of the structure', () => {
  const prepared = prepare({ ...fingerprint, profiles: [{ ...profile, columns: [] }] })
  expect(prepared.parts).toEqual([])
  expect(prepared.text).toBe(canonicalize(fingerprint.manifest))
})

it('a finished fingerprint survives a reload until it is sent', () => {
  const prepared = prepare(fingerprint)
  keepDraft(prepared)
  expect(recallDraft()).toEqual(prepared)
  dropDraft()
  expect(recallDraft()).toBeNull()
  sessionStorage.setItem('datadeed.deposit.draft', '{"text":"{}"}')
  expect(recallDraft()).toBeNull()
})

it('the private file holds the salts, which the manifest does not', () => {
  const prepared = prepare(fingerprint)
  const [part] = prepared.parts
  expect(privateFile(prepared)).toContain(part?.salt)
  expect(prepared.text).not.toContain(part?.salt)
})

it('the sketch and the values of tables are committed to and kept, and are not among what goes with the deposit', () => {
  const prepared = prepare(compared)
  expect(prepared.manifest.parts?.names).toEqual(['profile', 'elements', 'values', 'scan', 'table', 'sketch'])
  expect(disclosuresOf(prepared, { values: true, scan: false }).map(({ name }) => name)).toEqual([
    'profile',
    'elements',
    'values',
  ])
  expect(JSON.stringify(disclosuresOf(prepared, { values: true, scan: false }))).not.toContain(digests.sha256)
  expect(privateFile(prepared)).toContain(digests.sha256)
  expect(prepared.tables).toEqual([
    { path: '车速.csv', ordered: digests, refused: null },
    { path: '坏.csv', ordered: null, refused: { code: 'duplicate_column', place: 'a' } },
  ])
  const shown = sketchOf(prepared.parts)
  expect(shown && prepared.manifest.parts && verifyPart(crypto, prepared.manifest.parts, shown)).toBe(true)
  expect(sketchOf(prepare(fingerprint).parts)).toBeNull()
  keepDraft(prepared)
  expect(recallDraft()).toEqual(prepared)
})

it('masked examples of findings stay here, in the private file, too, they are not', () => {
  const prepared = prepare(compared)
  expect(prepared.profiles[0]?.findings[0]?.localExamples).toEqual(['139****0000'])
  for (const sent of [
    prepared.text,
    JSON.stringify(disclosuresOf(prepared, { values: true, scan: false })),
    privateFile(prepared),
  ])
    expect(sent).not.toMatch(/139\*|号段|随机代号/)
})

it('what the scan found is shown now or later, without a value, reason or number of values', () => {
  const prepared = prepare(compared)
  const { parts } = prepared.manifest
  const [shown] = disclosuresOf(prepared, { values: false, scan: true }).filter(({ name }) => name === 'scan')
  const findings = [{ column: 'segment', kind: 'mobile', share: 1, confidence: 0.9 }]
  expect(shown?.content).toEqual([{ file: '车速.csv', findings }])
  expect(shown && parts && verifyPart(crypto, parts, shown)).toBe(true)
  const files = [privateFile(prepared), JSON.stringify(prepared.parts)]
  for (const kept of files) expect(partFromKept(kept, prepared.manifest, 'scan')).toEqual(shown)
  const other = prepare(compared)
  for (const kept of [privateFile(other), JSON.stringify(other.parts), '{', '{}', '[]'])
    expect(partFromKept(kept, prepared.manifest, 'scan')).toBeNull()
})

it('a sketch that did not get through can be sent again from the window that made it, also with the storage full', () => {
  const prepared = prepare(compared)
  for (const full of [false, true]) {
    const id = `deposit-${full}`
    const quota = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const storage = full ? vi.spyOn(Storage.prototype, 'setItem').mockImplementation(quota) : null
    expect(recallSketchFault(id)).toBeNull()
    keepPrivate(id, prepared)
    keepSketchFault(id, '连接中断')
    expect(recallSketchFault(id)).toEqual({ sentence: '连接中断', disclosure: sketchOf(prepared.parts) })
    dropSketchFault(id)
    expect(recallSketchFault(id)).toBeNull()
    storage?.mockRestore()
  }
})
