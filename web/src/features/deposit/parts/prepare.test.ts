import { browserCrypto } from '@datadeed/dataset/browser'
import { canonicalize, fileDigests, makeManifest, parseManifest, verifyPart } from '@datadeed/evidence'
import { beforeEach, expect, it } from 'vitest'
import { disclosuresOf, dropDraft, keepDraft, prepare, privateFile, recallDraft } from './prepare.ts'

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
  ...{ quality: null, fault: null, local: [local], findings: [] },
}
const fingerprint = {
  manifest: makeManifest({ name: 'datadeed', version: '0' }, [{ path: '车速.csv', ...fileDigests(crypto, data) }]),
  ...{ parts: [], profiles: [profile], emptyFiles: [] },
}

beforeEach(() => sessionStorage.clear())

it('commits to the profile in the manifest, and each part shown belongs to it', () => {
  const prepared = prepare(fingerprint)
  const manifest = parseManifest(prepared.text)
  const shown = disclosuresOf(prepared, { values: true })
  expect(shown.map(({ name }) => name)).toEqual(['profile', 'elements', 'values'])
  for (const part of shown) {
    expect(manifest.parts && verifyPart(crypto, manifest.parts, part)).toBe(true)
    expect(manifest.parts && verifyPart(crypto, manifest.parts, { ...part, content: null })).toBe(false)
  }
})

it('frequent values are not among what is shown unless their owner says so', () => {
  const shown = JSON.stringify(disclosuresOf(prepare(fingerprint), { values: false }))
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
