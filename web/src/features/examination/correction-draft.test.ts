import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { expect, it } from 'vitest'
import {
  type DraftItem,
  keepUnfinished,
  noDraft,
  parseDraft,
  putItem,
  removeItem,
  toNewItem,
} from './correction-draft.ts'
import { rulesFor, startItem } from './parts/item-dialog.tsx'

const item = (field: string, note = ''): DraftItem => ({ field, code: 'unclear', note, rule: '规则', remedy: '写清楚' })
const finding = {
  ...{ code: 'scenario', version: 'GZ-2026.1-2', span: null, clause: '各省申请表通行', judgement: null },
  ...{ confidence: 'likely' as const, hintOnly: false, others: [] },
  field: 'scenario',
  severity: 'error' as const,
  message: '应用场景太短。',
  rule: '应用场景应当写明适用条件。（各省申请表通行）',
  remedy: '补充对象和要解决的问题。',
}

it('keeps one item a field, in the order first marked', () => {
  const draft = [item('name'), item('scenario'), item('name', '第二次')].reduce(putItem, noDraft)
  expect(draft.items.map(({ field, note }) => [field, note])).toEqual([
    ['name', '第二次'],
    ['scenario', ''],
  ])
  expect(removeItem(draft, 'name').items.map(({ field }) => field)).toEqual(['scenario'])
})

it('forgets what was half typed only when that item is added or removed', () => {
  const typing = keepUnfinished(keepUnfinished(noDraft, item('name', '写到一半')), item('scenario'))
  expect(Object.keys(putItem(typing, item('name')).unfinished)).toEqual(['scenario'])
  expect(Object.keys(removeItem(typing, 'scenario').unfinished)).toEqual(['name'])
})

it('survives being kept as text, and whatever else the storage may hold', () => {
  const draft = keepUnfinished(putItem(noDraft, item('name')), item('scenario', '半'))
  expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  for (const bad of [null, 7, 'x', [], { items: [{ field: 'name' }, null, 3] }, { items: 'no', unfinished: [1] }])
    expect(parseDraft(bad)).toEqual(noDraft)
})

it('words the item for the letter: reason of the pack, then the note', () => {
  const words = { unclear: '表述不清，请说明' }
  expect(toNewItem(item('name', ' 缺少地域。 '), words).reason).toBe('表述不清，请说明：缺少地域。')
  expect(toNewItem(item('name'), words).reason).toBe('表述不清，请说明')
  expect(toNewItem(item('name'), words)).not.toHaveProperty('machineRule')
  expect(toNewItem({ ...item('name'), machineRule: 'name_area' }, words).machineRule).toBe('name_area')
})

it('starts from what the machine found, and offers its rule before the rules of the pack', () => {
  expect(startItem('scenario', guizhou, [finding])).toMatchObject({
    note: finding.message,
    remedy: finding.remedy,
    rule: finding.rule,
    machineRule: 'scenario',
  })
  const rules = rulesFor('scenario', guizhou, [finding])
  expect(rules[0]).toBe(finding.rule)
  expect(rules.some((rule) => rule.startsWith('应用场景：'))).toBe(true)
  expect(rulesFor('attachments.source_proof', guizhou, [])[0]).toMatch(/^来源证明/)
  for (const rule of rulesFor('name', guizhou, [{ ...finding, rule: '长'.repeat(500) }]))
    expect([...rule].length).toBeLessThanOrEqual(300)
})
