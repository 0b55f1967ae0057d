import { carefulApplication } from '@datadeed/core/filing/careful-application'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import type { Sample } from '@datadeed/dataset/node'

/** The company that the demonstration signs up: fictional, in 贵阳市南明区, motorway upkeep. */
export const demoCompany = {
  name: (mark: string) => `黔演${mark}交通数据（演示）有限公司`,
  prefectureCode: '520100',
  countyCode: '520102',
  industryCode: '5443',
  address: '演示路 8 号',
  contactName: '演示联系人',
  contactPhone: '13800000000',
}

const method =
  '先剔除设备故障时段和超出物理范围的读数，再按编号与时间对齐、去重，缺失值以相邻时段加权插补，最后按时段聚合并与人工统计校验。'
/** What the company writes after the examiner has asked for more. */
export const betterMethod = `${method}异常以前后三个时段的中位数偏离五倍为界；插补只用同一编号一小时内的值；校验偏差超过百分之五的时段退回重算。`

/**
 * A careful application for any table: what the deposit tells (`known`, as the platform filled it in) stays, the rest
 * is what a company would write. Answers that only the company knows are made up and say nothing true of the data.
 */
export const completeForm = (known: CaseDraft, title: string, mark: string, sample: Sample | null): CaseDraft => {
  const elements = known.elements ?? []
  const columns = new Set(elements.map(({ name }) => name))
  const fits = sample !== null && sample.header.length === columns.size && sample.header.every((c) => columns.has(c))
  return carefulApplication({
    ...(fits ? { sampleHeader: sample.header, sampleRows: sample.rows } : {}),
    name: `贵阳交通${title.replace(/[^\p{L}\p{N}]+/gu, '')}统计数据集（演示${mark}）`,
    industryCode: demoCompany.industryCode,
    direction: '高速运营',
    scenario: '供交通运营单位分析运行规律、安排养护施工和运力，并向出行者发布预计通行时间，缓解早晚高峰拥堵。',
    elements: elements.map((element, i) => ({
      ...element,
      label: element.label || `第${i + 1}列`,
      meaning: element.meaning || `${element.name} 的统计值`,
    })),
    // Data that tell no dates get the company's word for them.
    timeFrom: known.timeFrom ?? '2026-01-01',
    timeTo: known.timeTo ?? '2026-06-30',
    areas: [demoCompany.prefectureCode],
    modes: ['road'],
    algorithm: method,
  })
}
