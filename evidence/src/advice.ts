import type { ReasonCode } from './reasons.ts'

const ADVICE = {
  original: {
    zh: '不要采信这份文件。请向持有人或登记平台索取原件后重新核验；仍不通过的，要求持有人说明来源。',
    en: 'Do not rely on this file. Ask its holder or the registry for the original and check that; if it fails too, have the holder explain where it came from.',
  },
  document: {
    zh: '请确认文件与证据包是同一次下载的原件，没有另存、转换或打印；选错了文件的，重新选择。',
    en: 'Make sure that the document is the original issued with this package, not saved anew, converted or printed; if it is the wrong one, choose the right one.',
  },
  trust: {
    zh: '先确认信任文件取自官方渠道且是最新的，换用后再核验；仍矛盾的，不要采信这份文件。',
    en: 'Make sure that your trust file is official and the newest and check again; if it still contradicts, do not rely on this file.',
  },
  log: {
    zh: '不要采信这份文件，并请把它交给登记平台和见证方：不是文件被改动，就是日志或见证方的密钥出了问题。',
    en: 'Do not rely on this file, and show it to the registry and the witnesses: either it was altered or a key of the log or of a witness is in trouble.',
  },
  timestamp: {
    zh: '不要采信这份文件。请索取带有效时间戳的新证据包。',
    en: 'Do not rely on this file. Ask for a new package with timestamps that hold.',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>

// Null where the reason's own sentence says what to do, or there is nothing to do.
const OF: Readonly<Record<ReasonCode, keyof typeof ADVICE | null>> = {
  malformed: null,
  altered: null,
  statement_mismatch: 'original',
  subject_mismatch: 'original',
  manifest_mismatch: 'original',
  owner_mismatch: 'original',
  certificate_mismatch: 'original',
  documents_mismatch: 'original',
  document_mismatch: 'document',
  reference_broken: 'original',
  origin_mismatch: 'trust',
  log_signature_bad: 'log',
  log_key_unknown: null,
  log_key_not_valid_then: 'log',
  inclusion_failed: 'log',
  witness_signature_bad: 'log',
  quorum_missing: 'original',
  witnesses_unknown: null,
  witnesses_not_checkable: null,
  cosignature_not_checked: null,
  time_in_future: null,
  known_checkpoint_bad: 'log',
  trust_conflict: 'trust',
  trust_differs: null,
  own_trust_used: null,
  revocation_not_checked: null,
  certificate_expired: null,
  certificate_not_yet_valid: null,
  document_not_given: null,
  owner_not_disclosed: null,
  manifest_not_included: null,
  log_time_outside: null,
  sm3_origin_mismatch: 'trust',
  sm3_inclusion_failed: 'log',
  sm3_signature_bad: 'log',
  sm3_key_unknown: null,
  sm3_key_not_valid_then: 'log',
  sm3_keys_missing: null,
  sm3_not_checked: null,
  sm3_not_included: null,
  timestamp_proof_bad: 'timestamp',
  timestamp_imprint_mismatch: 'timestamp',
  timestamp_signature_bad: 'timestamp',
  timestamp_certificate_unfit: 'timestamp',
  timestamp_certificate_not_valid_then: 'timestamp',
  timestamp_policy_unknown: 'timestamp',
  timestamp_in_future: null,
  timestamp_authority_unknown: null,
  timestamp_not_checked: null,
  timestamp_not_included: null,
}

/** What a person should do about a reason; null where its sentence says so or nothing is to be done. */
export function adviceText(code: ReasonCode, language: 'zh' | 'en'): string | null {
  const advice = OF[code]
  return advice && ADVICE[advice][language]
}
