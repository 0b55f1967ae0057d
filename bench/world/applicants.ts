import { complete, context } from '../../core/src/filing/complete-application.ts'
import type { CheckContext } from '../../core/src/filing/findings.ts'
import type { CaseDraft } from '../../core/src/filing/schema.ts'

/** An application as somebody wrote it, and what the register sees beside it. */
export interface Application {
  form: CaseDraft
  attachments: CheckContext['attachments']
}

/** One thing that goes wrong with applications: how often, where, and how it looks. */
interface Mistake {
  what: string
  /** Fields at which whoever is told of it would mend it. */
  fields: readonly string[]
  share: number
  spoil: (application: Application) => Application
  /** No machine can see it: an examiner who reads does. */
  unseen?: true
}

const form = (what: string, share: number, patch: CaseDraft, ...more: string[]): Mistake => ({
  ...{ what, share, fields: [...Object.keys(patch), ...more] },
  spoil: (application) => ({ ...application, form: { ...application.form, ...patch } }),
})
const unseen = (mistake: Mistake): Mistake => ({ ...mistake, unseen: true })
const [first, second, third] = complete.sampleRows ?? []

/**
 * What first applications lack. The kinds are those that registrars name when they return one; how often each happens is an
 * assumption, chosen so that of all without help about one in ten passes, as published of data property registration (9 %).
 */
export const mistakes: readonly Mistake[] = [
  form('算法规则只有一句话', 0.24, { algorithm: '对原始数据进行处理后形成数据集。' }),
  form('算法规则没有步骤', 0.1, {
    algorithm:
      '本数据集由公司投入大量人力物力多年积累形成，内容丰富、覆盖面广、价值很高，在行业内处于领先水平，深受各方面好评。',
  }),
  form('数据条数与数据不符', 0.15, { records: 60_000 }),
  form('时间跨度与数据不符', 0.14, { timeFrom: '2025-01-01' }),
  form('名称没有写明是数据', 0.14, { name: '贵州高速公路路段平均车速' }),
  form('名称用了宣传用语', 0.08, { name: '全国最大高速公路路段平均车速数据集' }),
  form('应用场景太短', 0.18, { scenario: '供内部分析使用。' }),
  {
    what: '没有来源证明',
    fields: ['attachments', 'source_proof'],
    share: 0.2,
    spoil: (one) => ({ ...one, attachments: [] }),
  },
  form('字段没有含义', 0.18, {
    elements: (complete.elements ?? []).map((element) => ({ ...element, label: '', meaning: '' })),
  }),
  form('样例的列与字段不符', 0.12, { sampleHeader: ['路段', '时间', '速度'] }, 'sampleRows', 'elements'),
  form(
    '样例里有手机号码',
    0.07,
    { sampleRows: [['13885123456', ...(first ?? []).slice(1)], second ?? [], third ?? []] },
    'sampleHeader',
  ),
  form('更新频次与数据时间不符', 0.1, { updateFrequency: 'day' }, 'timeTo'),
  form(
    '授权数据没有授权期限',
    0.08,
    { acquisition: ['authorised'] },
    'authorisationUntil',
    'attachments',
    'source_authorisation',
    'authorisation',
  ),
  form('重要数据识别没有依据', 0.14, { importantDataReason: '不是。' }),
  form('合规问题没有答完', 0.14, { redFlags: {} }),
  form('没有作出承诺', 0.06, { commitNoDispute: false }),
  form('数据格式与存证不符', 0.1, { formats: ['XLSX'] }),
  form('名称与地域不符', 0.05, { name: '遵义市高速公路路段平均车速数据集', areas: ['520100'] }),
  form('代理机构代码有误', 0.04, { agentName: '黔测代理（演示）有限公司', agentUscc: '91520100MA6H3X0X00' }),
  form('共有人代码有误', 0.03, {
    ownership: 'joint',
    coHolders: [{ name: '黔测合作（演示）有限公司', uscc: '91520100MA6H3X0X00', share: '50%' }],
  } as CaseDraft),
  form(
    '有车牌字段而称没有个人信息',
    0.06,
    {
      elements: [
        ...(complete.elements ?? []),
        { name: 'plate_no', label: '车牌号', type: '文本', unit: '', meaning: '通行车辆的号牌', sensitivity: 'none' },
      ],
    },
    'personalInfo',
    'sampleHeader',
  ),
  unseen(
    form('来源说明没有写明设备归谁', 0.03, {
      sourceStatement: '由路侧设备自2026年1月起连续采集，经专用网络汇入监控中心，由运营单位统一保存和使用。',
    }),
  ),
  unseen({ what: '来源证明是另一份文件', fields: ['attachments'], share: 0.03, spoil: (one) => one }),
  unseen(
    form('算法规则说的是另一份数据', 0.03, {
      algorithm:
        '先按运单号去重，剔除重量和体积缺失的记录，再按线路与日期关联车辆轨迹，匹配装卸货时间；最后按周聚合统计平均运价，并与结算系统核对，偏差超过百分之五的退回复核。',
    }),
  ),
]

export const clean: Application = { form: complete, attachments: context.attachments }
export const seenBy = ({ attachments }: Application): CheckContext => ({ ...context, attachments })
