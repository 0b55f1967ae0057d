import { guizhou } from '../kernel/rule-pack.ts'
import { carefulApplication } from './careful-application.ts'
import type { CheckContext } from './checks/check.ts'
import { type CaseDraft, caseForm } from './schema.ts'

export const columns = ['segment_id', 'stat_time', 'avg_speed']
/** A complete application that the machine check finds nothing in; for tests and demonstrations. */
export const complete: CaseDraft = caseForm.parse(
  carefulApplication({
    name: '贵州高速公路路段平均车速数据集',
    industryCode: '5443',
    direction: '高速运营',
    scenario: '供高速公路运营单位分析路段拥堵成因，安排养护施工时段，并向出行者发布预计通行时间。',
    sourceStatement: '由本公司自有的路侧雷达自2026年1月起连续采集，经专用网络汇入监控中心后保存。',
    importantDataReason:
      '由公司数据安全委员会按行业分类分级标准判断，数据为十五分钟平均车速，延迟一个月，不反映流量和经济运行总量。',
    formats: ['CSV'],
    elements: [
      {
        name: 'segment_id',
        label: '路段编号',
        type: '文本',
        unit: '',
        meaning: '公司内部路段编号',
        sensitivity: 'none',
      },
      {
        name: 'stat_time',
        label: '统计时刻',
        type: '时间',
        unit: '',
        meaning: '十五分钟区间的起点',
        sensitivity: 'none',
      },
      {
        name: 'avg_speed',
        label: '平均车速',
        type: '数值',
        unit: 'km/h',
        meaning: '区间内平均车速',
        sensitivity: 'none',
      },
    ],
    records: 52_000,
    bytes: 1_234_567,
    timeFrom: '2026-01-01',
    timeTo: '2026-09-30',
    areas: ['520100', '520300'],
    modes: ['road'],
    algorithm:
      '先剔除雷达故障时段和超出物理范围的读数，再按路段与时间对齐、去重；缺失值以相邻时段加权插补；最后按十五分钟聚合求平均车速，并用收费站通行时间校验，偏差超过一成的退回复核。',
    sampleHeader: columns,
    sampleRows: [
      ['S001', '2026-01-01T00:00', '87.2'],
      ['S001', '2026-01-01T00:15', '85.9'],
      ['S002', '2026-01-01T00:00', '91.4'],
    ],
    intendedUses: [],
  }),
)

/** What the register knows beside the form of `complete`. */
export const context: CheckContext = {
  pack: guizhou,
  today: '2026-11-22',
  manifestSummary: { published: true, files: 2, bytes: 1_234_567, formats: ['csv'] },
  profile: { columns, records: 52_000, timeFrom: '2026-01-01', timeTo: '2026-09-30' },
  attachments: [{ kind: 'source_proof' }],
  namesInUse: ['贵州高速公路收费站通行数据集'],
}
