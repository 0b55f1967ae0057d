import type { RedFlagCondition, RulePack } from '../../kernel/rule-pack.ts'
import { textLength } from '../../kernel/text.ts'
import type { CaseDraft, Finding, redFlags } from '../schema.ts'
import { type Check, found } from './check.ts'

export type RedFlag = (typeof redFlags)[number]

const TRADES = ['transfer', 'licence', 'listing', 'securitisation']
const holds: Record<RedFlagCondition, (form: CaseDraft) => boolean> = {
  always: () => true,
  personal_information: (form) => form.personalInfo === 'anonymised' || form.personalInfo === 'involved',
  important_data: (form) => form.importantData === 'pending' || form.importantData === 'important',
  trade: (form) => form.intendedUses?.some((use) => TRADES.includes(use)) === true,
}

/** The red-flag questions that the answers so far call for, in the order of the pack. */
export function askedRedFlags(form: CaseDraft, pack: RulePack): { rule: RedFlag; question: string }[] {
  return pack.redFlags
    .filter(({ when }) => holds[when](form))
    .map(({ rule, question }) => ({ rule: rule as RedFlag, question }))
}

/** Each question asked is answered. */
export const redFlagsAnswered: Check = (form, { pack }) =>
  askedRedFlags(form, pack)
    .filter(({ rule }) => form.redFlags?.[rule] === undefined)
    .map(({ rule, question }) =>
      found(pack, rule, {
        code: 'red_flag_unanswered',
        field: `redFlags.${rule}`,
        message: `请回答：${question}`,
        remedy: '请按实际情况选“是”或者“否”；拿不准时选“是”，并在说明中写明情况。',
      }),
    )

type Consequence = (form: CaseDraft) => readonly [Finding['severity'], message: string, remedy: string] | undefined

const noPersonalInfo = (form: CaseDraft) => form.personalInfo === 'none'
const explained = (form: CaseDraft) => textLength(form.importantDataReason?.trim() ?? '') >= 40

/** Yes, and the conclusion is “not important”: only a full explanation bears that. */
const mustExplain =
  (what: string): Consequence =>
  (form) =>
    form.importantData !== 'not_important' || explained(form)
      ? undefined
      : [
          'error',
          `数据${what}，可能是重要数据，结论却是“不是重要数据”且依据不足。`,
          '请在“重要数据识别依据”中写明由谁判断、按什么标准、数据的颗粒度和时间滞后（不少于 40 个字），或者把结论改为“待定”“重要数据”。',
        ]
const mustDeclarePersonal =
  (what: string): Consequence =>
  (form) =>
    noPersonalInfo(form)
      ? [
          'error',
          `数据${what}，个人信息情况却填“不含”。`,
          '请把个人信息情况改为“已匿名化”或者“含有”，并说明合法性基础。',
        ]
      : undefined

const consequences: Record<RedFlag, Consequence> = {
  R1: mustExplain('涉及的自然人超过10万人'),
  R2: mustExplain('反映经济运行情况'),
  R3: (form) => mustDeclarePersonal('含有人脸或者车牌的图像')(form) ?? mustExplain('含有人脸或者车牌的图像')(form),
  R4: (form) =>
    form.importantData === 'important'
      ? ['warning', '数据涉及敏感区域，审查时须提交主管部门的批准文件。', '请在附件中上传批准文件。']
      : [
          'error',
          '数据涉及敏感区域，未经批准不予登记。',
          '请删去敏感区域的数据后重新存证；已获批准的，请把结论改为“重要数据”并上传批准文件。',
        ],
  R5: mustExplain('含有充电网络运行情况'),
  R6: mustExplain('涉及的个人信息超过1000万人'),
  R7: mustDeclarePersonal('能看出行踪轨迹'),
  R8: (form) =>
    form.personalInfoBasis?.includes('单独同意')
      ? undefined
      : [
          'warning',
          '个人信息要提供给其他单位，合法性基础里没有写单独同意。',
          '请写明告知和取得单独同意的方式，或者无须同意的法律依据。',
        ],
  R9: () => [
    'error',
    '公示会公开个人信息，不能提交。',
    '请从名称、场景、算法说明和字段清单中删去个人信息，再回答“否”。',
  ],
  R10: mustDeclarePersonal('含有公共场所采集的图像或者身份信息'),
  R11: (form) =>
    form.personalInfo === 'anonymised'
      ? [
          'error',
          '仍可能认出个人，只算去标识化，不能填“已匿名化”。',
          '请进一步聚合或者删去可识别的字段，或者把个人信息情况改为“含有”。',
        ]
      : undefined,
  R12: () => ['warning', '提供、委托处理、共同处理重要数据前须做风险评估。', '请在附件中上传风险评估报告。'],
  R13: () => ['error', '国家核心数据不予登记。', '请不要提交本申请，并按数据安全法的要求管理该数据。'],
  R14: () => [
    'hint',
    '数据来自关键信息基础设施，审查时会核对其安全保护情况。',
    '可以在来源说明中写明系统名称和等级保护备案号。',
  ],
  R15: () => ['hint', '通过中介流通时，中介会要求说明来源并核验双方身份。', '请备好来源证明，流通时一并提供。'],
  R16: () => [
    'warning',
    '重要数据尚未申报或者仍有疑问，审查可能要求补充。',
    '请先向行业主管部门申报或者咨询，并在依据中写明结果。',
  ],
}

/** What a yes entails: declare it, explain it, or stop. */
export const redFlagsRaised: Check = (form, { pack }) =>
  askedRedFlags(form, pack).flatMap(({ rule }) => {
    const told = form.redFlags?.[rule] === true ? consequences[rule](form) : undefined
    if (!told) return []
    const [severity, message, remedy] = told
    return [found(pack, rule, { code: 'red_flag', field: `redFlags.${rule}`, severity, message, remedy })]
  })
