import { formatTime } from '../time.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault, reasonOf } from './fault.ts'
import { jwsHolds } from './jws.ts'
import { type CredentialReason, type CredentialReasonCode, credentialSeverity } from './reasons.ts'
import { readStatusList, type StatusList, type StatusReference } from './status-list.ts'
import { type Believed, type TrustedKey, trustedKey } from './trusted-key.ts'

const SKEW = 300

/** What a status list says of one credential. `asOf` is the list's time in Unix seconds where it was believed. */
export interface StatusFinding {
  readonly reasons: readonly CredentialReason[]
  readonly asOf: number | null
}

interface StatusQuestion {
  readonly reference: StatusReference | null
  readonly token: string | null
  readonly iss: string
  readonly believed: Believed
  readonly now: number
  readonly required: boolean
}

/** Asks a status list. Without one, or with a stale one, that is said; a bad one is refused. */
export function checkStatus(crypto: CredentialCrypto, question: StatusQuestion): StatusFinding {
  const { reference, token, iss, believed, now, required } = question
  const none = (code: CredentialReasonCode, params: CredentialReason['params'] = {}): StatusFinding => ({
    reasons: [{ code, params }, ...(required ? [{ code: 'status_required', params: {} } as const] : [])],
    asOf: null,
  })
  if (reference === null) return none('status_not_stated')
  if (token === null) return none('status_not_checked')
  let list: StatusList
  try {
    list = readStatusList(token)
  } catch (error) {
    return { reasons: [reasonOf(error, 'status_malformed')], asOf: null }
  }
  const refuse = (code: CredentialReasonCode, params: CredentialReason['params'] = {}): StatusFinding => ({
    reasons: [{ code, params }],
    asOf: null,
  })
  if (list.uri !== reference.uri) return refuse('status_other_list', { uri: list.uri })
  let key: TrustedKey
  try {
    key = trustedKey(crypto, believed, list.jws.header, { iss, at: list.issuedAt })
  } catch (error) {
    if (!(error instanceof CredentialFault)) throw error
    const unknown = credentialSeverity(error.reason.code) === 'cannot_check'
    return refuse(unknown ? 'status_key_unknown' : 'status_signature_bad')
  }
  const time = formatTime(list.issuedAt)
  if (!jwsHolds(crypto, list.jws, key.jwk) || !key.counts) return refuse('status_signature_bad')
  if (list.issuedAt > now + SKEW) return refuse('status_in_future', { time })
  const status = list.at(reference.idx)
  if (status === undefined) return refuse('status_out_of_range', { index: reference.idx })
  const reasons: CredentialReason[] = []
  // Revocation does not run out with the list that tells of it.
  if (status !== 0)
    reasons.push({ code: status === 1 ? 'revoked' : status === 2 ? 'suspended' : 'superseded', params: { time } })
  const stale = list.expiresAt !== null && now >= list.expiresAt
  if (stale) reasons.push({ code: 'status_stale', params: { time } })
  if (stale && required) reasons.push({ code: 'status_required', params: {} })
  return { reasons, asOf: list.issuedAt }
}
