import { addYears, formatDateZh } from '../../kernel/dates.ts'
import { findIndustry } from '../../kernel/industries.ts'
import { textLength } from '../../kernel/text.ts'
import { type Check, found } from './check.ts'

const PROCESSING =
  /清洗|去重|剔除|过滤|融合|关联|匹配|聚合|汇总|统计|计算|插补|补全|校验|校准|标准化|归一|转换|抽取|提取|标注|分类|聚类|建模|模型|算法|预测|评估|识别|脱敏|匿名|加权|平滑|采样|编码/gu

/** The algorithm summary is a summary: long enough to judge, short enough to publish, and about processing. */
export const algorithm: Check = (form, { pack }) => {
  const text = form.algorithm?.trim()
  if (!text) return []
  const told = { code: 'algorithm' as const, field: 'algorithm' }
  const length = textLength(text)
  if (length < 50)
    return [
      found(pack, 'object', {
        ...told,
        message: `算法规则说明只有 ${length} 个字，看不出怎样处理数据。`,
        remedy: '请分步写明清洗、融合、计算或者建模的做法和作用，不少于 50 个字，不必写代码。',
      }),
    ]
  if (length > 2000)
    return [
      found(pack, 'object', {
        ...told,
        message: `算法规则说明有 ${length} 个字，最多 2000 个字。`,
        remedy: '请只写要点，细节可以作为附件提交。',
      }),
    ]
  if (text === form.scenario?.trim() || new Set(text).size < 20)
    return [
      found(pack, 'object', {
        ...told,
        message: '算法规则说明与应用场景相同，或者多是重复的字句。',
        remedy: '请写明数据怎样处理；应用场景写在上一栏。',
      }),
    ]
  return new Set(text.match(PROCESSING)).size < 2
    ? [
        found(pack, 'object', {
          ...told,
          severity: 'warning',
          message: '算法规则说明里看不到处理步骤，未经处理的原始数据不能登记。',
          remedy: '请写明至少两个处理步骤，例如去重、校验、匹配、汇总、建模。',
        }),
      ]
    : []
}

/** The scenario says more than the name. */
export const scenario: Check = (form, { pack }) => {
  const text = form.scenario?.trim()
  return text && (textLength(text) < 20 || text === form.name?.trim())
    ? [
        found(pack, 'object', {
          code: 'scenario',
          field: 'scenario',
          message: '应用场景太短，看不出数据有什么用处。',
          remedy: '请写明谁在什么情况下使用、解决什么问题，不少于 20 个字。',
        }),
      ]
    : []
}

/** The industry is one of the list. */
export const industry: Check = ({ industryCode }, { pack }) =>
  !industryCode || findIndustry(industryCode)
    ? []
    : [
        found(pack, 'required', {
          code: 'industry_unknown',
          field: 'industryCode',
          message: `行业代码“${industryCode}”不在交通专区的行业目录里。`,
          remedy: '请从列表中选择；本单位不属于交通运输业的，请选相近行业并写明应用场景。',
        }),
      ]

const STILL = /不更新|不再更新|一次性|静态|无更新/
const NEVER_ENDS = /长期|永久|持续|无期限/

/** Frequency and period of updates agree with each other and with the authorisation. */
export const updates: Check = (form, { pack, today }) => {
  const period = form.updatePeriod?.trim()
  if (!period || !form.updateFrequency) return []
  const told = { code: 'updates' as const, field: 'updatePeriod' }
  const years = Number(/(\d+)\s*年/.exec(period)?.[1] ?? 0)
  const still = STILL.test(period)
  if (still !== (form.updateFrequency === 'none') && (still || years > 0 || NEVER_ENDS.test(period)))
    return [
      found(pack, 'update', {
        ...told,
        message: still
          ? '更新期限写的是不更新，更新频次却选了会更新。'
          : '更新频次选的是不更新，更新期限却写了会更新。',
        remedy: '请使两栏一致：不更新的，期限写“不更新”。',
      }),
    ]
  const end = form.authorisationUntil
  if (!end || still) return []
  const beyond = NEVER_ENDS.test(period) || (years > 0 && years < 200 && addYears(today, years) > end)
  return beyond
    ? [
        found(pack, 'update', {
          ...told,
          severity: 'warning',
          message: `更新期限“${period}”超过了授权到期日${formatDateZh(end)}。`,
          remedy: '经授权的数据，更新期限请按授权书或者合同填写。',
        }),
      ]
    : []
}
