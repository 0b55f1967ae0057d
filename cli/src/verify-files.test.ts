import type { Outcome, Verdict } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { type Found, overall } from './verify-files.ts'

const verdict = (outcome: Outcome): Verdict => ({ outcome, reasons: [], steps: [], facts: null })
const found = (evidence: Outcome | null, pdf: Outcome | null, embedded: Outcome | null = null): Found => ({
  evidence: evidence && verdict(evidence),
  embedded: embedded && verdict(embedded),
  pdfs: pdf ? [{ name: 'c.pdf', verdict: { outcome: pdf, finding: null, signer: '' } }] : [],
  data: null,
})

test('evidence beside a PDF that names it needs no known signer', () => {
  expect(overall(found('valid', 'cannot_check'), false)).toBe('valid')
})

test('evidence inside a PDF proves nothing of the paper around it: anybody can put it there', () => {
  expect(overall(found('valid', 'cannot_check'), true)).toBe('cannot_check')
  expect(overall(found('valid', 'valid'), true)).toBe('valid')
  expect(overall(found('cannot_check', 'valid'), true)).toBe('cannot_check')
})

test.each([
  found('invalid', 'valid'),
  found('valid', 'invalid'),
  found('valid', 'valid', 'invalid'),
  {
    ...found('valid', 'valid'),
    data: { difference: { kind: 'added' as const, path: 'a', expectedBytes: null, actualBytes: 1, chunks: 1 } },
  },
])('one thing wrong makes the whole wrong', (one) => {
  expect(overall(one, false)).toBe('invalid')
})
