import type { Severity } from '../reasons.ts'

interface Sentence {
  readonly severity: Severity
  readonly zh: string
  readonly en: string
}

// {name} stands for a parameter.
const REASONS = {
  malformed: {
    severity: 'invalid',
    zh: '文件不合格式（{place}）：不是电子凭证，或者已经损坏。',
    en: 'The file does not follow its format ({place}): it is no credential, or it is damaged.',
  },
  alg_not_allowed: {
    severity: 'invalid',
    zh: '签名算法 {alg} 不在允许之列，只接受 ES256。',
    en: 'The signature algorithm {alg} is not allowed; only ES256 is.',
  },
  header_critical: {
    severity: 'invalid',
    zh: '签名头要求按不认识的扩展处理，不能采信。',
    en: 'The header demands an extension that is not known; it cannot be relied on.',
  },
  type_not_allowed: {
    severity: 'invalid',
    zh: '签名头写明的类型是 {typ}，不是这里应有的类型。',
    en: 'The header says the type is {typ}, which is not the one expected here.',
  },
  hash_not_allowed: {
    severity: 'invalid',
    zh: '披露项所用的摘要算法不是 SHA-256。',
    en: 'The disclosures use a hash other than SHA-256.',
  },
  disclosure_malformed: {
    severity: 'invalid',
    zh: '有一个披露项不合格式（{place}）。',
    en: 'A disclosure does not follow its format ({place}).',
  },
  disclosure_repeated: {
    severity: 'invalid',
    zh: '同一个披露项出现了两次。',
    en: 'A disclosure occurs twice.',
  },
  disclosure_unreferenced: {
    severity: 'invalid',
    zh: '有 {count} 个披露项没有得到签发机构的签名：内容被改动过，或者是外加的。',
    en: '{count} disclosure(s) are not among those the issuer signed: altered or added.',
  },
  disclosure_wrong_kind: {
    severity: 'invalid',
    zh: '有一个披露项放错了位置（成员与数组元素混用）。',
    en: 'A disclosure stands in the wrong kind of place (member against array element).',
  },
  digest_repeated: {
    severity: 'invalid',
    zh: '同一个披露摘要出现了两次。',
    en: 'A digest of a disclosure occurs twice.',
  },
  digest_misplaced: {
    severity: 'invalid',
    zh: '披露摘要写在了不该写的地方。',
    en: 'A digest of a disclosure stands where none may.',
  },
  claim_name_reserved: {
    severity: 'invalid',
    zh: '披露项用了保留的名称“{name}”。',
    en: 'A disclosure uses the reserved name “{name}”.',
  },
  claim_repeated: {
    severity: 'invalid',
    zh: '披露项“{name}”与已有的内容重名。',
    en: 'The disclosed “{name}” is there already.',
  },
  claim_must_be_open: {
    severity: 'invalid',
    zh: '“{name}”必须由签发机构公开写明，不能作为可选披露项。',
    en: '“{name}” must be stated openly by the issuer and cannot be selectively disclosed.',
  },
  claim_malformed: {
    severity: 'invalid',
    zh: '凭证内容“{name}”缺失或不合格式。',
    en: 'The claim “{name}” is missing or malformed.',
  },
  type_unknown: {
    severity: 'cannot_check',
    zh: '这是另一类凭证（{vct}），不是数据知识产权登记凭证。',
    en: 'This is another kind of credential ({vct}), not one of a data intellectual property registration.',
  },
  issuer_unknown: {
    severity: 'cannot_check',
    zh: '凭证由 {issuer} 签发，手中的公钥文件没有这个签发机构。',
    en: 'The credential was issued by {issuer}, which the issuer file at hand does not know.',
  },
  issuer_not_given: {
    severity: 'cannot_check',
    zh: '没有签发机构的公钥文件，也没有凭证所附证书链的根证书，无法核对签名。请从官方渠道取得其中之一后再核验。',
    en: 'There is neither an issuer file nor the root of a certificate chain in the credential, so the signature cannot be checked. Get one of them from an official source.',
  },
  chain_malformed: {
    severity: 'invalid',
    zh: '所附的签发机构证书链不合格式（{place}）。',
    en: "The issuer's certificate chain does not follow its format ({place}).",
  },
  chain_other_key: {
    severity: 'invalid',
    zh: '所附证书链的证书不是签名密钥的证书：可能取自别的凭证。',
    en: 'The certificate chain is not that of the signing key; it may be taken from another credential.',
  },
  chain_broken: {
    severity: 'invalid',
    zh: '所附证书链接不上（{place}）：有证书不是由后一张签发的，或者不得用于这里。',
    en: 'The certificate chain does not hold together ({place}): a certificate was not issued by the next, or may not be used for this.',
  },
  chain_untrusted: {
    severity: 'cannot_check',
    zh: '所附证书链没有通到您信任的根证书：证书链任何人都能自造，不能凭它采信。请换用签发机构的公钥文件或正确的根证书。',
    en: 'The certificate chain leads to none of the roots you trust, and anybody can make a chain. Use the issuer file or the right root.',
  },
  chain_not_valid_then: {
    severity: 'invalid',
    zh: '签名写明的时间 {time} 不在签发机构证书的有效期内。',
    en: "The issuer's certificate was not valid at {time}, when the signature says it was made.",
  },
  chain_other_issuer: {
    severity: 'invalid',
    zh: '所附证书链是别的机构的，不是 {issuer} 的。',
    en: 'The certificate chain is of somebody else, not of {issuer}.',
  },
  chain_used: {
    severity: 'notice',
    zh: '签发机构是 {issuer}，它的密钥由通到根证书“{root}”的证书链证明，没有核对证书是否已被吊销。请确认这就是您要找的登记机构。',
    en: 'The issuer is {issuer}, its key vouched for by a chain to the root “{root}”; whether a certificate was revoked was not checked. Make sure that this is the registrar you mean.',
  },
  key_unknown: {
    severity: 'cannot_check',
    zh: '凭证所用的密钥 {kid} 不在公钥文件中。请取得更新的公钥文件后再核验。',
    en: 'The key {kid} is not in the issuer file. Get a newer issuer file and check again.',
  },
  key_not_valid_then: {
    severity: 'invalid',
    zh: '凭证写明的签发时间 {time} 不在签名密钥的有效期内。',
    en: 'The signing key was not valid at {time}, when the credential says it was issued.',
  },
  signature_bad: {
    severity: 'invalid',
    zh: '签发机构的签名验证不通过：内容被改动过，或者不是它签发的。',
    en: "The issuer's signature does not verify: altered, or not issued by it.",
  },
  issued_in_future: {
    severity: 'cannot_check',
    zh: '签发时间 {time} 晚于本机时间。请校准本机时钟后再核验。',
    en: 'The time of issue {time} is later than your clock. Set your clock and check again.',
  },
  not_yet_valid: {
    severity: 'invalid',
    zh: '凭证自 {time} 起才有效。',
    en: 'The credential is valid only from {time}.',
  },
  expired: {
    severity: 'invalid',
    zh: '凭证已于 {time} 到期。',
    en: 'The credential expired at {time}.',
  },
  binding_missing: {
    severity: 'invalid',
    zh: '要求出示人证明持有密钥，但出示的凭证没有这样的证明。',
    en: 'Proof that the presenter holds the key was demanded, and there is none.',
  },
  binding_unexpected: {
    severity: 'invalid',
    zh: '凭证没有绑定持有人密钥，却附有持有证明。',
    en: 'There is a proof of holding, although the credential is bound to no key.',
  },
  binding_malformed: {
    severity: 'invalid',
    zh: '持有证明不合格式（{place}）。',
    en: 'The proof of holding does not follow its format ({place}).',
  },
  binding_signature_bad: {
    severity: 'invalid',
    zh: '持有证明的签名验证不通过：出示人没有凭证所绑定的密钥。',
    en: 'The signature of the proof of holding does not verify: the presenter does not hold the key.',
  },
  binding_other_presentation: {
    severity: 'invalid',
    zh: '持有证明是为另一次出示做的：披露的内容不同。',
    en: 'The proof of holding was made for another presentation: other claims are disclosed.',
  },
  binding_nonce_wrong: {
    severity: 'invalid',
    zh: '持有证明没有回应这次核验给出的随机数，可能是重放。',
    en: 'The proof of holding does not answer the nonce of this check; it may be a replay.',
  },
  binding_audience_wrong: {
    severity: 'invalid',
    zh: '持有证明是出示给 {audience} 的，不是给这里的。',
    en: 'The proof of holding was made for {audience}, not for here.',
  },
  binding_not_asked: {
    severity: 'notice',
    zh: '附有持有证明，但这次核验没有给出随机数和对象，不能排除重放。',
    en: 'There is a proof of holding, but no nonce and audience were given, so it may be a replay.',
  },
  binding_too_old: {
    severity: 'invalid',
    zh: '持有证明是 {time} 做的，太久了，不能说明出示人现在持有密钥。请出示人重新出示。',
    en: 'The proof of holding is of {time}, too long ago to say who holds the key now. Ask for a new one.',
  },
  binding_not_shown: {
    severity: 'notice',
    zh: '凭证绑定了持有人的密钥，这次没有出示持有证明：拿着这份文件的不一定是持有人。需要时请给出随机数，要求对方出示。',
    en: "The credential is bound to its holder's key and no proof of holding was shown: whoever has this file need not be the holder. Ask for one with a nonce where it matters.",
  },
  status_not_checked: {
    severity: 'notice',
    zh: '没有状态列表，没有核对此后是否变更、中止、注销或撤销。请联网或取得最新的状态列表再核验。',
    en: 'There was no status list, so later change, suspension, cancellation or revocation was not checked. Go online or get the newest list.',
  },
  status_required: {
    severity: 'cannot_check',
    zh: '要求核对现状，但没有未过期的状态列表。',
    en: 'The present state was to be checked, and there is no status list that has not run out.',
  },
  status_not_stated: {
    severity: 'notice',
    zh: '凭证没有写明状态列表，无法核对此后的变更、中止、注销或撤销。',
    en: 'The credential names no status list, so later change, suspension, cancellation or revocation cannot be checked.',
  },
  status_malformed: {
    severity: 'invalid',
    zh: '状态列表不合格式（{place}）。',
    en: 'The status list does not follow its format ({place}).',
  },
  status_other_list: {
    severity: 'invalid',
    zh: '给出的状态列表是 {uri}，不是凭证所写的那一份。',
    en: 'The status list given is {uri}, not the one the credential names.',
  },
  status_signature_bad: {
    severity: 'invalid',
    zh: '状态列表的签名验证不通过。',
    en: 'The signature of the status list does not verify.',
  },
  status_key_unknown: {
    severity: 'cannot_check',
    zh: '状态列表所用的密钥不在公钥文件中。请取得更新的公钥文件后再核验。',
    en: 'The key of the status list is not in the issuer file. Get a newer issuer file and check again.',
  },
  status_in_future: {
    severity: 'cannot_check',
    zh: '状态列表的时间 {time} 晚于本机时间。请校准本机时钟后再核验。',
    en: 'The status list is of {time}, later than your clock. Set your clock and check again.',
  },
  status_out_of_range: {
    severity: 'invalid',
    zh: '状态列表里没有这份凭证的位置（第 {index} 位）。',
    en: 'The status list has no place {index} for this credential.',
  },
  status_stale: {
    severity: 'notice',
    zh: '状态列表是 {time} 的，已经过期：只能说明截至当时的情况。请联网或取得最新的状态列表再核验。',
    en: 'The status list is of {time} and has run out: it tells only how things stood then. Go online or get the newest list.',
  },
  revoked: {
    severity: 'invalid',
    zh: '截至 {time}，登记已注销或撤销。',
    en: 'As of {time} the registration is cancelled or revoked.',
  },
  suspended: {
    severity: 'invalid',
    zh: '截至 {time}，登记处于中止状态：异议或中止程序还没有结论，其间不能凭它主张权利。它没有被撤销，程序结束后可能恢复有效，也可能被撤销。请在程序结束后取得新的状态再核验。',
    en: 'As of {time} the registration is suspended: an objection or suspension is not yet decided, and meanwhile nothing can be claimed by it. It is not revoked; it may come back into force or be revoked. Check again with a newer status when it is decided.',
  },
  superseded: {
    severity: 'invalid',
    zh: '截至 {time}，登记已期满或已变更，这份凭证不再代表现状。',
    en: 'As of {time} the registration has lapsed or changed; this credential no longer tells how things stand.',
  },
  own_issuer_used: {
    severity: 'notice',
    zh: '没有另外提供公钥文件，核验用的是文件自带的公钥：任何人都能自造这样的文件。请从官方渠道取得公钥文件再核验。',
    en: 'No issuer file was given, so the keys in the file itself were used: anybody could have made such a file. Get the issuer file from an official source and check again.',
  },
  issuer_differs: {
    severity: 'notice',
    zh: '文件自带的公钥文件与所用的公钥文件不完全相同，核验只依据所用的公钥文件。',
    en: 'The issuer file enclosed is not the same as the one used; only the one used counted.',
  },
  claims_withheld: {
    severity: 'notice',
    zh: '有 {count} 项内容出示人没有披露。',
    en: '{count} item(s) were not disclosed by the presenter.',
  },
  code_shortened: {
    severity: 'notice',
    zh: '名称过长，码中只有开头一段，以“…”结尾。请与证书全文核对。',
    en: 'A name was too long for the code and ends with “…”. Compare it with the certificate.',
  },
  code_version_unknown: {
    severity: 'cannot_check',
    zh: '这是较新版本的离线核验码（DD{version}），请用更新的核验程序。',
    en: 'This offline code is of a newer version (DD{version}); use a newer verifier.',
  },
} as const satisfies Record<string, Sentence>

/** Why a credential or an offline code is found valid or not. */
export type CredentialReasonCode = keyof typeof REASONS
export interface CredentialReason {
  readonly code: CredentialReasonCode
  readonly params: Readonly<Record<string, string | number>>
}

export const CREDENTIAL_REASON_CODES = Object.keys(REASONS) as readonly CredentialReasonCode[]

/** How much a reason weighs. */
export function credentialSeverity(code: CredentialReasonCode): Severity {
  return REASONS[code].severity
}

/** The sentence for a person. */
export function credentialReasonText({ code, params }: CredentialReason, language: 'zh' | 'en'): string {
  return REASONS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? name))
}
