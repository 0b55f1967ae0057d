import type { GreenConditionCode, RulePack } from '../kernel/rule-pack.ts'
import { isRegistryRule } from './preexam.ts'
import type { CaseDraft, Finding } from './schema.ts'
import { checkName } from './vocabulary.ts'

/** What the conditions of the green channel (绿色审核通道) look at. */
export interface GreenFacts {
  partyId: string
  form: CaseDraft
  findings: readonly Finding[]
  /** The deposit is witnessed, and its profile is disclosed. */
  published: boolean
  profiled: boolean
  corrections: number
  /** Refusals of the same company within the months that the condition names. */
  refusals: number
  openObjections: number
}

const tests: Record<GreenConditionCode, (facts: GreenFacts, pack: RulePack) => boolean> = {
  nothing_open: ({ findings }) => findings.every(({ severity }) => severity === 'hint'),
  profiled: ({ published, profiled }) => published && profiled,
  own_source: ({ form: { acquisition = [], sourceTypes = [] } }) =>
    acquisition.length > 0 &&
    acquisition.every((way) => way === 'self') &&
    sourceTypes.every((type) => type === 'enterprise'),
  no_personal: ({ form }) => form.personalInfo === 'none',
  not_important: ({ form }) =>
    form.importantData === 'not_important' && Object.values(form.redFlags ?? {}).every((answer) => answer === false),
  nothing_alike: ({ partyId, findings }) =>
    !findings.some(
      ({ code, hintOnly, others }) =>
        isRegistryRule(code) && !hintOnly && others.some((other) => other.partyId !== partyId),
    ),
  no_correction: ({ corrections }) => corrections === 0,
  good_record: ({ refusals }) => refusals === 0,
  no_objection: ({ openObjections }) => openObjections === 0,
  accepted_name: ({ form }, pack) => checkName(pack, form.name ?? '')?.met === true,
}

export interface GreenCondition {
  code: GreenConditionCode
  text: string
  met: boolean
}

/** Each condition of the pack with whether it is met; null where the pack has no green channel. */
export function greenConditions(pack: RulePack, facts: GreenFacts): GreenCondition[] | null {
  return pack.greenChannel
    ? pack.greenChannel.conditions.map(({ code, text }) => ({ code, text, met: tests[code](facts, pack) }))
    : null
}

/** Over how many months a company's record counts, as the pack's condition says. */
export function recordMonths(pack: RulePack): number {
  return pack.greenChannel?.conditions.find(({ code }) => code === 'good_record')?.months ?? 12
}

/** Events of a case's history beside those of the procedure. */
export const greenEvents = ['enter_green_channel', 'leave_green_channel'] as const
export const greenEventNames: Record<(typeof greenEvents)[number], { zh: string; en: string }> = {
  enter_green_channel: { zh: '进入绿色通道', en: 'Entered the green channel' },
  leave_green_channel: { zh: '离开绿色通道', en: 'Left the green channel' },
}
