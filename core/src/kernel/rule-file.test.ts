import { describe, expect, it } from 'vitest'
import { JsonFault, lineOf, readJson } from './json-source.ts'
import { compareVersions } from './rule-file.ts'
import { beijing, builtInPacks, guizhou, stepOf } from './rule-pack.ts'
import { comparePacks } from './rule-pack-compare.ts'
import { readRulePackFile } from './rule-pack-file.ts'

const file = (change: object) => JSON.stringify({ ...guizhou, version: '2027.1', ...change }, null, 2)
const read = (text: string, latest: string | null = '2026.1') => readRulePackFile(text, () => latest)
const faultsOf = (text: string) => {
  const result = read(text)
  return result.ok ? [] : result.faults
}

describe('JSON as a person wrote it', () => {
  it('reads what JSON.parse reads', () => {
    for (const text of ['{"a":[1,-2.5e3,"x\\n\\u4e2d",null,true,{}],"b":{"c":[]}}', ' 7 ', JSON.stringify(guizhou)])
      expect(readJson(text).value).toEqual(JSON.parse(text))
  })

  it('knows the line of each part', () => {
    const source = readJson('{\n  "a": 1,\n  "b": {\n    "c": [\n      5,\n      6\n    ]\n  }\n}')
    expect([lineOf(source, 'a'), lineOf(source, 'b.c.1'), lineOf(source, 'b.c.9'), lineOf(source, '')]).toEqual([
      2, 6, 4, 1,
    ])
  })

  it.each([
    ['', '文件是空的'],
    ['{"a":1', '可能没有传完整'],
    ['{"a":', '可能没有传完整'],
    ['{"a":1,}', '多了一个逗号'],
    ['{"a":1 "b":2}', '缺少逗号'],
    ['{"a":1,\n"a":2}', '第 2 行第 1 列：“a”重复出现'],
    ['{"__proto__":{}}', '__proto__'],
    ['{"a":NaN}', '这里应是'],
    ["{'a':1}", '英文双引号'],
    ['{"a":"x\ny"}', '英文双引号'],
    ['1 2', '多余'],
    ['['.repeat(40), '嵌套超过'],
  ])('refuses %j', (text, words) => {
    expect(() => readJson(text)).toThrow(JsonFault)
    expect(() => readJson(text)).toThrow(words)
  })
})

describe('a rule pack from a file', () => {
  it('takes each pack that is built in, under a newer version', () => {
    for (const pack of builtInPacks)
      expect(read(JSON.stringify({ ...pack, version: '2027.1' }))).toMatchObject({ ok: true })
  })

  it.each([
    [
      'days out of range',
      { steps: { ...guizhou.steps, review: { ...stepOf(guizhou, 'review'), days: -1 } } },
      'steps.review.days',
    ],
    ['no source', { fees: { registrationFen: '0', confidence: 'verified' } }, 'fees.source'],
    ['a step missing', { steps: { review: stepOf(guizhou, 'review') } }, 'steps'],
    ['a rule missing', { rules: {} }, 'rules'],
    ['a ground twice', { grounds: [...guizhou.grounds, guizhou.grounds[0]] }, `grounds.${guizhou.grounds.length}`],
    ['a formula', { name: '=HYPERLINK("http://x")' }, 'name'],
    ['markup', { name: '规则<script>alert(1)</script>' }, 'name'],
    ['a character nobody sees', { name: '规则\u202E包' }, 'name'],
    ['a misspelt name', { effectivefrom: '2027-01-01' }, 'effectivefrom'],
    ['a number without sequence', { numbers: { ...guizhou.numbers, application: 'GZ-{year}' } }, 'numbers.application'],
    [
      'a field no form has',
      { requiredFields: [{ ...guizhou.requiredFields[0], field: 'colour' }] },
      'requiredFields.0.field',
    ],
    ['an old version', { version: '2026.1' }, 'version'],
    ['a day that is not', { effectiveFrom: '2027-02-30' }, 'effectiveFrom'],
  ])('refuses %s and says where', (_, change, path) => {
    const faults = faultsOf(file(change))
    expect(faults.map((fault) => fault.path)).toContain(path)
    for (const { message } of faults) expect(message).toMatch(/^第 \d+ 行（.+）：.*[\u4e00-\u9fff]|另有/)
  })

  it('tells fifty faults and how many more', () => {
    const faults = faultsOf(file({ grounds: Array.from({ length: 80 }, () => ({ code: 'x' })) }))
    expect(faults).toHaveLength(51)
    expect(faults.at(-1)?.message).toContain('另有')
  })

  it('orders versions by number', () => {
    expect(['2026.10', '2025.3', '2026.2'].sort(compareVersions)).toEqual(['2025.3', '2026.2', '2026.10'])
  })
})

describe('two packs beside each other', () => {
  it('finds nothing between a pack and itself', () => {
    expect(comparePacks(guizhou, guizhou)).toEqual([])
  })

  it('tells what was added, removed and changed, down to the field', () => {
    const changes = comparePacks(guizhou, beijing)
    expect(changes).toContainEqual(expect.objectContaining({ section: 'grounds', entry: 'disclosed', what: 'added' }))
    expect(changes.find(({ section }) => section === 'head')?.fields).toContainEqual({
      field: 'requiresUndisclosed',
      before: 'false',
      after: 'true',
    })
    expect(changes.find(({ section, entry }) => section === 'steps' && entry === 'certificate')?.fields).toContainEqual(
      {
        field: 'days',
        before: '0',
        after: '5',
      },
    )
    const { afterRegistration: rules } = guizhou
    if (!rules) throw new Error('no afterRegistration')
    const [first, ...others] = rules.burdens ?? []
    const fewer = { ...guizhou, afterRegistration: { ...rules, number: 'X-{seq}', burdens: others, effects: [] } }
    const told = comparePacks(guizhou, fewer).map(({ section, entry, what }) => [section, entry, what])
    expect(told.slice(0, 2)).toEqual([
      ['afterRegistration', '', 'changed'],
      ['afterRegistration', `${first?.burden} ${first?.unless}`, 'removed'],
    ])
    expect(told).toHaveLength(2 + (rules.effects?.length ?? 0))
    const back = comparePacks(beijing, guizhou)
    expect(back.find(({ entry }) => entry === 'disclosed')?.what).toBe('removed')
  })
})
