import { type CheckContext, findings } from '@datadeed/core/filing/findings'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { expect, test } from 'vitest'
import { betterMethod, completeForm } from './application.ts'
import { sourceProofPdf } from './source-proof.ts'

const known: CaseDraft = {
  formats: ['csv'],
  bytes: 1000,
  records: 20,
  elements: ['773869', '767541'].map((name) => ({
    ...{ name, label: '', type: 'number', unit: '', meaning: '', sensitivity: 'none' as const },
  })),
}
const context: CheckContext = {
  pack: guizhou,
  today: '2026-11-22',
  manifestSummary: { published: true, files: 1, bytes: 1000, formats: ['csv'] },
  profile: { columns: ['773869', '767541'], records: 20, timeFrom: null, timeTo: null },
  attachments: [{ kind: 'source_proof' }],
  namesInUse: [],
}
const row = ['60.5', '61']
const sample = { header: ['773869', '767541'], rows: [row, row, row] }

test('the form leaves nothing that must be mended, before and after the correction', () => {
  const form = { ...known, ...completeForm(known, 'los_speed', '000123', sample) }
  // The sample data are older than their frequency promises, which is a warning.
  const codes = (one: typeof form) => findings(one, context).map(({ code, severity }) => `${severity} ${code}`)
  expect(codes(form)).toEqual(['warning update_lag'])
  expect(codes({ ...form, algorithm: betterMethod })).toEqual(['warning update_lag'])
})

test('the planted mistake is one', () => {
  const form = { ...known, ...completeForm(known, 'los_speed', '000123', sample) }
  const errors = findings({ ...form, bytes: 1001 }, context).filter(({ severity }) => severity === 'error')
  expect(errors.map(({ field }) => field)).toEqual(['bytes'])
})

test('a sample of other columns than the deposit tells is left out', () => {
  expect(completeForm(known, 'x', '1', { header: ['a'], rows: [['1']] }).sampleRows).toBeUndefined()
})

test('the proof of source is a PDF whose table of objects is right', () => {
  const text = new TextDecoder().decode(sourceProofPdf('黔演（演示）有限公司'))
  expect(text.startsWith('%PDF-1.7')).toBe(true)
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
  expect(text.slice(start, start + 4)).toBe('xref')
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((found) => Number(found[1]))
  expect(offsets).toHaveLength(7)
  for (const [i, at] of offsets.entries()) expect(text.slice(at).startsWith(`${i + 1} 0 obj`)).toBe(true)
})
