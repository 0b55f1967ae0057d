import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Actor, type DelegatedAction, delegatedActions } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { readDay, readWhole } from './batch-cell.ts'
import { batchColumns } from './batch-columns.ts'
import { findBatchHeader } from './batch-header.ts'
import { batchCommands, batchProcedure, batchStatuses } from './batch-machine.ts'
import { decideBatch, maySeeBatch, offeredForBatch } from './batch-policy.ts'
import { cleanCells, depositNumber, readBatchRow } from './batch-row.ts'

const person = (roles: ('filer' | 'signatory' | 'examiner')[], partyId: string | null = 'p1'): Actor => ({
  kind: 'account',
  accountId: 'a1' as AccountId,
  partyId: partyId as PartyId | null,
  partyApproved: partyId !== null,
  regionCode: null,
  name: '某人',
  roles,
})

describe('the procedure of a batch', () => {
  it('reaches every state, and ends when it was undone', () => {
    expect([...reachableStates('receiving', batchProcedure)].sort()).toEqual([...batchStatuses].sort())
    expect(terminalStates(batchStatuses, batchProcedure)).toEqual(['undone'])
  })

  it('offers exactly what it accepts, nothing to another company or an authority', () => {
    const actors = fc.constantFrom(
      person(['filer']),
      person(['signatory']),
      person(['filer'], 'p2'),
      person(['examiner'], null),
      { kind: 'system' } as Actor,
      { kind: 'public' } as Actor,
    )
    fc.assert(
      fc.property(
        actors,
        fc.constantFrom(...batchStatuses),
        fc.boolean(),
        fc.boolean(),
        (actor, status, clean, drafts) => {
          const batch = { status, partyId: 'p1' }
          const holds = (guard: string) => (guard === 'clean_rows' ? clean : drafts)
          const accepted = batchCommands.filter((command) => {
            try {
              decideBatch(batch, command, actor, holds)
              return true
            } catch {
              return false
            }
          })
          expect(offeredForBatch(actor, batch, holds)).toEqual(accepted)
          if (actor.kind === 'account' && (actor.partyId !== 'p1' || actor.roles.includes('examiner')))
            expect(accepted).toEqual([])
          if (accepted.includes('submit')) expect(actor.kind === 'account' && actor.roles).toContain('signatory')
        },
      ),
    )
  })
})

describe('a batch on a delegation', () => {
  it('is the principal’s, for all its cases, while in force; signed and taken back only by words of their own', () => {
    fc.assert(
      fc.property(
        fc.record({
          actions: fc.subarray<DelegatedAction>([...delegatedActions]),
          cases: fc.constantFrom<string[] | null>(null, ['c1']),
          ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
        }),
        fc.constantFrom(...batchStatuses),
        fc.constantFrom('p1', 'p2', 'p3'),
        fc.boolean(),
        (scope, status, partyId, signs) => {
          const actor: Actor = {
            ...{ kind: 'account', accountId: 'a1' as AccountId, partyId: null, partyApproved: false },
            ...{ regionCode: null, name: '某人', roles: signs ? ['filer', 'signatory'] : ['filer'] },
            delegation: {
              ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲' },
              ...{ delegateId: 'p2' as PartyId, delegateName: '乙', ...scope },
            },
          }
          const has = (action: DelegatedAction) => scope.actions.includes(action)
          const within = partyId === 'p1' && scope.ended === null && scope.cases === null && has('batch')
          const batch = { status, partyId }
          expect(maySeeBatch(actor, batch)).toBe(within)
          const given = offeredForBatch(actor, batch, () => true)
          if (!within) expect(given).toEqual([])
          if (!has('submit') || !signs) expect(given).not.toContain('submit')
          if (!has('withdraw')) expect(given).not.toContain('undo')
          if (within && status === 'ready')
            expect(given).toEqual([
              ...['upload', 'correct', 'attach', 'make_drafts'],
              ...(has('submit') && signs ? ['submit'] : []),
              ...(has('withdraw') ? ['undo'] : []),
            ])
        },
      ),
    )
  })
})

describe('the heading', () => {
  it('is found by Chinese name, English name or key, in any order, below titles and group names of merged cells', () => {
    const rows = [
      ['数据知识产权批量申报表', '', '', '', ''],
      ['存证编号', '基本信息', '', '其他', ''],
      ['', '数据知识产权名称（必填）', '所属行业 *', 'Use', 'ｕｐｄａｔｅＰｅｒｉｏｄ'],
      ['GZJT-C-2026-000001', '贵州某数据集', '5442', '用途', '长期'],
    ]
    expect(findBatchHeader(rows)).toMatchObject({
      row: 2,
      keys: ['deposit', 'name', 'industryCode', 'scenario', 'updatePeriod'],
      unknown: [],
      repeated: [],
    })
  })

  it('tells what it does not know and what stands twice; the columns of our own list of errors are passed over', () => {
    const header = findBatchHeader([['序号', '存证编号', '名称', '名称', '内部备注', '检查结果', '处理建议']])
    expect(header?.keys).toEqual(['line', 'deposit', 'name', null, null, null, null])
    expect([header?.unknown, header?.repeated]).toEqual([['内部备注'], ['name']])
    expect(header?.missing).toContain('scenario')
  })

  it('is missing where no row names the deposit', () => {
    expect(
      findBatchHeader([
        ['名称', '应用场景'],
        ['甲', '乙'],
      ]),
    ).toBeUndefined()
    expect(findBatchHeader([])).toBeUndefined()
  })
})

test.each([
  ['2026-01-31', '2026-01-31'],
  ['２０２６／１／３１', '2026-01-31'],
  ['2026年1月31日', '2026-01-31'],
  ['2026.1.31', '2026-01-31'],
  ['20260131', '2026-01-31'],
  ['46053', '2026-01-31'],
  ['46053.0', '2026-01-31'],
  ['2026-01-31 00:00:00', '2026-01-31'],
  ['2026-02-30', null],
  ['1月31日', null],
  ['99999', null],
  ['明年', null],
])('the day %s is %s', (text, day) => {
  const read = readDay(text)
  expect(read.ok ? read.value : null).toBe(day)
})

test.each([
  ['５２，０００', 52_000],
  ['1,234,567', 1_234_567],
  ['52000.0', 52_000],
  ['0', 0],
  ['12.5', null],
  ['-3', null],
  ['9999999999999999', null],
  ['5万', null],
  ['1,23', null],
])('the number %s is %s', (text, number) => {
  const read = readWhole(text)
  expect(read.ok ? read.value : null).toBe(number)
})

describe('a row', () => {
  it('is the form that its cells tell, of labels or keys', () => {
    const { form, faults } = readBatchRow({
      deposit: 'GZJT-C-2026-000001',
      name: '贵州数据集',
      direction: '高速运营',
      sourceTypes: '企业数据、public',
      updateFrequency: '每月',
      redFlags: 'r3、R7',
      areas: '贵阳市、520300',
      elements: 'id|编号|文本\nspeed|车速|数值|km/h|均速|一般',
      sample: 'id|speed\n1|60\n2|61\n3|62',
      coHolders: '甲公司|９１５２０１００ma6h000000|50%',
      commitTruth: '√',
      timeFrom: '46053',
    })
    expect(faults).toEqual([])
    expect(form).toMatchObject({
      sourceTypes: ['enterprise', 'public'],
      updateFrequency: 'month',
      areas: ['520100', '520300'],
      sampleHeader: ['id', 'speed'],
      sampleRows: [
        ['1', '60'],
        ['2', '61'],
        ['3', '62'],
      ],
      coHolders: [{ name: '甲公司', uscc: '91520100MA6H000000', share: '50%' }],
      commitTruth: true,
      timeFrom: '2026-01-31',
    })
    expect(form.elements?.[1]).toEqual({
      ...{ name: 'speed', label: '车速', type: '数值', unit: 'km/h', meaning: '均速', sensitivity: 'none' },
    })
    expect([form.redFlags?.R3, form.redFlags?.R7, form.redFlags?.R1]).toEqual([true, true, false])
  })

  it('has each fault at its field with a remedy, and keeps the other fields', () => {
    const { form, faults } = readBatchRow({
      deposit: 'GZJT-C-2026-000001',
      name: '=A1&"数据集"',
      records: '五万',
      direction: '高速',
      areas: '北京市',
      scenario: '用途',
      algorithm: '长'.repeat(10_001),
      originality: 'a\u202eb',
    })
    expect(faults.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'batch_formula name',
      'batch_cell direction',
      'batch_cell records',
      'batch_cell areas',
      'batch_cell algorithm',
      'batch_cell originality',
    ])
    for (const { message, remedy } of faults) expect(message.length * remedy.length).toBeGreaterThan(0)
    expect(form).toEqual({ scenario: '用途' })
  })

  it('needs a deposit; a formula for its number is refused', () => {
    expect(readBatchRow({ name: '甲' }).faults.map(({ code }) => code)).toEqual(['batch_deposit'])
    expect(readBatchRow({ deposit: '=B2' }).faults.map(({ code }) => code)).toEqual(['batch_formula'])
    expect(depositNumber({ deposit: ' ｇｚｊｔ－c-2026-000001 ' })).toBe('GZJT-C-2026-000001')
  })

  it('never throws, whatever stands in its cells', () => {
    const cells = fc.dictionary(
      fc.constantFrom(...batchColumns.map(({ key }) => key), '__proto__', 'x'),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    )
    fc.assert(fc.property(cells, (row) => void readBatchRow(cleanCells(row))))
  })
})
