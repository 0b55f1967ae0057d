import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtInPacks, guizhou } from '../kernel/rule-pack.ts'
import { fingerprintsOf, likeness, plainText } from './alike.ts'
import { complete, context } from './complete-application.ts'
import { findings } from './findings.ts'
import { type GreenFacts, greenConditions } from './green-channel.ts'
import { type KnownCase, noFacts, type RegistryFacts } from './preexam.ts'
import { isRuleCode, ruleBaseVersion, ruleCodes } from './rule-base.ts'
import type { CaseDraft } from './schema.ts'

const own = '019a0000-0000-7000-8000-000000000001'
const stranger = '019a0000-0000-7000-8000-000000000002'
const other = (n: number, more: Partial<KnownCase> = {}): KnownCase => ({
  caseId: `019a0000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`,
  ...{ number: `GZJT-S-2026-${String(n).padStart(6, '0')}`, name: '某公司不公开的数据集', status: 'under_review' },
  ...{ partyId: stranger, partyName: '保密物流有限公司', prefectureCode: '520100' },
  ...{ depositNumber: `GZJT-C-2026-00000${n}`, evidencedAt: '2026-01-01T00:00:00.000Z' },
  ...more,
})
const plain = (text: string) => plainText(text).chars.join('')
const codesOf = (form: CaseDraft, registry: RegistryFacts) =>
  findings({ ...complete, ...form }, { ...context, registry }).map(({ code }) => code)
const algorithm = complete.algorithm ?? ''
const scanned = (kind: string, confidence = 0.9) => ({ column: 'segment_id', kind, share: 0.98, confidence })

describe('likeness of texts', () => {
  it('ignores blanks, punctuation, width and case, and tells the stretch in the text as written', () => {
    const text = 'ＡＢ：先剔除故障时段，再按路段对齐！'
    const { jaccard, contained, longest } = likeness('algorithm', plainText(text), plainText('剔除故障时段再按路段'))
    expect(longest && text.slice(longest.start, longest.end)).toBe('剔除故障时段，再按路段')
    expect(contained).toBeGreaterThan(0.5)
    expect(jaccard).toBeLessThanOrEqual(contained)
    expect(likeness('name', plainText('贵州 高速(公路)'), plainText('贵州高速公路')).jaccard).toBe(1)
    expect(likeness('name', plainText(''), plainText('贵州')).jaccard).toBe(0)
  })

  it('finds every text again that has eleven characters in a row in common', () => {
    const han = fc.stringMatching(/^[一-龥]{11,20}$/)
    const around = fc.stringMatching(/^[一-龥]{0,60}$/)
    fc.assert(
      fc.property(around, around, han, around, around, (a, b, common, c, d) => {
        const first = fingerprintsOf('algorithm', plainText(a + common + b))
        const second = new Set(fingerprintsOf('algorithm', plainText(c + common + d)))
        expect(first.some((hash) => second.has(hash))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what the registry has against an application', () => {
  const texts = (text: string, field: 'name' | 'scenario' | 'algorithm' = 'algorithm', one = other(1)) => ({
    ...noFacts(own),
    texts: [{ field, text: plain(text), other: one }],
  })

  it('tells alike and copied texts, and leaves different ones alone', () => {
    expect(codesOf({}, texts(algorithm))).toEqual(['algorithm_alike'])
    expect(
      codesOf(
        {},
        texts(
          algorithm +
            '另有其他步骤，如航班正点率与客流量匹配、船舶靠泊时长统计、货运票据核验、司乘满意度抽样、路网仿真推演、养护计划排程、应急预案演练、气象预警叠加分析。',
        ),
      ),
    ).toEqual(['algorithm_copied'])
    expect(codesOf({}, texts('以卫星影像识别停车场空位，再与道闸记录融合，最后给出每半小时的空置率。'))).toEqual([])
    expect(
      codesOf({ name: '贵州高速公路路段平均车速数据集（2026）' }, texts('贵州高速公路路段平均车速数据集', 'name')),
    ).toContain('name_alike')
  })

  it('names another’s case to nobody in words', () => {
    const facts: RegistryFacts = {
      ...texts(algorithm),
      attachments: [{ id: 'a', kind: 'source_proof', name: '来源证明.pdf', other: other(2, { status: 'withdrawn' }) }],
      overlaps: [{ file: 'a.csv', column: null, share: 0.9, other: other(3, { status: 'registered' }) }],
    }
    const list = findings(complete, { ...context, registry: facts })
    expect(list.map(({ code }) => code)).toEqual(['data_overlap', 'algorithm_alike', 'attachment_reused'])
    for (const { message, remedy, rule } of list)
      for (const secret of ['保密物流', '不公开', 'GZJT-S-', 'GZJT-C-'])
        expect(message + remedy + rule).not.toContain(secret)
    expect(list.map(({ others }) => others[0]?.number)).toEqual([
      'GZJT-S-2026-000003',
      'GZJT-S-2026-000001',
      'GZJT-S-2026-000002',
    ])
    expect(list.map(({ message }) => message).join()).toMatch(/已登记.*正在办理.*已撤回/)
  })

  it('only hints at the company’s own cases, and not at what it took back to file again', () => {
    const mine = findings(complete, { ...context, registry: texts(algorithm, 'algorithm', other(1, { partyId: own })) })
    expect(mine).toMatchObject([{ code: 'algorithm_alike', severity: 'hint' }])
    expect(mine[0]?.message).toContain('GZJT-S-2026-000001')
    const taken = other(1, { partyId: own, status: 'withdrawn' })
    expect(codesOf({}, texts(algorithm, 'algorithm', taken))).toEqual([])
    expect(
      codesOf({}, { ...noFacts(own), overlaps: [{ file: 'a', column: null, share: 0.1, other: other(1) }] }),
    ).toEqual([])
  })
})

describe('a finding', () => {
  it('is the same to the byte, whatever the order of what the registry tells', () => {
    const values: CaseDraft[] = [
      {},
      { name: '遵义2024年首创桥梁轨迹数据' },
      { acquisition: ['purchased', 'crawled'], authorisationUntil: '2026-02-01' },
      { records: 1, formats: ['log'], timeTo: '2026-03-01' },
      { redFlags: { R2: true }, importantDataReason: '公司研究后认为不属于重要数据，详情可查。'.repeat(3) },
    ]
    const facts = [1, 2, 3, 4].map((n) => ({ field: 'algorithm' as const, text: plain(algorithm), other: other(n) }))
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.shuffledSubarray(facts), fc.boolean(), (form, shown, profiled) => {
        const run = (given: typeof facts) =>
          JSON.stringify(
            findings(
              { ...complete, ...form },
              { ...context, profile: profiled ? context.profile : null, registry: { ...noFacts(own), texts: given } },
            ),
          )
        const text = run(shown)
        expect(run(structuredClone(shown))).toBe(text)
        expect(run([...shown].reverse())).toBe(text)
        for (const one of JSON.parse(text)) {
          expect(isRuleCode(one.code)).toBe(true)
          expect(one.version).toBe(ruleBaseVersion(guizhou))
          expect(one.clause.length).toBeGreaterThan(1)
          const value = { ...complete, ...form }[one.field as keyof CaseDraft]
          if (one.span) expect(String(value).length).toBeGreaterThanOrEqual(one.span.end)
          else expect(typeof value).not.toBe('string')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('points at the words it means', () => {
    const name = '贵州首创遵义2019年车速数据集'
    const list = findings({ ...complete, name, areas: ['520100'] }, context)
    const words = (code: string) => {
      const span = list.find((one) => one.code === code)?.span
      return span && name.slice(span.start, span.end)
    }
    expect([words('name_words'), words('name_year'), words('name_area')]).toEqual(['首创', '2019', '遵义'])
  })

  it('of a rule that is wrong too often neither blocks nor counts', () => {
    const list = findings({ ...complete, commitTruth: false }, { ...context, hintOnly: ['commitment_missing'] })
    expect(list).toMatchObject([{ code: 'commitment_missing', severity: 'hint', hintOnly: true }])
  })

  const cases: [string, CaseDraft, Partial<typeof context>?][] = [
    ['update_lag', { timeTo: '2026-03-01', updateFrequency: 'day' }, { profile: null }],
    ['authorisation_span', { acquisition: ['authorised'], authorisationUntil: '2026-08-01' }],
    ['name_content', { name: '贵州桥梁结构监测数据集' }],
    ['single_record', { records: 1 }, { profile: null }],
    ['raw_dump', { formats: ['CSV', 'log'] }],
    [
      'source_proof',
      { acquisition: ['purchased'], sourceStatement: '向示范公司购买，有2026年1月1日签订的采购合同为证。' },
    ],
    ['source_proof', { acquisition: ['crawled'], sourceStatement: '从公开网站按日抓取，网站对公众公开，未登录。' }],
    ['scan_undeclared', {}, { scanned: [scanned('plate')] }],
    ['scan_undeclared', { personalInfo: 'anonymised' }, { scanned: [scanned('plate')] }],
    ['scan_missing', {}, { scanned: null }],
    [
      'important_reason',
      {
        redFlags: { ...complete.redFlags, R2: true },
        importantDataReason:
          '我们认为这些数据并不重要，因为只供内部分析使用，不会对外界产生任何影响，也不会造成任何后果，特此说明。',
      },
    ],
  ]
  it.each(cases)('%s is found', (code, form, more) => {
    const list = findings({ ...complete, ...form }, { ...context, ...more })
    expect(list.map((one) => one.code)).toContain(code)
  })

  const silent: [string, CaseDraft, Partial<typeof context>][] = [
    ['who declares personal information', { personalInfo: 'involved' }, { scanned: [scanned('residentId')] }],
    ['a kind that is no personal information', {}, { scanned: [scanned('uscc'), scanned('unheardOf')] }],
    ['what the scan is not sure of', {}, { scanned: [scanned('mobile', 0.59)] }],
    ['a kind that may be anonymised', { personalInfo: 'anonymised' }, { scanned: [scanned('trajectory')] }],
    ['a scan that found nothing', {}, { scanned: [] }],
    ['data without tables', {}, { scanned: null, profile: null }],
  ]
  it.each(silent)('the scan has nothing against %s', (_, form, more) => {
    const list = findings({ ...complete, ...form }, { ...context, ...more })
    expect(list.filter(({ code }) => code.startsWith('scan_'))).toEqual([])
  })

  it('names column and kind of what the scan found, and a pack of before holds everything against “none”', () => {
    const of = (pack: typeof guizhou, kind: string) =>
      findings(complete, { ...context, pack, scanned: [scanned(kind)] }).find(({ code }) => code === 'scan_undeclared')
    expect(of(guizhou, 'residentId')).toMatchObject({
      ...{ field: 'personalInfo', severity: 'warning', clause: '《个人信息保护法》第四条、第七十三条' },
      message: expect.stringContaining('“segment_id：公民身份号码”'),
      remedy: expect.stringContaining('“已匿名化”或者“含有”'),
    })
    const { preExamination } = guizhou
    if (!preExamination) throw new Error('no pre-examination')
    const { scan: _, ...before } = preExamination
    expect(of({ ...guizhou, preExamination: before }, 'uscc')?.message).toContain('“segment_id”')
  })

  it.each(builtInPacks)('is measured and quoted by the pack of $jurisdiction', (pack) => {
    const { preExamination } = pack
    for (const part of [preExamination?.spanSlack, preExamination?.scan]) expect(part?.source).toBeTruthy()
    const long = { timeFrom: '2025-01-01' as const, timeTo: '2026-10-20' as const }
    const found = cases.flatMap(([, form, more]) =>
      findings({ ...complete, ...long, ...form }, { ...context, ...more, pack, registry: noFacts(own) }),
    )
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining([...new Set(cases.map(([code]) => code)), 'time_span']),
    )
    for (const { version } of found) expect(version).toContain(`${pack.jurisdiction}-${pack.version}`)
  })

  it('comes from a rule of the base, and every rule has a clause in the pack', () => {
    expect(ruleCodes.length).toBeGreaterThan(45)
    expect(new Set(ruleCodes).size).toBe(ruleCodes.length)
  })
})

describe('the green channel', () => {
  const clean: GreenFacts = {
    ...{ partyId: own, form: complete, findings: [], published: true, profiled: true },
    ...{ corrections: 0, refusals: 0, openObjections: 0 },
  }
  const failing = (more: Partial<GreenFacts>) =>
    (greenConditions(guizhou, { ...clean, ...more }) ?? []).filter(({ met }) => !met).map(({ code }) => code)

  it('takes in a clean case, and says which condition another fails', () => {
    expect(failing({})).toEqual([])
    expect(failing({ corrections: 1, refusals: 1, openObjections: 1 })).toEqual([
      'no_correction',
      'good_record',
      'no_objection',
    ])
    expect(
      failing({ profiled: false, form: { ...complete, acquisition: ['self', 'crawled'], personalInfo: 'anonymised' } }),
    ).toEqual(['profiled', 'own_source', 'no_personal'])
    expect(failing({ form: { ...complete, redFlags: { R2: true } } })).toEqual(['not_important'])
    const alike = findings(complete, {
      ...context,
      registry: {
        ...noFacts(own),
        texts: [{ field: 'scenario', text: plain(complete.scenario ?? ''), other: other(1) }],
      },
    })
    expect(failing({ findings: alike })).toEqual(['nothing_alike'])
    const { greenChannel: _, ...without } = guizhou
    expect(greenConditions(without, clean)).toBeNull()
  })
})
