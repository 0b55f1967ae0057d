import type { JsonObject } from '../canonical.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault } from './fault.ts'
import { countsAt, type Issuer, issuerJwk } from './issuer.ts'
import type { EcJwk } from './jws.ts'

/** Whose signature, by the address it speaks for, at which Unix second. */
export interface Signed {
  readonly iss: string
  readonly at: number
}

/** Roots that a chain of certificates in a header must lead to; `trustRoots` makes them. */
export interface TrustedRoots {
  /** The key that the header's chain vouches for and the root's name; null where there is no chain. Throws CredentialFault. */
  keyOf(crypto: CredentialCrypto, header: JsonObject, signed: Signed): { jwk: EcJwk; root: string } | null
}

/** Whom a verifier believes: an issuer's list of keys, roots, or both. */
export interface Believed {
  readonly issuer: Issuer | null
  readonly roots: TrustedRoots | null
}

export interface TrustedKey {
  readonly jwk: EcJwk
  /** False for a key that was not, or no longer, the issuer's at the time. */
  readonly counts: boolean
  /** Name of the root that vouched for it; null for a key of the list. */
  readonly root: string | null
}

/**
 * The key that a header names, believed: from the list where it stands there, or else by its chain. A chain alone is never
 * believed: anybody can make one. Throws CredentialFault with why there is none.
 */
export function trustedKey(
  crypto: CredentialCrypto,
  { issuer, roots }: Believed,
  header: JsonObject,
  signed: Signed,
): TrustedKey {
  const known = signed.iss === issuer?.issuer ? issuer.credential.find(({ kid }) => kid === header.kid) : undefined
  if (known) return { jwk: issuerJwk(known), counts: countsAt(known, signed.at), root: null }
  const vouched = roots?.keyOf(crypto, header, signed)
  if (vouched) return { ...vouched, counts: true }
  if (!issuer) throw new CredentialFault('issuer_not_given')
  if (signed.iss !== issuer.issuer) throw new CredentialFault('issuer_unknown', { issuer: signed.iss })
  throw new CredentialFault('key_unknown', { kid: String(header.kid) })
}
