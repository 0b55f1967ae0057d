import { describe, expect, it } from 'vitest'
import { builtInPacks, guizhou } from '../kernel/rule-pack.ts'
import { plainText } from './alike.ts'
import { complete, context } from './complete-application.ts'
import { findings } from './findings.ts'
import { noFacts } from './preexam.ts'
import { directions, transportModes } from './schema.ts'
import { draftOfExample, modeOfIndustry, templatesOf } from './template.ts'

describe('templates', () => {
  it.each(builtInPacks.map((pack) => [pack.jurisdiction, pack] as const))('of %s fit the form whole', (_, pack) => {
    const templates = templatesOf(pack)
    expect(templates.length).toBeGreaterThan(0)
    for (const { code, form, direction, mode } of templates) {
      const raw = pack.templates?.find((one) => one.code === code)?.form
      expect({ code, fields: Object.keys(form) }).toEqual({ code, fields: Object.keys(raw ?? {}) })
      expect(directions).toContain(direction)
      expect(transportModes).toContain(mode)
    }
  })

  it('cover every direction of the plan', () => {
    expect(new Set(templatesOf(guizhou).map(({ direction }) => direction))).toEqual(new Set(directions))
  })

  it('take over no commitment, declaration, number or paper, whatever a pack says', () => {
    const [first] = guizhou.templates ?? []
    if (!first) throw new Error('no template')
    const form = {
      ...first.form,
      commitTruth: true,
      importantData: 'not_important',
      redFlags: {},
      records: 5,
      modes: ['x'],
    }
    expect(Object.keys(templatesOf({ templates: [{ ...first, form }] })[0]?.form ?? {})).not.toEqual(
      expect.arrayContaining(['commitTruth']),
    )
    const [taken] = templatesOf({ templates: [{ ...first, form }] })
    for (const field of ['commitTruth', 'importantData', 'redFlags', 'records', 'modes'])
      expect(taken?.form).not.toHaveProperty(field)
  })

  it('cannot be submitted with a blank left', () => {
    const [first] = templatesOf(guizhou)
    const told = findings({ ...complete, ...first?.form }, context).filter(({ code }) => code === 'template_blank')
    expect(told.map(({ field }) => field)).toEqual(['name', 'scenario', 'sourceStatement', 'algorithm', 'originality'])
    expect(told.every(({ severity, span }) => severity === 'error' && span !== null)).toBe(true)
    expect(findings(complete, context).filter(({ code }) => code === 'template_blank')).toEqual([])
  })

  it('make no two applicants copyists of each other', () => {
    const form = templatesOf(guizhou)[0]?.form.algorithm ?? ''
    const filled = (words: string) => form.replaceAll(/【填：[^】]*】/gu, words)
    const other = {
      ...{ caseId: '1', number: 'GZJT-S-2026-000001', name: '甲', status: 'registered' as const },
      ...{ partyId: 'b', partyName: '乙', prefectureCode: '520100', depositNumber: '', evidencedAt: null },
    }
    const codes = (own: string, theirs: string) => {
      const texts = [{ field: 'algorithm' as const, text: plainText(theirs).chars.join(''), other }]
      const registry = { ...noFacts('a'), texts }
      return findings({ ...complete, algorithm: own }, { ...context, registry }).map(({ code }) => code)
    }
    expect(codes(filled('两倍标准差'), filled('三次样条'))).toEqual([])
    const own =
      '把各站到站时刻与上游路口的排队长度逐车配对，算出每一周期的消散时间，再按周末和工作日分别拟合并检验残差，' +
      '残差超过两个周期的退回人工判读，判读结果写回训练样本。'
    expect(codes(filled('两倍标准差') + own, filled('三次样条') + own)).not.toEqual([])
  })
})

describe('a draft from an example', () => {
  const content = {
    ...{ name: '他人的名称', direction: '高速运营', scenario: '供运营单位分析。', sourceTypes: ['enterprise'] },
    ...{ updateFrequency: 'month', algorithm: '先清洗，再聚合。', records: 9, depositNumber: 'GZJT-C-2026-000001' },
  }
  it('has only what is public, and neither name nor numbers', () => {
    expect(draftOfExample(content, false)).toEqual({
      ...{ direction: '高速运营', scenario: '供运营单位分析。', sourceTypes: ['enterprise'] },
      ...{ updateFrequency: 'month', algorithm: '先清洗，再聚合。' },
    })
    expect(draftOfExample(content, true)).not.toHaveProperty('algorithm')
    expect(draftOfExample({ direction: '别的', sourceTypes: 'x', scenario: 7 }, false)).toEqual({})
  })
  it('is found by the mode of its industry', () => {
    expect(['5431', '5411', '5320', '5523', '5631', '6020', '7410', ''].map(modeOfIndustry)).toEqual([
      ...['road', 'urban', 'rail', 'water', 'air', 'post', null, null],
    ])
  })
})
