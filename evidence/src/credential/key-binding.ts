import { utf8Encode } from '../bytes.ts'
import { FormatError } from '../error.ts'
import { asAnyObject, asText, isObject } from '../shape.ts'
import { formatTime } from '../time.ts'
import { toBase64Url } from './base64url.ts'
import { CREDENTIAL_TYPE } from './certificate-claims.ts'
import type { CredentialCrypto, Es256Key } from './crypto.ts'
import { CredentialFault } from './fault.ts'
import { asEcJwk, type EcJwk, jwkOf, jwsHolds, makeJws, readJws, thumbprint } from './jws.ts'
import { type OpenedSdJwt, openSdJwt, type SdJwt, splitSdJwt } from './sd-jwt.ts'
import { asSeconds } from './status-list.ts'

/** How far ahead a clock elsewhere may be, in seconds. */
export const CLOCK_SKEW = 300
/** Seconds for which a proof of holding is taken, where the verifier says nothing else. */
export const BINDING_MAX_AGE = 86_400

const BINDING_TYPE = 'kb+jwt'
const HOLDER_PROOF_TYPE = 'datadeed-holder-proof+jwt'

/** What a verifier asked of the presenter. */
export interface BindingDemand {
  readonly nonce: string
  readonly audience: string
  /** Seconds; a day where it is not said. */
  readonly maxAge?: number
}

/** The key a credential is bound to; null for one that is bound to none. Throws FormatError or CredentialFault. */
export function holderKeyOf(crypto: Pick<CredentialCrypto, 'sha256'>, sdJwt: string): EcJwk | null {
  const { cnf } = openSdJwt(crypto.sha256, splitSdJwt(sdJwt), CREDENTIAL_TYPE).claims
  return cnf === undefined ? null : asEcJwk(asAnyObject(cnf, 'cnf').jwk, 'cnf.jwk')
}

/**
 * A presentation with proof that the presenter holds the key (RFC 9901, 4.3): answers the verifier's nonce, for that verifier
 * alone, over just what is disclosed. A proof that was there is replaced. Throws FormatError.
 */
export function bindPresentation(
  crypto: Pick<CredentialCrypto, 'sha256'>,
  key: Es256Key,
  sdJwt: string,
  { nonce, audience, issuedAt }: { readonly nonce: string; readonly audience: string; readonly issuedAt: number },
): string {
  const { bound } = splitSdJwt(sdJwt)
  const sd_hash = toBase64Url(crypto.sha256(utf8Encode(bound)))
  return bound + makeJws(crypto.sha256, key, BINDING_TYPE, { aud: audience, iat: issuedAt, nonce, sd_hash })
}

/** RFC 9901, section 7.3: the proof that the presenter holds the key in `cnf`. Throws CredentialFault or FormatError. */
export function checkBinding(
  crypto: CredentialCrypto,
  { keyBinding, bound }: SdJwt,
  { claims }: OpenedSdJwt,
  { expected, now }: { readonly expected?: BindingDemand; readonly now: number },
): void {
  if (keyBinding === null) throw new CredentialFault(expected ? 'binding_missing' : 'binding_not_shown')
  if (!isObject(claims.cnf)) throw new CredentialFault('binding_unexpected')
  const jws = readJws(keyBinding, BINDING_TYPE)
  if (!jwsHolds(crypto, jws, asEcJwk(claims.cnf.jwk, 'cnf.jwk'))) throw new CredentialFault('binding_signature_bad')
  const { aud, nonce, iat, sd_hash } = jws.payload
  asText(aud, 'aud', 1024)
  asText(nonce, 'nonce', 1024)
  const made = asSeconds(iat, 'iat')
  if (sd_hash !== toBase64Url(crypto.sha256(utf8Encode(bound)))) throw new CredentialFault('binding_other_presentation')
  if (made > now + CLOCK_SKEW) throw new CredentialFault('issued_in_future', { time: formatTime(made) })
  if (!expected) throw new CredentialFault('binding_not_asked')
  if (nonce !== expected.nonce) throw new CredentialFault('binding_nonce_wrong')
  if (aud !== expected.audience) throw new CredentialFault('binding_audience_wrong', { audience: String(aud) })
  if (made < now - (expected.maxAge ?? BINDING_MAX_AGE))
    throw new CredentialFault('binding_too_old', { time: formatTime(made) })
}

/** What a registrant hands in to have a certificate's credential bound to their key: `subject` is the certificate's number. */
export function makeHolderProof(
  crypto: Pick<CredentialCrypto, 'sha256'>,
  key: Es256Key,
  { audience, subject, issuedAt }: { readonly audience: string; readonly subject: string; readonly issuedAt: number },
): string {
  const payload = { aud: audience, iat: issuedAt, sub: subject }
  return makeJws(crypto.sha256, key, HOLDER_PROOF_TYPE, payload, { jwk: jwkOf(key.publicKey) })
}

/** The key of a holder's proof, with its thumbprint; null for one that is not for this, not of these minutes, or not theirs. */
export function readHolderProof(
  crypto: CredentialCrypto,
  text: string,
  { audience, subject, now }: { readonly audience: string; readonly subject: string; readonly now: number },
): { readonly jwk: EcJwk; readonly kid: string } | null {
  try {
    const jws = readJws(text, HOLDER_PROOF_TYPE)
    const jwk = asEcJwk(jws.header.jwk, 'jwk')
    const { aud, iat, sub } = jws.payload
    const near = Math.abs(asSeconds(iat, 'iat') - now) <= CLOCK_SKEW
    if (aud !== audience || sub !== subject || !near || !jwsHolds(crypto, jws, jwk)) return null
    return { jwk, kid: thumbprint(crypto.sha256, jwk) }
  } catch (error) {
    if (error instanceof FormatError || error instanceof CredentialFault) return null
    throw error
  }
}
