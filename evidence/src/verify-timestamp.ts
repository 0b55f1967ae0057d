import { equalBytes, fromBase64, utf8Encode } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { parseNote, parseVkey, verifyNote } from './note.ts'
import type { Package } from './package.ts'
import type { Reason } from './reasons.ts'
import { formatTime } from './time.ts'
import { readToken, type TimestampToken } from './timestamp-token.ts'
import { parseProof, SM3_PROOF } from './tlog-proof.ts'
import { isValidAt, type Trust, type TrustedAuthority } from './trust.ts'
import { reason, SKEW } from './verify-log.ts'
import { type Certificate, digestBy, IMPRINT_OIDS, isIssuedBy, readCertificate, verifyBy } from './x509.ts'

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/** What a token is worth; `time` is Unix seconds and only told when everything holds. */
export interface TokenFinding {
  readonly reasons: readonly Reason[]
  readonly authority: string | null
  readonly time: number | null
}

/** Checks a token over one of `stamped`, by one of the authorities trusted. */
export function checkToken(
  crypto: Crypto,
  token: TimestampToken,
  stamped: readonly string[],
  authorities: readonly TrustedAuthority[],
  fitness: (authority: TrustedAuthority) => Fitness = (authority) => readFitness(crypto, authority),
): TokenFinding {
  const found = authorities.find(({ certificates: [first = ''] }) => {
    const digest = digestBy(crypto, token.signer.algorithm, fromBase64(first))
    return digest !== null && equalBytes(digest, token.signer.digest)
  })
  if (found === undefined) return { reasons: [reason('timestamp_authority_unknown')], authority: null, time: null }
  const { name } = found
  const reasons: Reason[] = []
  if (!isImprintOf(crypto, token, stamped)) reasons.push(reason('timestamp_imprint_mismatch', { name }))
  const { chain, fit } = fitness(found)
  const signed = isSigned(crypto, token, chain[0])
  if (signed === false) reasons.push(reason('timestamp_signature_bad', { name }))
  if (fit === false) reasons.push(reason('timestamp_certificate_unfit', { name }))
  if (signed === null || fit === null) reasons.push(reason('timestamp_not_checked', { name }))
  const valid = chain.every((c) => c.notBefore <= token.time && token.time <= c.notAfter)
  if (!valid || !isValidAt(found, token.time))
    reasons.push(reason('timestamp_certificate_not_valid_then', { name, time: formatTime(token.time) }))
  if (found.policies.length > 0 && !found.policies.includes(token.policy))
    reasons.push(reason('timestamp_policy_unknown', { name, policy: token.policy }))
  return { reasons, authority: name, time: reasons.length === 0 ? token.time : null }
}

/** An authority's certificates, and whether they may sign timestamps; null where that cannot be checked. */
interface Fitness {
  readonly chain: readonly Certificate[]
  readonly fit: boolean | null
}

function readFitness(crypto: Crypto, { certificates }: TrustedAuthority): Fitness {
  const chain = certificates.map((base64) => readCertificate(fromBase64(base64)))
  return { chain, fit: isFit(crypto, chain) }
}

function isImprintOf(crypto: Crypto, { imprint }: TimestampToken, stamped: readonly string[]): boolean {
  if (!Object.values(IMPRINT_OIDS).includes(imprint.algorithm)) return false
  return stamped.some((text) => {
    const digest = digestBy(crypto, imprint.algorithm, utf8Encode(text))
    return digest !== null && equalBytes(digest, imprint.digest)
  })
}

function isSigned(crypto: Crypto, token: TimestampToken, certificate: Certificate | undefined): boolean | null {
  if (certificate === undefined) return false
  const digest = digestBy(crypto, token.digestAlgorithm, token.content)
  if (digest !== null && !equalBytes(digest, token.contentDigest)) return false
  const { algorithm, digestAlgorithm, signed, signature } = token
  const good = verifyBy(crypto, algorithm, digestAlgorithm, certificate.spki, signed, signature)
  return good === false ? false : digest === null ? null : good
}

/** The signer may stamp times and nothing else (RFC 3161, 2.3), and each certificate is issued by the next. */
function isFit(crypto: Crypto, chain: readonly Certificate[]): boolean | null {
  const usages = chain[0]?.usages
  if (!usages?.critical || usages.oids.length !== 1 || usages.oids[0] !== TIME_STAMPING) return false
  let unchecked = false
  for (const [i, certificate] of chain.entries()) {
    const issuer = chain[i + 1]
    if (issuer === undefined) continue
    if (!issuer.authority || !equalBytes(certificate.issuer, issuer.subject)) return false
    const issued = isIssuedBy(crypto, certificate, issuer)
    if (issued === false) return false
    unchecked ||= issued === null
  }
  return unchecked ? null : true
}

/** A token that holds: whose it is and its time (RFC 3339). */
export interface StampedTime {
  readonly authority: string
  readonly time: string
}

/** Checks the tokens of a package: the entry is in the checkpoint stamped, the log signed that, and each token holds. */
export function checkTimestamps(
  crypto: Crypto,
  entry: string,
  { timestamps, sm3 }: Pick<Package, 'timestamps' | 'sm3'>,
  trust: Trust,
  now: number,
): { reasons: Reason[]; times: StampedTime[] } {
  const { authorities } = trust
  if (timestamps === undefined)
    return { reasons: authorities === undefined ? [] : [reason('timestamp_not_included')], times: [] }
  const { index, path, checkpoint: text } = parseProof(timestamps.proof)
  const stamped = sm3 === undefined ? [text] : [text, parseProof(sm3, SM3_PROOF).checkpoint]
  const known = new Map<TrustedAuthority, Fitness>()
  const fitness = (authority: TrustedAuthority) => {
    const fit = known.get(authority) ?? readFitness(crypto, authority)
    known.set(authority, fit)
    return fit
  }
  const found = timestamps.tokens.map((token) =>
    checkToken(crypto, readToken(fromBase64(token)), stamped, authorities ?? [], fitness),
  )
  const reasons = found.flatMap((f) => f.reasons)
  const note = parseNote(text)
  const { origin, size, root } = parseCheckpoint(note.text)
  const keys = trust.log.vkeys.map((k) => ({ ...k, key: parseVkey(crypto, k.vkey) }))
  const check = verifyNote(
    crypto,
    note,
    keys.map((k) => k.key),
  )
  const times = found.flatMap(({ time, authority }) =>
    time === null || authority === null ? [] : [{ time, authority }],
  )
  const signed = (at: number) => keys.some((k) => check.good.includes(k.key) && isValidAt(k, at))
  const included = verifyInclusion(crypto.sha256, leafHash(crypto.sha256, utf8Encode(entry)), index, size, path, root)
  const right = origin === trust.log.origin && check.bad.length === 0 && check.good.length > 0 && included
  if (!right || !times.every(({ time }) => signed(time))) reasons.push(reason('timestamp_proof_bad'))
  for (const { time, authority: name } of times)
    if (time > now + SKEW) reasons.push(reason('timestamp_in_future', { name, time: formatTime(time) }))
  return { reasons, times: times.map(({ time, authority }) => ({ authority, time: formatTime(time) })) }
}
