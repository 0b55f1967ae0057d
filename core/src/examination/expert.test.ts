import { describe, expect, it } from 'vitest'
import { guizhou } from '../kernel/rule-pack.ts'
import { conflictsOf, expertDocument, expertFields, usuallyShown } from './expert.ts'

const form = {
  name: '贵遵高速路段车速数据集',
  sourceStatement:
    '由遵义演示运输有限公司张三（13812341234，zhang.san@road.cn）采集，车辆贵A12345，证件520102199001011234。',
  algorithm: '先去重，\n再聚合。',
  algorithmConfidential: true,
  redFlags: { R2: false },
  elements: [{ name: 'speed', label: '车速', type: 'float', unit: 'km/h', meaning: '均速', sensitivity: 'none' }],
  sampleHeader: ['speed', '联系电话'],
  sampleRows: [['60', '13900001111']],
  coHolders: [{ name: '遵义演示运输有限公司播州分公司', uscc: '' }],
}
const company = '遵义演示运输有限公司'
const all = { fields: expertFields, parties: false, sample: false }

describe('what an expert reads', () => {
  it('shows the chosen fields only, in the order of the form, and no sample unless asked for', () => {
    const read = expertDocument(form, company, guizhou, { ...all, fields: ['algorithm', 'name', 'coHolders'] })
    expect(read.fields.map(({ field }) => field)).toEqual(['name', 'algorithm'])
    expect(read.fields[1]?.lines).toEqual(['先去重，', '再聚合。'])
    expect(read.sample).toBeNull()
    expect(expertDocument(form, company, guizhou, { ...all, sample: true }).sample).toEqual([
      ['speed', '联系电话'],
      ['60', '139****1111'],
    ])
  })

  it('masks personal data and takes out the names of the parties wherever they stand', () => {
    const words = JSON.stringify(expertDocument(form, company, guizhou, all))
    for (const secret of ['13812341234', 'zhang.san@', '贵A12345', '520102199001011234', '遵义演示运输'])
      expect(words).not.toContain(secret)
    expect(words).toContain('〔单位名称已隐去〕')
    const open = expertDocument(form, company, guizhou, { ...all, parties: true })
    expect(open.applicant).toBe(company)
    expect(JSON.stringify(open)).toContain(company)
    expect(JSON.stringify(open)).not.toContain('13812341234')
  })

  it('writes codes as words', () => {
    const coded = { ...form, sourceTypes: ['enterprise'], areas: ['520300'], records: 12000, timeFrom: null, modes: [] }
    const read = expertDocument(coded, company, guizhou, all)
    const lines = (field: string) => read.fields.find((one) => one.field === field)?.lines
    expect(lines('redFlags')?.[0]).toMatch(/？否$/)
    expect(lines('sourceTypes')).toEqual(['企业数据'])
    expect(lines('areas')?.[0]).toContain('遵义')
    expect(lines('records')).toEqual(['12,000'])
    expect([lines('timeFrom'), lines('modes'), lines('originality')]).toEqual([[], [], []])
    expect(read.fields.find(({ field }) => field === 'elements')?.table).toEqual([
      ['字段名', '中文名', '类型', '单位', '含义', '敏感程度'],
      ['speed', '车速', 'float', 'km/h', '均速', '一般'],
    ])
  })

  it('proposes what the pack says, without rules that are kept secret', () => {
    expect(usuallyShown(guizhou, form)).not.toContain('algorithm')
    expect(usuallyShown(guizhou, { ...form, algorithmConfidential: false })).toContain('algorithm')
    expect(usuallyShown({ ...guizhou, expertOpinion: undefined }, form)).toEqual([])
  })
})

describe('conflicts of interest', () => {
  const expert = { email: 'Li@uni.example', organisation: '贵州演示大学', uscc: null, interests: [] }
  const concerned = { organisations: [{ uscc: '91520300MA00000001', name: company }], emails: [], staffEmails: [] }

  it('are none between strangers', () => {
    expect(conflictsOf(expert, concerned)).toEqual([])
  })

  it('come from the employer, by code or by name, from what was declared, and from mailboxes', () => {
    const employed = { ...expert, organisation: company }
    expect(conflictsOf(employed, concerned)).toEqual([{ kind: 'employer', name: company }])
    const coded = { ...expert, uscc: '91520300MA00000001' }
    expect(conflictsOf(coded, concerned).map(({ kind }) => kind)).toEqual(['employer'])
    const holds = { ...expert, interests: [{ uscc: '91520300MA00000001', name: '旧名' }] }
    expect(conflictsOf(holds, concerned)).toEqual([{ kind: 'interest', name: company }])
    expect(conflictsOf(expert, { ...concerned, emails: ['li@uni.example'] }).map(({ kind }) => kind)).toEqual([
      'mailbox',
    ])
    expect(conflictsOf(expert, { ...concerned, staffEmails: ['li@UNI.example'] }).map(({ kind }) => kind)).toEqual([
      'handles',
    ])
  })
})
