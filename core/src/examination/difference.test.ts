import { expect, test } from 'vitest'
import { differenceOf, type Submission } from './difference.ts'

const file = (name: string, sha256: string) => ({ kind: 'source_proof', name, digests: { sha256 } })
const before: Submission = {
  form: { name: '甲', records: 10, areas: ['520100'] },
  attachments: [file('合同.pdf', 'a'), file('说明.pdf', 'b')],
  answers: [],
}

test('nothing changed is nothing', () => {
  expect(differenceOf(before, { ...before, answers: [{ itemId: '1-1', text: '未改' }] })).toEqual({
    fields: [],
    attachments: [],
  })
})

test('names what changed, came and went; a file with other bytes both went and came', () => {
  const after: Submission = {
    form: { name: '乙', areas: ['520100'], scenario: '新' },
    attachments: [file('合同.pdf', 'c'), file('说明.pdf', 'b')],
    answers: [],
  }
  expect(differenceOf(before, after)).toEqual({
    fields: [
      { field: 'name', before: '甲', after: '乙' },
      { field: 'records', before: 10, after: null },
      { field: 'scenario', before: null, after: '新' },
    ],
    attachments: [
      { kind: 'source_proof', name: '合同.pdf', what: 'removed' },
      { kind: 'source_proof', name: '合同.pdf', what: 'added' },
    ],
  })
})
