import type { RuleCode } from '@datadeed/core/filing/rule-base'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { judgeFinding } from '../features/filing/service.ts'
import type { Platform } from '../platform/platform.ts'

/** Which of the findings of a rule are wrong: of so many the last; of a rule that is not named none. */
const wrong: Partial<Record<RuleCode, { of: number; reason: string }>> = {
  algorithm_alike: { of: 12, reason: '同类数据的通行做法，采集对象和参数不同，不构成近似。' },
  name_alike: { of: 12, reason: '名称只差地名和月份，数据各不相同，可以区分。' },
  flow_column: { of: 10, reason: '该字段是断面的编号，不是流量。' },
  name_content: { of: 5, reason: '字段“趟次”即货运趟次，名称与内容相符。' },
  time_span: { of: 3, reason: '按季度取整填写，与经办人核实，不影响登记。' },
  formats_differ: { of: 3, reason: '所写为对外提供的格式，存证的是同一数据的导出件。' },
}
/** Of this one only each third is right: what data of one kind are for, companies say in one way. */
const often = { code: 'scenario_alike', of: 3, reason: '同类数据用途相近，数据和单位都不同，不构成近似。' }

/** An examiner who says of each finding of a case whether it is so, the same on every machine. */
export function judging(p: Platform, examiner: AccountActor): (found: CaseView) => Promise<void> {
  const seen = new Map<string, number>()
  return async ({ id, findingList }) => {
    for (const { code, field, message } of findingList) {
      const nth = (seen.get(code) ?? 0) + 1
      seen.set(code, nth)
      const rule = wrong[code as RuleCode]
      const reason =
        code === often.code
          ? nth % often.of === 0
            ? ''
            : often.reason
          : rule && nth % rule.of === 0
            ? rule.reason
            : ''
      const verdict = reason ? 'dismissed' : 'confirmed'
      await judgeFinding(p, examiner, id, { code, field, message, verdict, reason })
    }
  }
}
