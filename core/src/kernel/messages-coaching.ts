import type { ErrorCode } from './errors.ts'

/** Sentences of `messages.ts` about coaching and delegation. */
export const coachingMessages = {
  'delegation.ended': {
    zh: '{principal}对您单位的委托（{number}）{why}，这次操作没有办理。您填写的内容仍在页面上，可以复制；要继续办理，请与委托方联系，或者在页面上方回到本单位。',
    en: 'The delegation {number} is no longer in force; nothing was done. What you typed is still on the page and can be copied. Ask the principal, or go back to your own organisation above.',
  },
  'delegation.not_in_scope': {
    zh: '您正代{principal}办理，委托书（{number}）没有委托这一项。请由委托方办理，或者请其另行委托；办理本单位的事，请先在页面上方回到本单位。',
    en: 'You act for another organisation, whose delegation {number} does not cover this. Ask the principal, or go back to your own organisation above.',
  },
  'delegation.acting_elsewhere': {
    zh: '您在另一个页面改变了代谁办理，这次操作没有办理。您填写的内容仍在页面上，可以复制；请刷新页面，核对上方的“在办委托”后再办。',
    en: 'In another window you chose whom to act for anew; nothing was done. What you typed is still on the page. Reload and check above for whom you act.',
  },
  'delegation.command_not_offered': {
    zh: '委托书现在的状态不能这样办理（可能已被接受、谢绝、撤销或者到期），请刷新页面查看。',
    en: 'The delegation cannot take this now: it may have been accepted, declined, revoked or have expired. Reload.',
  },
  'delegation.no_rules': {
    zh: '现行规则没有规定委托事项，暂不能办理委托，请联系登记机构。',
    en: 'The rules in force know no delegation; ask the registry.',
  },
  'delegation.not_in_force': {
    zh: '这份委托书现在不能用来办理（未接受、未到起始日、已撤销或者已到期）。请在“委托”页面查看。',
    en: 'This delegation is not in force: not accepted, not begun, revoked or expired.',
  },
  'coaching.command_not_offered': {
    zh: '个案现在是“{status}”，不能办理这一步。请刷新页面查看。',
    en: 'The coaching case is now in another state; reload the page.',
  },
  'coaching.not_available': {
    zh: '现行规则没有申请前自测，请直接预约辅导。',
    en: 'The rules in force have no eligibility check; book coaching instead.',
  },
  'coaching.slot_full': {
    zh: '这个时段刚刚约满，请选择其他时段。您填写的内容已保留。',
    en: 'This slot was just filled; choose another. What you typed is kept.',
  },
  'coaching.slot_over': {
    zh: '这个时段已经开始、结束或者停止预约，请选择其他时段。',
    en: 'This slot has begun, is over or was withdrawn; choose another.',
  },
  'coaching.slot_taken': {
    zh: '这个时段已有预约，不能停止。请先与预约的企业改约或者取消。',
    en: 'The slot has appointments; move or cancel them first.',
  },
  'coaching.slots_exist': {
    zh: '这个地点在所选时间已经有预约时段，请换一个时间或者地点。',
    en: 'There are slots at this place and time already; choose others.',
  },
  'coaching.case_linked': {
    zh: '这件登记申请已经关联了辅导个案，一件申请只关联一个。',
    en: 'The application is linked to a coaching case already; it can have one only.',
  },
  'coaching.too_many': {
    zh: '本单位已有 {count} 个没有办结的辅导个案，请先办结或者在原个案中继续。',
    en: 'The company has {count} open coaching cases; finish one or go on in it.',
  },
} satisfies Partial<Record<ErrorCode, { zh: string; en: string }>>
