import type { ErrorCode } from './errors.ts'
import { coachingMessages } from './messages-coaching.ts'
import { registrationMessages } from './messages-registration.ts'

/** One sentence per code in Chinese (the source) and English: what, where, what to do. `{name}` takes a parameter. */
export const messages: Record<ErrorCode, { zh: string; en: string }> = {
  ...registrationMessages,
  ...coachingMessages,
  'kernel.invalid_input': {
    zh: '有 {count} 处填写不符合要求，请按各项提示修改后再提交。',
    en: '{count} field(s) need correction; see each field.',
  },
  'kernel.not_found': {
    zh: '没有找到您要的内容，它可能不存在，或您无权查看。请核对编号或返回列表。',
    en: 'Not found, or not yours to see. Check the number or go back to the list.',
  },
  'kernel.forbidden': {
    zh: '您的岗位不能办理此事项。如需办理，请联系本单位管理员。',
    en: 'Your role cannot do this. Ask your administrator.',
  },
  'kernel.stale_version': {
    zh: '内容已在别处更新（可能是另一个窗口或同事）。您的填写已保留，请刷新后核对再保存。',
    en: 'This was changed elsewhere. What you typed is kept; reload and compare.',
  },
  'kernel.idempotency_mismatch': {
    zh: '同一请求编号被用于不同内容，本次未办理。请刷新页面后重试。',
    en: 'This Idempotency-Key was used with other content. Reload and try again.',
  },
  'kernel.idempotency_in_progress': {
    zh: '相同的请求正在办理，请稍候片刻，不必重复提交。',
    en: 'The same request is being handled; wait a moment.',
  },
  'kernel.too_many_requests': {
    zh: '操作过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} s.',
  },
  'kernel.too_large': {
    zh: '提交的内容超过上限 {limit}，请缩减后再试。',
    en: 'The request exceeds the limit of {limit}.',
  },
  'kernel.unavailable': {
    zh: '系统暂时不可用，您填写的内容仍在页面上，请稍后重试。',
    en: 'Temporarily unavailable; what you typed is still on the page. Try again.',
  },
  'kernel.cross_site': {
    zh: '请求来自其他网站，出于安全已拒绝。请从本平台页面操作。',
    en: 'Request from another site refused.',
  },
  'account.bad_credentials': {
    zh: '账号或密码不正确，请检查大小写后重试，或使用“忘记密码”。',
    en: 'Wrong account or password.',
  },
  'account.signed_out': {
    zh: '登录已失效，请重新登录；您填写的内容会保留。',
    en: 'Signed out; sign in again. What you typed is kept.',
  },
  'account.totp_required': {
    zh: '请输入身份验证器上的 6 位动态码。',
    en: 'Enter the 6-digit code of your authenticator.',
  },
  'account.bad_totp': {
    zh: '动态码不正确或已过期，请等待新的动态码后重试，并确认手机时间准确。',
    en: 'Wrong or expired code; wait for the next one.',
  },
  'account.locked': {
    zh: '连续多次登录失败，账号已暂时锁定，请 {minutes} 分钟后再试或重置密码。',
    en: 'Locked after failed sign-ins; try again in {minutes} min or reset the password.',
  },
  'account.login_taken': {
    zh: '该登录名已被使用，请换一个。',
    en: 'This login is taken.',
  },
  'account.weak_password': {
    zh: '密码至少 10 个字符，且不能是常见密码或包含登录名。',
    en: 'At least 10 characters, not a common password, not containing the login.',
  },
  'account.reset_expired': {
    zh: '重置链接已失效，请重新申请。',
    en: 'This reset link has expired; ask for a new one.',
  },
  'account.totp_enrolment_required': {
    zh: '工作人员账号须先绑定身份验证器，请在“我的账号”中完成绑定。',
    en: 'Staff accounts must enrol an authenticator first.',
  },
  'party.bad_uscc': {
    zh: '统一社会信用代码有误：{reason}。请对照营业执照逐位核对。',
    en: 'The unified social credit code is wrong: {reason}.',
  },
  'party.uscc_taken': {
    zh: '该统一社会信用代码已注册，请联系本单位管理员为您开通账号。',
    en: 'This organisation is already registered; ask its administrator.',
  },
  'party.not_approved': {
    zh: '本单位的注册尚未通过审核，审核通过后即可办理。',
    en: 'Your organisation has not been approved yet.',
  },
  'party.not_pending': {
    zh: '该单位的注册已处理，无需重复办理。',
    en: 'This registration has already been decided.',
  },
  'evidence.bad_manifest': {
    zh: '存证清单有误（{field}）：{reason}。请用本平台页面或命令行工具重新生成。',
    en: 'Bad manifest ({field}): {reason}.',
  },
  'evidence.bad_disclosure': {
    zh: '随附的“{name}”与清单中的指纹不一致，请重新生成存证。',
    en: 'The disclosed part “{name}” does not match the manifest.',
  },
  'evidence.sketch_disclosed': {
    zh: '比对草图不能随存证一起披露：存证会给看得到它的人看，草图不能。请去掉“sketch”这一项，存证受理后再单独提交草图。',
    en: 'A sketch is not disclosed with a deposit, which others see. Leave out “sketch”, and hand it in by itself once the deposit was accepted.',
  },
  'evidence.not_published': {
    zh: '存证尚未完成见证，通常只需几秒，请稍后再取回执。',
    en: 'The deposit is not witnessed yet; try again in a few seconds.',
  },
  'evidence.log_closed': {
    zh: '存证日志正在自检，暂停写入；已提交的内容不受影响，请稍后重试。',
    en: 'The log is closed for a self-check; try again later.',
  },
  'overlap.bad_sketch': {
    zh: '比对草图有误（{field}）：{reason}。请用本平台页面或命令行工具重新生成。',
    en: 'Bad overlap sketch ({field}): {fault}. Make it again with our page or command line tool.',
  },
  'overlap.wrong_epoch': {
    zh: '比对草图用的是第 {epoch} 期密钥，现为第 {current} 期，未办理。请重新领取密钥并重新生成草图。',
    en: 'The sketch was made under the key of epoch {epoch}; the current epoch is {current}. Fetch the key and make it again.',
  },
  'filing.command_not_offered': {
    zh: '当前状态为“{status}”，不能办理此操作。请刷新查看最新状态。',
    en: 'Not possible in the state “{status}”; reload to see the latest.',
  },
  'filing.findings_open': {
    zh: '还有 {count} 项必须解决的问题，请按检查结果逐项修改。',
    en: '{count} finding(s) must be resolved first.',
  },
  'filing.deposit_not_published': {
    zh: '所选存证尚未完成见证，请在存证成功后再办理。',
    en: 'The deposit is not published yet.',
  },
  'filing.answers_missing': {
    zh: '还有 {count} 项补正意见未答复，请逐项答复后提交。',
    en: '{count} correction item(s) are unanswered.',
  },
  'filing.attachment_type': {
    zh: '文件“{name}”不是允许的类型（PDF、PNG、JPEG、Word、Excel、CSV）或内容与扩展名不符，请转换后再上传。',
    en: '“{name}” is not an allowed type, or its content differs from its extension.',
  },
  'filing.attachment_size': {
    zh: '文件“{name}”超过 {limit}，请压缩或拆分后上传。',
    en: '“{name}” exceeds {limit}.',
  },
  'filing.attachment_infected': {
    zh: '文件“{name}”未通过病毒检查，已拒收。请在本机杀毒后重新导出。',
    en: '“{name}” failed the virus scan.',
  },
  'filing.attachment_broken': {
    zh: '文件“{name}”上传不完整，请重新上传。',
    en: '“{name}” arrived incomplete; upload it again.',
  },
  'filing.attachment_count': {
    zh: '一件申请最多 {limit} 个附件，请合并后上传。',
    en: 'At most {limit} attachments per case.',
  },
  'filing.share_limit': {
    zh: '同时有效的审阅链接最多 {count} 个，请先收回不用的链接。',
    en: 'At most {count} links may be open at a time; revoke one first.',
  },
  'filing.share_full': {
    zh: '这个链接的打开次数或者批注已到上限，请申请人换一个链接。',
    en: 'This link has been used up; ask the applicant for another one.',
  },
  'filing.share_closed': {
    zh: '申请现在不能修改，不能再请人审阅草稿。需要出示的，请下载提交回执或者证书。',
    en: 'The application cannot be changed now, so its draft cannot be shared.',
  },
  'filing.example_gone': {
    zh: '该模板或者示范案例已撤下，请重新选择。',
    en: 'That template or example is no longer offered; choose another one.',
  },
  'filing.batch_superseded': {
    zh: '这一批已有更新的上传（可能是另一个窗口或同事），本次上传停止。请刷新页面查看最新内容。',
    en: 'A later upload of this batch has begun elsewhere; this one stops. Reload to see it.',
  },
  'filing.batch_incomplete': {
    zh: '应有 {rows} 条，只收到 {received} 条。请重新选择同一文件，平台会接着上传。',
    en: '{received} of {rows} rows have arrived. Choose the same file again to go on.',
  },
  'filing.batch_no_clean_rows': {
    zh: '没有可以生成草稿的申请：要么都有问题，要么都已生成。请先按检查结果修改。',
    en: 'No row can be made a draft: all have errors, or are drafts already.',
  },
  'filing.batch_no_drafts': {
    zh: '没有可以签署的草稿。请先生成草稿。',
    en: 'There is no draft to sign. Make drafts first.',
  },
  'filing.batch_changed': {
    zh: '清单在您查看之后有变动，本次没有签署。请重新核对清单后再签署。',
    en: 'The list changed after you saw it, so nothing was signed. Check it again.',
  },
  'examination.same_person': {
    zh: '同一案件的审查与复核须由不同人员办理。',
    en: 'Examination and review must be done by different people.',
  },
  'examination.not_assigned': {
    zh: '该案件由其他审查员办理，请先由其退回或由管理员调整。',
    en: 'Another examiner holds this case.',
  },
  'examination.conflict_of_interest': {
    zh: '您与本案的申请人、代理机构或共有人有利害关系（本单位、同一人的其他账号、您申报过的单位，或者您辅导过的企业），不能办理。请退回队列或移交同事。',
    en: 'You have an interest in an organisation of this case, or coached it, so you cannot work on it. Return it or hand it over.',
  },
  'examination.lease_running': {
    zh: '承办期还没有过，案件仍由承办人办理。',
    en: 'The lease is still running; the case stays with its examiner.',
  },
  'examination.no_more_extensions': {
    zh: '承办期最多延长 {count} 次，已经用完。请尽快办理，或移交同事、退回队列。',
    en: 'A lease can be extended {count} time(s) at most. Finish, hand over or return the case.',
  },
  'examination.not_a_colleague': {
    zh: '不能移交给这个人：须是在职的其他审查员，并且与本案没有利害关系。请从列表中选择。',
    en: 'The case cannot be handed to this person. Choose another examiner without an interest in it.',
  },
  'examination.nothing_to_examine': {
    zh: '现在没有可以由您独立审查的抽样案件，请稍后再来。',
    en: 'There is no sampled case for you to examine independently now.',
  },
  'examination.cohort_changed': {
    zh: '名单在您查看之后有变动，本次没有办理任何一件。请重新核对名单后再办理。',
    en: 'The list changed after you saw it, so nothing was done. Check it again.',
  },
  'examination.cohort_too_small': {
    zh: '现在可以归入一批的相同案件只有 {count} 件，不足 {least} 件。请逐件审查，或稍后再看。',
    en: 'Only {count} alike case(s) wait now, fewer than {least}. Examine them one by one, or look again later.',
  },
  'examination.cohort_sampled': {
    zh: '范例和抽中的案件不能剔出。发现问题的，请打开案件通知补正或拟不予登记。',
    en: 'The exemplar and sampled cases cannot be split off. Open the case and require correction or propose refusal.',
  },
  'examination.unknown_ground': {
    zh: '所选理由不在现行规则包内，请重新选择。',
    en: 'The ground is not in the rule pack.',
  },
  'examination.no_expert_rules': {
    zh: '现行规则包没有规定专家意见，不能在平台上征询专家。请管理员补充规则包。',
    en: 'The rule pack has no rule on expert opinions; ask an administrator to add one.',
  },
  'examination.expert_conflict': {
    zh: '{name}与本案有利害关系，不能征询，请另选一位专家。',
    en: '{name} has an interest in this case; choose another expert.',
  },
  'examination.expert_ended': {
    zh: '这次征询已经办结，链接不再有效。如需补充，请联系登记机构。',
    en: 'This request has ended and the link is no longer good. Contact the registrar.',
  },
  'examination.expert_locked': {
    zh: '请先输入发到您邮箱的验证码，并作出声明，再查看材料和提交意见。',
    en: 'Enter the code mailed to you and make the declaration first.',
  },
  'examination.expert_codes_spent': {
    zh: '验证码发送次数已用完。请联系登记机构重新发送链接。',
    en: 'No more codes for this link. Ask the registrar for a new one.',
  },
  'publication.notice_over': {
    zh: '公示期已结束，不能再提出异议。如有争议可依法另行主张。',
    en: 'The notice period is over.',
  },
  'publication.objection_settled': {
    zh: '该异议已处理完毕。',
    en: 'This objection has been settled.',
  },
  'publication.answer_over': {
    zh: '答复期限 {due} 已过，登记机构将依据现有材料处理。确有正当理由的，请联系登记机构。',
    en: 'The last day to answer, {due}, is over; the registrar decides on what is there.',
  },
  'publication.not_heard': {
    zh: '申请人尚未答复，答复期限也未届满，不能决定异议成立。请待其答复或者期限届满后再作决定。',
    en: 'The applicant has neither answered nor run out of time: an objection cannot be upheld yet.',
  },
  'publication.not_offered': {
    zh: '这件异议现在不能这样办理，请刷新页面查看最新情况。',
    en: 'This cannot be done to the objection now; reload the page.',
  },
  'publication.identified': {
    zh: '文稿中还有能识别当事人的内容（{count} 处），请删去或者改写后再提交。',
    en: 'The text still identifies a party in {count} place(s); take that out first.',
  },
  'publication.same_checker': {
    zh: '公开须由第二人核准，您已经参与了这份文稿的核对或者原决定，请由其他复核人办理。',
    en: 'A second person must release it; you checked the text or took the decision.',
  },
  'publication.decision_moved': {
    zh: '这份文稿已由他人办理到下一步，请刷新页面查看。',
    en: 'Somebody else has taken this text further; reload the page.',
  },
  'publication.rejoinder_over': {
    zh: '现在不能提交回应：尚未答复、期限已过，或者已经回应过。',
    en: 'No rejoinder is taken now: there is no answer yet, the period is over, or you made one.',
  },
  'publication.merged': {
    zh: '该异议已与 {number} 并案，请在 {number} 中办理。',
    en: 'It is decided together with {number}; act there.',
  },
  'publication.evidence_count': {
    zh: '每一方最多提交 {limit} 个证据文件，请合并后上传。',
    en: 'At most {limit} files of evidence for each side; combine them.',
  },
  'publication.watch_limit': {
    zh: '最多关注 {limit} 项，请先取消不再需要的。',
    en: 'At most {limit} watches; end one you no longer need first.',
  },
  'publication.not_comparable': {
    zh: '申请人的存证没有可以比对的草图，或者比对密钥已经更换，现在不能比对。可以改为补充证据。',
    en: 'The data applied for have no sketches to compare with, or the key has changed. Add evidence instead.',
  },
  'publication.sketch_limit': {
    zh: '每件异议最多提交 {limit} 次比对草图，不能再提交。',
    en: 'Sketches are taken {limit} times for each objection; no more now.',
  },
  'publication.watch_no_sketch': {
    zh: '这份存证没有比对草图，不能用来关注相似的公示。请选择带比对草图的存证。',
    en: 'This deposit has no sketch to watch with; choose one that has.',
  },
  'rule_pack.bad_file': {
    zh: '文件有 {count} 处需要改正，请改正后重新上传。',
    en: '{count} faults in the file; mend them and upload it again.',
  },
  'rule_pack.decided': {
    zh: '这个版本已经有了决定，请刷新页面查看。',
    en: 'This version has been decided already; reload the page.',
  },
  'rule_pack.not_proposed': {
    zh: '还没有人提出施行。请先由一位管理员提出施行日期和依据，再由另一位管理员决定。',
    en: 'Nobody proposed it yet: one administrator proposes, another decides.',
  },
  'rule_pack.same_person': {
    zh: '提出施行的人不能自己决定，请由另一位管理员核对后决定。',
    en: 'Who proposed it cannot decide it; another administrator must.',
  },
  'programme.other_office': {
    zh: '您属于本市州的另一单位，请选择您所在的单位后再提交。',
    en: 'You sit in the other office of the prefecture; choose your own.',
  },
  'certificate.not_issued': {
    zh: '没有查到该编号的登记证书，请核对编号（证书编号 17 位数字，登记号 16 位）。',
    en: 'No certificate with this number.',
  },
  'certificate.not_in_force': {
    zh: '登记现在不是有效状态，不能绑定密钥。请先在登记簿查看现状。',
    en: 'The registration is not in force, so no key can be bound. See its state in the register.',
  },
  'certificate.not_bound': {
    zh: '这张证书的电子凭证还没有绑定您的密钥。请先用 datadeed credential bind 绑定。',
    en: 'The credential of this certificate is bound to no key yet. Bind one with datadeed credential bind.',
  },
  'certificate.bad_holder_proof': {
    zh: '密钥持有证明不合格：不是为这张证书和本平台做的、签名不对，或者做的时间与现在相差超过 5 分钟。请校准时钟后重新绑定。',
    en: 'The proof of the key does not hold: made for another certificate or platform, badly signed, or more than 5 minutes off. Set your clock and bind again.',
  },
  'notification.bad_address': {
    zh: '推送地址不能使用：{reason}请改用公网可访问的 https 地址。',
    en: 'This address cannot be used: {reason} Give an https address that is public.',
  },
  'notification.legal_mail': {
    zh: '带有期限或决定的通知不能关闭邮件，可以选择随时发送或每日汇总。',
    en: 'Mail that carries a period or a decision cannot be switched off; choose at once or daily.',
  },
  'notification.hook_off': {
    zh: '该推送地址已停用，请先重新启用再发送。',
    en: 'This web-hook is off; switch it on first.',
  },
  'notification.too_many': {
    zh: '数量已达上限 {limit} 个，请先删除或停用不再使用的。',
    en: 'The limit of {limit} is reached; remove what is no longer used.',
  },
  'notification.key_invalid': {
    zh: '接口密钥无效、已到期或已停用，请由本单位签署人新建密钥。',
    en: 'The API key is unknown, expired or revoked; a signatory can make a new one.',
  },
  'notification.key_scope': {
    zh: '接口密钥的权限不包括此事项。签署、账号和密钥管理须由本人登录办理。',
    en: 'Out of the scope of this API key. Signing, accounts and keys need a person.',
  },
}

/** The sentence for a code, parameters filled in. */
export function sentence(
  code: ErrorCode,
  params: Readonly<Record<string, string | number>>,
  language: 'zh' | 'en',
): string {
  return messages[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
