/** How much a reason weighs: it proves the evidence wrong, stops the check, or is something to know. */
export type Severity = 'invalid' | 'cannot_check' | 'notice'

interface Sentence {
  readonly severity: Severity
  readonly zh: string
  readonly en: string
}

// {name} stands for a parameter.
const REASONS = {
  malformed: {
    severity: 'invalid',
    zh: '文件格式不符：{field}（{code}）。文件可能被改动或损坏，请向持有人索取原件。',
    en: 'The file does not follow its format: {field} ({code}). It may be altered or damaged; ask the holder for the original.',
  },
  altered: {
    severity: 'invalid',
    zh: '文件校验和不符：文件在生成之后被改动过。请向持有人索取原件。',
    en: 'The checksum does not match: the file was changed after it was made. Ask the holder for the original.',
  },
  statement_mismatch: {
    severity: 'invalid',
    zh: '文件中的说明文字与证据内容不一致，说明文字不可信。',
    en: 'The words in the file do not say what the evidence says; do not believe them.',
  },
  subject_mismatch: {
    severity: 'invalid',
    zh: '文件标注的编号 {subject} 与日志记录中的编号不一致。',
    en: 'The number {subject} on the file is not the one in the log entry.',
  },
  manifest_mismatch: {
    severity: 'invalid',
    zh: '清单与日志记录中的摘要或总数不一致：清单不是当时存证的那一份。',
    en: 'The manifest does not match the digests or totals in the log entry: it is not the one deposited.',
  },
  owner_mismatch: {
    severity: 'invalid',
    zh: '所示权利人与日志记录中的承诺值不一致。',
    en: 'The owner shown is not the one committed to in the log entry.',
  },
  certificate_mismatch: {
    severity: 'invalid',
    zh: '所示证书内容与日志记录中的摘要不一致。',
    en: 'The certificate shown does not match the digests in the log entry.',
  },
  documents_mismatch: {
    severity: 'invalid',
    zh: '文件清单与日志记录中的文件清单不一致。',
    en: 'The list of documents is not the one in the log entry.',
  },
  document_mismatch: {
    severity: 'invalid',
    zh: '所给文件“{name}”不是证据所列的文件：内容不同。',
    en: 'The document “{name}” is not one the evidence lists: its content differs.',
  },
  reference_broken: {
    severity: 'invalid',
    zh: '证书所依据的记录（{role}）与随附的记录不一致。',
    en: 'The entry the certificate rests on ({role}) is not the one enclosed.',
  },
  origin_mismatch: {
    severity: 'invalid',
    zh: '证据来自日志 {origin}，不是所信任的日志 {expected}。',
    en: 'The evidence is from the log {origin}, not from the trusted log {expected}.',
  },
  log_signature_bad: {
    severity: 'invalid',
    zh: '日志签名验证不通过（{role}）。',
    en: "The log's signature does not verify ({role}).",
  },
  log_key_unknown: {
    severity: 'cannot_check',
    zh: '检查点没有所信任的日志密钥签名（{role}）。请取得更新的信任文件后再核验。',
    en: 'No trusted log key signed the checkpoint ({role}). Get a newer trust file and check again.',
  },
  log_key_not_valid_then: {
    severity: 'invalid',
    zh: '签名的日志密钥在 {time} 不在有效期内（{role}）。',
    en: 'The log key that signed was not valid at {time} ({role}).',
  },
  inclusion_failed: {
    severity: 'invalid',
    zh: '记录不在检查点所示的日志中（{role}）：包含证明不成立。',
    en: 'The entry is not in the log of the checkpoint ({role}): the inclusion proof fails.',
  },
  witness_signature_bad: {
    severity: 'invalid',
    zh: '见证方 {name} 的签名验证不通过（{role}）。',
    en: 'The signature of the witness {name} does not verify ({role}).',
  },
  quorum_missing: {
    severity: 'invalid',
    zh: '有效的见证签名只有 {have} 个，要求 {need} 个（{role}）。',
    en: 'Only {have} valid witness signature(s) of the {need} required ({role}).',
  },
  witnesses_unknown: {
    severity: 'cannot_check',
    zh: '有效的见证签名只有 {have} 个，要求 {need} 个，另有信任文件中没有的见证方（{role}）。请取得更新的信任文件后再核验。',
    en: 'Only {have} valid witness signature(s) of the {need} required; others are from witnesses your trust file does not know ({role}). Get a newer trust file and check again.',
  },
  witnesses_not_checkable: {
    severity: 'cannot_check',
    zh: '能验证的见证签名只有 {have} 个，要求 {need} 个，其余用的是本程序不能验证的算法（{role}）。请换用支持 ML-DSA 的程序。',
    en: 'Only {have} witness signature(s) of the {need} required can be verified; the others use an algorithm this program does not have ({role}). Use one that supports ML-DSA.',
  },
  cosignature_not_checked: {
    severity: 'notice',
    zh: '本程序不能验证见证方 {name} 的 ML-DSA 签名，没有采信（{role}）。',
    en: 'This program cannot verify the ML-DSA signature of the witness {name}; it did not count ({role}).',
  },
  time_in_future: {
    severity: 'cannot_check',
    zh: '见证时间 {time} 晚于本机时间。请校准本机时钟后再核验。',
    en: 'The witness time {time} is later than your clock. Set your clock and check again.',
  },
  known_checkpoint_bad: {
    severity: 'invalid',
    zh: '记录所引用的较早检查点与随附的检查点不一致或签名无效（{role}）。',
    en: 'The earlier checkpoint the entry refers to is not the one enclosed, or its signatures fail ({role}).',
  },
  trust_conflict: {
    severity: 'invalid',
    zh: '文件自带的信任文件与所用的信任文件矛盾：{name}。',
    en: 'The trust file enclosed contradicts the one used: {name}.',
  },
  trust_differs: {
    severity: 'notice',
    zh: '文件自带的信任文件与所用的信任文件不完全相同，核验只依据所用的信任文件。',
    en: 'The trust file enclosed is not the same as the one used; only the one used counted.',
  },
  own_trust_used: {
    severity: 'notice',
    zh: '没有另外提供信任文件，核验用的是文件自带的密钥：任何人都能自造这样的文件。请从官方渠道取得信任文件再核验。',
    en: 'No trust file was given, so the keys in the file itself were used: anybody could have made such a file. Get the trust file from an official source and check again.',
  },
  revocation_not_checked: {
    severity: 'notice',
    zh: '离线核验不检查证书此后是否变更、注销或撤销。请在登记平台查询当前状态。',
    en: 'Whether the certificate was since changed, cancelled or revoked was not checked offline. Look up its present state at the registry.',
  },
  certificate_expired: {
    severity: 'notice',
    zh: '证书有效期已于 {date} 届满。',
    en: 'The certificate expired after {date}.',
  },
  certificate_not_yet_valid: {
    severity: 'notice',
    zh: '证书颁发日期 {date} 尚未到来。',
    en: "The certificate's date of issue, {date}, is still to come.",
  },
  document_not_given: {
    severity: 'notice',
    zh: '未提供文件“{name}”，没有核对其内容。',
    en: 'The document “{name}” was not given, so its content was not compared.',
  },
  owner_not_disclosed: {
    severity: 'notice',
    zh: '文件没有公开权利人，没有核对权利人。',
    en: 'The file does not disclose the owner, so the owner was not checked.',
  },
  manifest_not_included: {
    severity: 'notice',
    zh: '文件不含清单，没有核对文件名和各文件的指纹。',
    en: 'The file holds no manifest, so file names and fingerprints were not checked.',
  },
  log_time_outside: {
    severity: 'notice',
    zh: '日志记载时间 {time} 不在见证时间范围之内，请以见证时间为准。',
    en: 'The time written in the log, {time}, is outside what witnesses saw; go by the witnesses.',
  },
  sm3_origin_mismatch: {
    severity: 'invalid',
    zh: '国密（SM3）证明来自日志 {origin}，不是所信任日志的国密树 {expected}。',
    en: 'The SM3 proof is from {origin}, not from the SM3 tree of the trusted log, {expected}.',
  },
  sm3_inclusion_failed: {
    severity: 'invalid',
    zh: '记录不在国密（SM3）树的同一位置：包含证明不成立。',
    en: 'The entry is not at the same place in the SM3 tree: the inclusion proof fails.',
  },
  sm3_signature_bad: {
    severity: 'invalid',
    zh: '国密（SM3）树的 SM2 签名验证不通过。',
    en: 'The SM2 signature on the SM3 tree does not verify.',
  },
  sm3_key_unknown: {
    severity: 'cannot_check',
    zh: '国密（SM3）树没有所信任的 SM2 密钥签名。请取得更新的信任文件后再核验。',
    en: 'No trusted SM2 key signed the SM3 tree. Get a newer trust file and check again.',
  },
  sm3_key_not_valid_then: {
    severity: 'invalid',
    zh: '签署国密（SM3）树的 SM2 密钥在 {time} 不在有效期内。',
    en: 'The SM2 key that signed the SM3 tree was not valid at {time}.',
  },
  sm3_keys_missing: {
    severity: 'notice',
    zh: '所用的信任文件没有国密（SM3）树的公钥，没有核对国密证明的签名。',
    en: 'The trust file used holds no key of the SM3 tree, so the signature on the SM3 proof was not checked.',
  },
  sm3_not_checked: {
    severity: 'notice',
    zh: '本程序不能验证 SM2 签名，没有核对国密（SM3）证明。',
    en: 'This program cannot verify SM2 signatures, so the SM3 proof was not checked.',
  },
  sm3_not_included: {
    severity: 'notice',
    zh: '文件不含国密（SM3）证明，只核对了 SHA-256 证明。',
    en: 'The file holds no SM3 proof; only the SHA-256 proof was checked.',
  },
  timestamp_proof_bad: {
    severity: 'invalid',
    zh: '记录不在加盖时间戳的检查点中，或者该检查点没有所信任的日志密钥的有效签名。',
    en: 'The entry is not in the checkpoint that was time-stamped, or no trusted log key validly signed that checkpoint.',
  },
  timestamp_imprint_mismatch: {
    severity: 'invalid',
    zh: '{name} 的时间戳不是对所附检查点加盖的。',
    en: 'The timestamp of {name} is not over the checkpoint enclosed.',
  },
  timestamp_signature_bad: {
    severity: 'invalid',
    zh: '{name} 的时间戳签名验证不通过。',
    en: 'The signature on the timestamp of {name} does not verify.',
  },
  timestamp_certificate_unfit: {
    severity: 'invalid',
    zh: '{name} 的证书不能用于签发时间戳，或者证书链不成立。',
    en: 'The certificate of {name} may not sign timestamps, or its chain does not hold.',
  },
  timestamp_certificate_not_valid_then: {
    severity: 'invalid',
    zh: '{name} 的证书在时间戳所载时间 {time} 不在有效期内。',
    en: 'The certificate of {name} was not valid at {time}, the time of the timestamp.',
  },
  timestamp_policy_unknown: {
    severity: 'invalid',
    zh: '{name} 的时间戳按策略 {policy} 签发，信任文件不接受该策略。',
    en: 'The timestamp of {name} was issued under the policy {policy}, which the trust file does not accept.',
  },
  timestamp_in_future: {
    severity: 'cannot_check',
    zh: '{name} 的时间戳时间 {time} 晚于本机时间。请校准本机时钟后再核验。',
    en: 'The timestamp of {name}, {time}, is later than your clock. Set your clock and check again.',
  },
  timestamp_authority_unknown: {
    severity: 'notice',
    zh: '有时间戳来自信任文件中没有的时间戳机构，没有采信。',
    en: 'A timestamp is from an authority that is not in the trust file and did not count.',
  },
  timestamp_not_checked: {
    severity: 'notice',
    zh: '本程序不能验证 {name} 所用的签名算法，其时间戳没有采信。',
    en: 'This program cannot verify the signature algorithm of {name}, so its timestamp did not count.',
  },
  timestamp_not_included: {
    severity: 'notice',
    zh: '文件不含时间戳机构的时间戳，时间只由见证方证明。',
    en: 'The file holds no timestamp of an authority; only witnesses vouch for the time.',
  },
} as const satisfies Record<string, Sentence>

/** Why a verdict is what it is. */
export type ReasonCode = keyof typeof REASONS
export type ReasonParams = Readonly<Record<string, string | number>>
export interface Reason {
  readonly code: ReasonCode
  readonly params: ReasonParams
}

export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[]

/** How much a reason weighs. */
export function severityOf(code: ReasonCode): Severity {
  return REASONS[code].severity
}

/** The sentence for a person. */
export function reasonText(code: ReasonCode, language: 'zh' | 'en', params: ReasonParams = {}): string {
  return REASONS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? name))
}
