import { formatTime } from '../time.ts'
import type { CredentialCrypto } from './crypto.ts'
import { reasonOf } from './fault.ts'
import { countsAt, type Issuer, issuerJwk } from './issuer.ts'
import { jwsHolds } from './jws.ts'
import type { CredentialReason, CredentialReasonCode } from './reasons.ts'
import { readStatusList, type StatusList, type StatusReference } from './status-list.ts'

const SKEW = 300

/** What a status list says of one credential. `asOf` is the list's time in Unix seconds where it was believed. */
export interface StatusFinding {
  readonly reasons: readonly CredentialReason[]
  readonly asOf: number | null
}

interface StatusQuestion {
  readonly reference: StatusReference | null
  readonly token: string | null
  readonly issuer: Issuer
  readonly now: number
  readonly required: boolean
}

/** Asks a status list. Without one, or with a stale one, that is said; a bad one is refused. */
export function checkStatus(crypto: CredentialCrypto, question: StatusQuestion): StatusFinding {
  const { reference, token, issuer, now, required } = question
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
  const key = issuer.credential.find(({ kid }) => kid === list.jws.header.kid)
  if (!key) return refuse('status_key_unknown')
  const time = formatTime(list.issuedAt)
  if (!jwsHolds(crypto, list.jws, issuerJwk(key)) || !countsAt(key, list.issuedAt))
    return refuse('status_signature_bad')
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
