import type { JsonObject } from '../canonical.ts'
import { followChain, keyOfChain, readChain } from './chain.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault } from './fault.ts'
import { countsAt, type Issuer, issuerJwk } from './issuer.ts'
import { type EcJwk, thumbprint } from './jws.ts'

/** Whom a verifier believes: an issuer's list of keys, or roots (DER) that a chain in the header must lead to. */
export interface Believed {
  readonly issuer: Issuer | null
  readonly roots: readonly Uint8Array[]
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
  signed: { readonly iss: string; readonly at: number },
): TrustedKey {
  const chain = readChain(header)
  const own = chain && keyOfChain(chain)
  if (own && thumbprint(crypto.sha256, own) !== header.kid) throw new CredentialFault('chain_other_key')
  const known = signed.iss === issuer?.issuer ? issuer.credential.find(({ kid }) => kid === header.kid) : undefined
  if (known) return { jwk: issuerJwk(known), counts: countsAt(known, signed.at), root: null }
  if (chain && own && roots.length > 0)
    return { jwk: own, counts: true, root: followChain(crypto, chain, roots, signed) }
  if (!issuer) throw new CredentialFault('issuer_not_given')
  if (signed.iss !== issuer.issuer) throw new CredentialFault('issuer_unknown', { issuer: signed.iss })
  throw new CredentialFault('key_unknown', { kid: String(header.kid) })
}
