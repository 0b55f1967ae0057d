import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guizhou } from '../kernel/rule-pack.ts'
import { columns, complete, context } from './complete-application.ts'
import { type CheckContext, findings } from './findings.ts'
import { type CaseDraft, caseForm } from './schema.ts'

const withAttachment = (...kinds: string[]) => ({
  attachments: [...context.attachments, ...kinds.map((kind) => ({ kind }))],
})
const element = (name: string, label = '名称', sensitivity: 'none' | 'personal' | 'important' = 'none') => ({
  name,
  label,
  type: '',
  unit: '',
  meaning: '',
  sensitivity,
})
const flags = (more: CaseDraft['redFlags']) => ({ redFlags: { ...complete.redFlags, ...more } })
const personalAnswers = { R1: false, R6: false, R8: false, R9: false, R11: false }
const anonymised: CaseDraft = {
  personalInfo: 'anonymised',
  personalInfoBasis: '依据运输服务合同处理，并在用户协议中告知。',
  anonymisation: '删去车牌和卡号，只保留路段与十五分钟区间的平均值，人数少于十的区间不发布。',
  ...flags(personalAnswers),
}
const agent = { agentName: '贵阳示范知识产权代理有限公司', agentUscc: '91520000MA6DATA15R' }

type Row = readonly [what: string, code: string, field: string, form: CaseDraft, context?: Partial<CheckContext>]

const faulty: Row[] = [
  ['no deposit', 'deposit', 'deposit', {}, { manifestSummary: null, profile: null }],
  [
    'an empty deposit',
    'deposit',
    'deposit',
    { bytes: 1 },
    { manifestSummary: { published: true, files: 0, bytes: 0, formats: [] } },
  ],
  [
    'a deposit without witnesses',
    'deposit',
    'deposit',
    {},
    { manifestSummary: { published: false, files: 2, bytes: 1_234_567, formats: [] } },
  ],
  ['a blank field', 'required', 'name', { name: '  ' }],
  ['an empty list', 'required', 'sourceTypes', { sourceTypes: [] }],
  ['a time span left open', 'required', 'timeFrom', { timeFrom: null }],
  ['a control character', 'text_control', 'scenario', { scenario: `${complete.scenario}\u0007` }],
  [
    'a control character in a cell',
    'text_control',
    'sampleRows',
    {
      sampleRows: [
        ['\u0000', '', ''],
        ['', '', ''],
        ['', '', ''],
      ],
    },
  ],
  ['a name of four characters', 'name_length', 'name', { name: '车速数据' }],
  ['a name of 60 characters', 'name_length', 'name', { name: `${'路'.repeat(58)}数据` }],
  ['a name of 101 characters', 'name_length', 'name', { name: `${'路'.repeat(99)}数据` }],
  ['a name that is no data', 'name_noun', 'name', { name: '贵州高速公路智能平台' }],
  ['praise in the name', 'name_words', 'name', { name: '贵州首创最先进路段车速数据集' }],
  ['a trade mark in the name', 'name_words', 'name', { name: '路路通®路段车速数据集' }],
  ['a name used before', 'name_in_use', 'name', { name: '贵州高速公路 收费站通行数据集' }],
  ['an industry not listed', 'industry_unknown', 'industryCode', { industryCode: '0111' }],
  ['a scenario of a few words', 'scenario', 'scenario', { scenario: '用于分析。' }],
  ['a source of a few words', 'source_statement', 'sourceStatement', { sourceStatement: '本公司采集' }],
  [
    'authorised without a contract named',
    'source_statement',
    'sourceStatement',
    { acquisition: ['authorised'], authorisationUntil: '2030-01-01' },
  ],
  ['crawled without a ground', 'source_statement', 'sourceStatement', { acquisition: ['crawled'] }],
  ['authorised without an end', 'authorisation_missing', 'authorisationUntil', { acquisition: ['purchased'] }],
  [
    'an authorisation that is over',
    'authorisation_over',
    'authorisationUntil',
    { acquisition: ['authorised'], authorisationUntil: '2026-11-21' },
  ],
  [
    'an authorisation shorter than the certificate',
    'authorisation_short',
    'authorisationUntil',
    { acquisition: ['authorised'], authorisationUntil: '2027-11-21' },
  ],
  [
    'a plate column, none declared',
    'personal_column',
    'personalInfo',
    {},
    { profile: { ...(context.profile as NonNullable<CheckContext['profile']>), columns: [...columns, 'plate_no'] } },
  ],
  [
    'a telephone by its label',
    'personal_column',
    'personalInfo',
    { elements: [element('c1', '司机手机')], sampleHeader: [] },
  ],
  ['coordinates, none declared', 'personal_column', 'personalInfo', { sampleHeader: [...columns, 'lon'] }],
  ['a field marked personal', 'personal_declared', 'personalInfo', { elements: [element('x', '编号', 'personal')] }],
  ['personal data as source', 'personal_declared', 'personalInfo', { sourceTypes: ['personal'] }],
  ['no legal basis', 'personal_basis', 'personalInfoBasis', { ...anonymised, personalInfoBasis: '' }],
  ['no method of anonymisation', 'personal_basis', 'anonymisation', { ...anonymised, anonymisation: '已匿名' }],
  [
    'a plate in clear in the sample',
    'sample_unmasked',
    'sampleRows',
    {
      sampleRows: [
        ['贵A12345', 'x', '1'],
        ['', '', ''],
        ['', '', ''],
      ],
    },
  ],
  ['a conclusion without reasons', 'important_data', 'importantDataReason', { importantDataReason: '不重要' }],
  ['a field marked important', 'important_data', 'importantData', { elements: [element('x', '桥', 'important')] }],
  ['an open conclusion', 'important_data', 'importantData', { importantData: 'pending' }],
  ['important data', 'important_data', 'importantData', { importantData: 'important' }],
  ['a flow column, R2 denied', 'flow_column', 'redFlags.R2', { sampleHeader: [...columns, 'traffic_volume'] }],
  ['a question unanswered', 'red_flag_unanswered', 'redFlags.R4', { redFlags: { R2: false } }],
  ['a question that a use raises', 'red_flag_unanswered', 'redFlags.R15', { intendedUses: ['licence'] }],
  [
    'R1 unexplained',
    'red_flag',
    'redFlags.R1',
    {
      ...anonymised,
      ...flags({ ...personalAnswers, R1: true }),
      importantDataReason: '公司判断，延迟一个月，按路段平均。',
    },
  ],
  [
    'R2 unexplained',
    'red_flag',
    'redFlags.R2',
    { ...flags({ R2: true }), importantDataReason: '公司判断，延迟一个月，按路段平均。' },
  ],
  ['R3 without personal information', 'red_flag', 'redFlags.R3', flags({ R3: true })],
  ['R4 uncleared', 'red_flag', 'redFlags.R4', flags({ R4: true })],
  [
    'R5 unexplained',
    'red_flag',
    'redFlags.R5',
    { ...flags({ R5: true }), importantDataReason: '公司判断，延迟一个月，按路段平均。' },
  ],
  [
    'R6 unexplained',
    'red_flag',
    'redFlags.R6',
    {
      ...anonymised,
      ...flags({ ...personalAnswers, R6: true }),
      importantDataReason: '公司判断，延迟一个月，按路段平均。',
    },
  ],
  ['R7 without personal information', 'red_flag', 'redFlags.R7', flags({ R7: true })],
  ['R8 without consent', 'red_flag', 'redFlags.R8', { ...anonymised, ...flags({ ...personalAnswers, R8: true }) }],
  ['R9', 'red_flag', 'redFlags.R9', { ...anonymised, ...flags({ ...personalAnswers, R9: true }) }],
  ['R10 without personal information', 'red_flag', 'redFlags.R10', flags({ R10: true })],
  ['R11 called anonymised', 'red_flag', 'redFlags.R11', { ...anonymised, ...flags({ ...personalAnswers, R11: true }) }],
  ['R12', 'red_flag', 'redFlags.R12', { importantData: 'important', ...flags({ R12: true, R16: false }) }],
  ['R13', 'red_flag', 'redFlags.R13', flags({ R13: true })],
  ['R14', 'red_flag', 'redFlags.R14', flags({ R14: true })],
  ['R15', 'red_flag', 'redFlags.R15', { intendedUses: ['listing'], ...flags({ R15: true }) }],
  ['R16', 'red_flag', 'redFlags.R16', { importantData: 'important', ...flags({ R12: false, R16: true }) }],
  [
    'another format',
    'formats_differ',
    'formats',
    {},
    { manifestSummary: { published: true, files: 2, bytes: 1_234_567, formats: ['csv', 'parquet'] } },
  ],
  ['a field without name', 'element_names', 'elements', { elements: [element(' ')] }],
  ['a field twice', 'element_names', 'elements', { elements: [element('a'), element('a')] }],
  ['a field without meaning', 'element_meanings', 'elements', { elements: [element('segment_id', '')] }],
  [
    'a field the sample lacks',
    'elements_sample',
    'sampleHeader',
    { sampleHeader: ['segment_id', 'stat_time', 'Avg_Speed'] },
  ],
  ['a column the list lacks', 'elements_profile', 'elements', { elements: [element('segment_id')] }],
  ['another size', 'bytes_differ', 'bytes', { bytes: 1_234_568 }],
  ['another number of records', 'records_differ', 'records', { records: 51_999 }],
  ['no records', 'records_differ', 'records', { records: 0 }],
  ['a time span that runs back', 'time_span', 'timeTo', { timeFrom: '2026-10-01' }],
  ['a time span into the future', 'time_span', 'timeTo', { timeTo: '2026-11-23' }],
  ['data outside the time span', 'time_span', 'timeTo', { timeFrom: '2026-02-01' }],
  ['a time span that begins long before the data', 'time_span', 'timeFrom', { timeFrom: '2025-11-30' }],
  ['a time span that ends long after the data', 'time_span', 'timeTo', { timeTo: '2026-11-01' }],
  ['an area that is not', 'area_unknown', 'areas', { areas: ['529999'] }],
  ['updates that never come', 'updates', 'updatePeriod', { updatePeriod: '不更新' }],
  ['updates without frequency', 'updates', 'updatePeriod', { updateFrequency: 'none' }],
  [
    'updates beyond the authorisation',
    'updates',
    'updatePeriod',
    { authorisationUntil: '2027-01-01', updatePeriod: '3年' },
  ],
  ['a short algorithm', 'algorithm', 'algorithm', { algorithm: '清洗后汇总。' }],
  ['a long algorithm', 'algorithm', 'algorithm', { algorithm: `${complete.algorithm}`.repeat(30) }],
  ['an algorithm of repetitions', 'algorithm', 'algorithm', { algorithm: '清洗汇总'.repeat(20) }],
  [
    'an algorithm without processing',
    'algorithm',
    'algorithm',
    {
      algorithm:
        '本数据由公司多年积累而来，覆盖全省主要高速公路，质量可靠，内容丰富，深受各方欢迎，具有广阔的前景和很高的价值。',
    },
  ],
  ['a sample without header', 'sample_shape', 'sampleHeader', { sampleHeader: [] }],
  [
    'an uneven sample',
    'sample_shape',
    'sampleRows',
    {
      sampleRows: [
        ['1', '2', '3'],
        ['1', '2'],
      ],
    },
  ],
  ['a sample of one row', 'sample_shape', 'sampleRows', { sampleRows: [['1', '2', '3']] }],
  ['joint ownership alone', 'co_holders', 'coHolders', { ownership: 'joint' }, withAttachment('joint_agreement')],
  [
    'sole ownership together',
    'co_holders',
    'coHolders',
    { coHolders: [{ name: '某公司', uscc: '91520000MA6DATA15R', share: '' }] },
  ],
  [
    'a co-holder with a wrong code',
    'co_holder_uscc',
    'coHolders.0',
    { ownership: 'joint', coHolders: [{ name: '某公司', uscc: '91520000MA6DATA15A', share: '' }] },
  ],
  [
    'published data where that is refused',
    'already_public',
    'disclosure',
    { disclosure: 'public' },
    { pack: { ...guizhou, requiresUndisclosed: true } },
  ],
  ['an agent without name', 'agent_name', 'agentName', { agentUscc: agent.agentUscc }],
  ['an agent with a wrong code', 'agent_uscc', 'agentUscc', { ...agent, agentUscc: '91520000MA6DATA151' }],
  ['a commitment not given', 'commitment_missing', 'commitSource', { commitSource: false }],
  ['no proof of source', 'attachment_missing', 'attachments.source_proof', {}, { attachments: [] }],
  ['no power of attorney', 'attachment_missing', 'attachments.power_of_attorney', agent],
  ['no agreement', 'attachment_missing', 'attachments.joint_agreement', { ownership: 'commissioned' }],
  ['no assessment', 'attachment_missing', 'attachments.pi_assessment', anonymised],
  ['no authorisation of public data', 'attachment_missing', 'attachments.public_data', { sourceTypes: ['public'] }],
]

const sound: readonly (readonly [what: string, form: CaseDraft, context?: Partial<CheckContext>])[] = [
  ['a complete application', {}],
  ['without a profile', {}, { profile: null }],
  ['an agent with its power of attorney', agent, withAttachment('power_of_attorney')],
  ['anonymised data', anonymised, withAttachment('pi_assessment')],
  [
    'joint ownership',
    { ownership: 'joint', coHolders: [{ name: '某公司', uscc: '91520000MA6DATA15R', share: '50%' }] },
    withAttachment('joint_agreement'),
  ],
  [
    'public data',
    {
      sourceTypes: ['enterprise', 'public'],
      sourceStatement: `${complete.sourceStatement}公共部分依交通主管部门授权运营协议取得。`,
    },
    withAttachment('public_data'),
  ],
  [
    'authorised data',
    {
      acquisition: ['authorised'],
      authorisationUntil: '2030-12-31',
      updatePeriod: '3年',
      sourceStatement: '由示范运输公司按2026年1月1日签订的数据授权合同提供，范围为路段车速。',
    },
  ],
  ['traffic flow, explained', { ...flags({ R2: true }), sampleHeader: columns }],
  ['tables attached instead', { elements: [], sampleHeader: [], sampleRows: [] }, withAttachment('elements', 'sample')],
  ['data no longer updated', { updateFrequency: 'none', updatePeriod: '不更新' }],
  ['names outside Guizhou', { areas: ['440100', '520000', '520102'] }],
]

describe('findings', () => {
  for (const [what, form, more] of sound)
    it(`finds nothing in ${what}`, () => {
      expect(findings({ ...complete, ...form }, { ...context, ...more })).toEqual([])
    })

  for (const [what, code, field, form, more] of faulty)
    it(`finds ${what}: ${code}`, () => {
      const list = findings({ ...complete, ...form }, { ...context, ...more })
      const finding = list.find((f) => f.code === code && f.field === field)
      expect(finding, JSON.stringify(list, null, 1)).toBeDefined()
      expect(finding?.message).toMatch(/[。？]$/)
      expect(finding?.remedy).toMatch(/。$/)
      expect(finding?.rule).toMatch(/（.+）$/)
    })

  it('tells an empty draft what is missing, in the order of the form, and throws at nothing', () => {
    const list = findings({}, { ...context, manifestSummary: null, profile: null, attachments: [] })
    expect(list[0]?.field).toBe('deposit')
    expect(list.at(-1)?.field).toBe('attachments.source_proof')
    const required = list.filter((f) => f.code === 'required').map((f) => f.field)
    expect(new Set(required)).toEqual(new Set(guizhou.requiredFields.map((f) => f.field)))
    expect(required).toEqual([...Object.keys(caseForm.shape)].filter((key) => required.includes(key)))
  })

  it('asks for exactly what is left out, whatever that is', () => {
    const keys = Object.keys(complete) as (keyof CaseDraft)[]
    const needed = new Set(guizhou.requiredFields.map((f) => f.field))
    fc.assert(
      fc.property(fc.subarray(keys), (kept) => {
        const draft = Object.fromEntries(kept.map((key) => [key, complete[key]])) as CaseDraft
        const asked = findings(draft, context).filter((f) => f.code === 'required')
        const missing = keys.filter((key) => needed.has(key) && !kept.includes(key))
        expect(asked.map((f) => f.field).sort()).toEqual(missing.sort())
      }),
      { numRuns: 50 },
    )
  })

  it('has the severities that decide whether one may submit', () => {
    const severity = (form: CaseDraft, code: string) =>
      findings({ ...complete, ...form }, context).find((f) => f.code === code)?.severity
    expect(severity({ commitTruth: false }, 'commitment_missing')).toBe('error')
    expect(severity({ timeFrom: null }, 'required')).toBe('warning')
    expect(severity({ importantData: 'pending' }, 'important_data')).toBe('warning')
    expect(severity(flags({ R14: true }), 'red_flag')).toBe('hint')
  })

  it('reads each required field and red flag of the pack from the form', () => {
    for (const { field } of guizhou.requiredFields) expect(Object.keys(caseForm.shape)).toContain(field)
    expect(guizhou.redFlags.map((f) => f.rule)).toEqual(Array.from({ length: 16 }, (_, i) => `R${i + 1}`))
  })
})
