import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beijing, builtInPacks, guizhou } from '../kernel/rule-pack.ts'
import type { Vocabulary } from '../kernel/rule-pack-aids.ts'
import { checkName, propose, readName } from './vocabulary.ts'

const vocabulary = guizhou.vocabulary as Vocabulary
const read = (name: string) => readName(vocabulary, name).map(({ kind, text }) => `${kind}:${text}`)
const met = (name: string) => checkName(guizhou, name)?.met

describe('a name against the vocabulary', () => {
  it.each([
    '贵州高速公路路段车速数据集7',
    '乌当干线公路路段平均车速数据集',
    '黔西南农村公路路面病害识别数据集',
    '2026年度G60沪昆高速断面流量小时统计数据',
    '北盘江大桥结构健康监测特征数据集',
    '乌江航道水深数据集',
    '贵阳龙洞堡机场航班准点特征数据集',
    '贵安新区公交线路断面客流时段统计数据集',
  ])('takes “%s”', (name) => {
    expect({ name, read: read(name), met: met(name) }).toMatchObject({ met: true })
  })

  it.each([
    ['完美宇宙路段车速数据集', ['完美宇宙']],
    ['贵州高速公路路段车速', []],
    ['贵州2026年数据集', []],
    ['', []],
    ['雷达站均速总库', ['站', '总库']],
  ])('says why “%s” is none', (name, unknown) => {
    expect(checkName(guizhou, name)).toMatchObject({ met: false, unknown })
  })

  it('says which part is missing', () => {
    expect(checkName(guizhou, '贵州2026年数据集')?.missing).toEqual(['object'])
    expect(checkName(guizhou, '贵州高速公路')?.missing).toEqual(['noun'])
  })

  it('holds no name to a vocabulary that a pack does not have', () => {
    expect(checkName({}, '公交')).toBeNull()
    expect(checkName(beijing, '地铁断面客流统计数据集')?.met).toBe(true)
  })

  it('reads every text whole, whatever it is, in time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        const pieces = readName(vocabulary, name)
        expect(pieces.map(({ text }) => text).join('')).toBe(name)
        for (const { start, text } of pieces) expect(name.slice(start, start + text.length)).toBe(text)
      }),
    )
    const begun = performance.now()
    readName(vocabulary, '高速公路与'.repeat(80))
    expect(performance.now() - begun).toBeLessThan(150)
  })
})

describe('phrases to go on with', () => {
  const rests = (typed: string, options = {}) => propose(vocabulary, typed, options).map(({ rest }) => rest)

  it('completes what was begun and takes nothing away', () => {
    const [first] = propose(vocabulary, '贵州高速公', {})
    expect(first).toEqual({ phrase: '高速公路', rest: '路', part: 'object' })
    for (const { phrase, rest } of propose(vocabulary, '贵州高速公', {})) expect(phrase.endsWith(rest)).toBe(true)
  })

  it('proposes the parts that come next, by mode of transport', () => {
    expect(propose(vocabulary, '乌江航道水深监测', {}).map(({ part }) => part)).toContain('noun')
    expect(rests('', { modes: ['water'] })).toContain('内河航道')
    expect(rests('', { modes: ['water'] })).not.toContain('高速公路')
    expect(propose(vocabulary, '供港口', { parts: ['use'] }).every(({ part }) => part === 'use')).toBe(true)
  })

  it('comes to an accepted name by itself', () => {
    for (const pack of builtInPacks) {
      const own = pack.vocabulary as Vocabulary
      let name = ''
      for (const part of ['object', 'processing', 'noun'] as const)
        name += propose(own, name, { parts: [part], limit: 50 }).at(-1)?.rest ?? ''
      expect({ name, met: checkName(pack, name)?.met }).toEqual({ name, met: true })
    }
  })
})
