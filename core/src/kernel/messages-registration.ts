import type { ErrorCode } from './errors.ts'

/** Sentences of `messages.ts` about registrations. */
export const registrationMessages = {
  'registration.not_clear': {
    zh: '公示尚未届满或仍有异议，不能登记。',
    en: 'The notice is not over or an objection is open.',
  },
  'registration.affair_open': {
    zh: '这项登记已有一件同类事务在办，请先办结或者撤回，再提出新的。',
    en: 'An affair of this kind is open for this registration; finish or withdraw it first.',
  },
  'registration.affair_not_offered': {
    zh: '这件登记事务现在是“{status}”，不能这样办理。请刷新页面查看最新进展。',
    en: 'The affair does not allow this now; reload the page.',
  },
  'registration.entry_not_offered': {
    zh: '这项登记现在是“{status}”，不能{command}。请刷新页面查看最新状态。',
    en: 'The registration does not allow this in its present status; reload the page.',
  },
  'registration.documents_missing': {
    zh: '必交的材料还没有交齐，请逐项上传后再提交。',
    en: 'Required documents are missing; upload each of them first.',
  },
  'registration.no_rules': {
    zh: '这项登记所依据的规则版本没有规定这类事务，请联系登记机构。',
    en: 'The rules of this registration know no such affair; ask the registry.',
  },
  'registration.nothing_changed': {
    zh: '所填内容与登记簿现在的内容相同，没有可以变更或者更正的项目。请修改后提交。',
    en: 'What was entered is what the register says already.',
  },
  'registration.revision_breaks': {
    zh: '这份存证接不上：{why}',
    en: 'This deposit does not continue the chain: {why}',
  },
  'registration.revision_closed': {
    zh: '登记现在是“{status}”，不能接续存证。',
    en: 'The registration is not in force; nothing can be chained to it.',
  },
  'registration.deposit_used': {
    zh: '存证 {number} 已经用于一项登记或者已经接续，请选择其他存证。',
    en: 'Deposit {number} belongs to a registration already; choose another one.',
  },
  'registration.link_not_offered': {
    zh: '这项来源声明现在是“{status}”，不能办理这一步。请刷新页面查看。',
    en: 'The declaration is in another state now; reload the page.',
  },
  'registration.proof_missing': {
    zh: '上游数据属于其他权利人，请先上传授权书或者合同，再声明。',
    en: 'The data it comes from are another holder’s: add their authorisation or contract first.',
  },
  'registration.lineage_cycle': {
    zh: '登记 {parent} 直接或者间接来自本数据集，不能再作为它的来源。请核对哪一项是上游。',
    en: 'Registration {parent} comes from this data set itself, directly or through others.',
  },
  'registration.link_exists': {
    zh: '已经声明过来自登记 {parent}，请在原声明上办理。',
    en: 'A declaration naming registration {parent} is there already; go on with that one.',
  },
  'registration.parent_ended': {
    zh: '登记 {parent} 现在是“{status}”，不能作为来源声明。',
    en: 'Registration {parent} is not in force.',
  },
  'registration.number_taken': {
    zh: '这个{name}已由另一项登记申报。请核对证明文件；确属本数据集的，请联系登记机构。',
    en: 'Another registration has stated this number; check it against its proof.',
  },
  'registration.encumbered': {
    zh: '不能办理：{why}。',
    en: 'A freeze, pledge or licence on the registration stands against this; see its burdens.',
  },
  'registration.holders_changed': {
    zh: '提出之后权利人或者份额已经变动，这件事务不能再准予。请退回，由现在的权利人重新提出。',
    en: 'The holders or their shares have changed since this was asked for; the present holders must ask again.',
  },
  'registration.effects_untold': {
    zh: '这件事务影响的许可或者质押，还有权利人没有告知：有告知书的，请送交并在下面登记送交后再复核；没有的，请退回，再次拟准予时会自动告知。',
    en: 'A licence or pledge is affected whose beneficiary was not told: serve the letter and record it, or, where there is none, send back and propose again.',
  },
  'registration.letter_served': {
    zh: '这份告知书已经登记送交，不能再次登记。',
    en: 'It is on record already that this letter was served.',
  },
  'registration.renewal_closed': {
    zh: '续期从 {opens} 起受理，到 {closes} 截止，现在不能提出。',
    en: 'A renewal may be filed from {opens} to {closes}.',
  },
  'registration.partner_unknown': {
    zh: '没有查到已在本平台注册并通过审核的单位。请核对统一社会信用代码，或者请对方先注册。',
    en: 'No approved organisation has this code; check it, or ask them to sign up first.',
  },
} satisfies Partial<Record<ErrorCode, { zh: string; en: string }>>
