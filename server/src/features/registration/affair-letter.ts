import { formatDateZh } from '@datadeed/core/kernel/dates'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { type AffairKind, affairKindNames } from '@datadeed/core/registration/machine'
import { mannerNames } from '@datadeed/core/registration/revision'
import type { AffairContent } from '@datadeed/core/registration/schema'
import type { LetterContent } from '../examination/service.ts'
import type { AffairRow } from './affair-store.ts'
import type { NextLink } from './revision.ts'
import { termsFacts } from './transfer-letter.ts'

const decisions: Record<AffairKind, string> = {
  suspension: '中止该项登记的效力。',
  resumption: '恢复该项登记的效力。',
  revocation: '撤销该项登记。',
  cancellation: '准予注销该项登记。',
  change: '准予变更登记。',
  rectification: '准予更正登记。',
  renewal: '准予续期。',
  transfer: '准予转移登记。',
  division: '准予分割登记。',
  merger: '准予合并登记。',
  freeze: '冻结该项登记，冻结期间不得处分。',
  unfreeze: '解除对该项登记的冻结。',
  recordal: '准予备案。',
  discharge: '准予注销备案。',
}

const consequences: Record<AffairKind, string> = {
  suspension: '自本决定作出之日起，不能凭证书主张权利，也不能办理变更、更正和注销；中止情形消失后另行决定。',
  resumption: '自本决定作出之日起，证书恢复有效，原有效期不变。',
  revocation: '自本决定作出之日起，证书失效。',
  cancellation: '自本决定作出之日起，证书失效。',
  change:
    '登记簿已按上列内容变更。证书所载事项有变化的，另发新证书，原证书由新证书代替；除授权期限变更外，有效期不变。',
  rectification: '登记簿已按上列内容更正，另发新证书，原证书由新证书代替；有效期不变。',
  renewal: '登记的有效期已延长，另发新证书，原证书由新证书代替。',
  transfer:
    '登记簿已载明新的权利人及份额，另发新证书；原证书显示为已转移，不能再据以主张权利。登记上的许可、质押依其登记继续存在。',
  division:
    '原登记已注销，由分割后的各项登记承继；各发新证书，有效期与原登记相同。原登记上的负担及于分割后的各项登记。',
  merger:
    '各项原登记已注销，由合并后的登记承继；另发新证书，有效期以各项中最早届满的为准。原登记上的负担及于合并后的登记。',
  freeze:
    '自本决定作出之日起至解除冻结，该项登记不能转移、分割、合并、注销，也不能登记新的质押或者许可；证书仍然有效。',
  unfreeze: '自本决定作出之日起，不再因该冻结限制处分。',
  recordal: '自本决定作出之日起，该项备案记入登记簿。质权自登记时设立；未经质权人同意，不得转移或者许可他人使用。',
  discharge: '自本决定作出之日起，该项备案注销。',
}

const fieldNames: Record<string, string> = {
  holder: '权利人名称',
  address: '住所',
  name: '登记名称',
  scenario: '应用场景',
  authorisationUntil: '数据来源授权到期日',
}

interface Entry {
  registration_number: string
  certificate_number: string
}

const frameOf = (entry: Entry) => ({
  kind: 'register-affair' as const,
  registrationNo: entry.registration_number,
  certificateNo: entry.certificate_number,
})

/** The letter of a decision: by its proposal it grants or refuses. */
export function affairLetter(
  pack: RulePack,
  entry: Entry,
  row: AffairRow,
  opinion: string,
  revision: Pick<NextLink, 'manner' | 'last'> | null = null,
): LetterContent {
  const kind = row.kind as AffairKind
  const { ground, reason, order, changes, terms } = row.content as unknown as AffairContent
  const rule = pack.afterRegistration?.affairs.find((one) => one.kind === kind)
  const facts = [
    `事项：${affairKindNames[kind].zh}（编号：${row.number}）`,
    `事由：${rule?.grounds.find(({ code }) => code === ground)?.text ?? ground}`,
    `说明：${reason}`,
    ...(order ? [`依据：${order.issuer}《${order.number}》，${formatDateZh(order.date)}`] : []),
    ...(terms ? termsFacts(terms) : []),
    ...(revision
      ? [`接续存证：新存证列为登记数据的第 ${revision.last.seq + 1} 版，${mannerNames[revision.manner].zh}`]
      : []),
    ...changes.map(({ field, from, to }) => `${fieldNames[field]}：由“${from}”改为“${to}”`),
  ]
  if (row.status === 'refusal_proposed')
    return {
      ...frameOf(entry),
      decision: `不予准许${affairKindNames[kind].zh}。`,
      facts: [...facts, `不予准许的理由：${opinion}`],
      consequence: '登记维持不变。',
    }
  return { ...frameOf(entry), decision: decisions[kind], facts, consequence: consequences[kind] }
}

/** The letter that tells of the end of a registration's term, and how that day was found. */
export function expiryLetter(entry: Entry & { valid_until: string }, derivation: readonly string[]): LetterContent {
  return {
    ...frameOf(entry),
    decision: '该项登记有效期届满，登记失效。',
    facts: [`有效期至：${formatDateZh(entry.valid_until)}（证书年限与数据授权期限以先到者为准）`, ...derivation],
    consequence: '自有效期届满的次日起，证书失效。需要继续登记的，请重新提出申请。',
  }
}
