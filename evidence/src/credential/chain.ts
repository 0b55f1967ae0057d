import { equalBytes, fromBase64, utf8Decode } from '../bytes.ts'
import type { Json, JsonObject } from '../canonical.ts'
import { parts, readDer, readSeries, TAG, unsignedOf } from '../der.ts'
import { FormatError } from '../error.ts'
import { readSpki } from '../spki.ts'
import { formatTime } from '../time.ts'
import { type Certificate, commonNameOf, isIssuedBy, readCertificate } from '../x509.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault } from './fault.ts'
import { type EcJwk, jwkOf, thumbprint } from './jws.ts'
import type { TrustedRoots } from './trusted-key.ts'

/** Most certificates in a header, and the bytes of the longest. */
const MOST = 8
const LONGEST = 8192
const P256 = '1.2.840.10045.3.1.7'
const EXTENSION = {
  keyUsage: '2.5.29.15',
  alternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
}
// First octet of KeyUsage.
const USAGE = { digitalSignature: 0x80, certificateSigning: 0x04 }

/**
 * Roots (certificates, DER) to give to `verifyCredential`: apart from it, so that a page that has none need not load what reads
 * certificates. Throws FormatError for what is no certificate.
 */
export function trustRoots(roots: readonly Uint8Array[]): TrustedRoots {
  const anchors = roots.map(readCertificate)
  return {
    keyOf: (crypto, header, signed) => {
      const chain = readChain(header)
      if (chain === null) return null
      const jwk = keyOfChain(chain)
      if (thumbprint(crypto.sha256, jwk) !== header.kid) throw new CredentialFault('chain_other_key')
      return { jwk, root: followChain(crypto, chain, anchors, signed) }
    },
  }
}

/** The certificates of a header; null where it brings none. Throws CredentialFault `chain_malformed`. */
function readChain({ x5c }: JsonObject): readonly Certificate[] | null {
  if (x5c === undefined) return null
  try {
    if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MOST) throw new FormatError('wrong_value', 'x5c')
    return x5c.map((text: Json) => {
      if (typeof text !== 'string' || text.length > LONGEST * 2) throw new FormatError('wrong_value', 'x5c')
      return readCertificate(fromBase64(text))
    })
  } catch (error) {
    if (error instanceof FormatError) throw new CredentialFault('chain_malformed', { place: error.message })
    throw error
  }
}

/** The key that a chain vouches for. Throws CredentialFault `chain_other_key` for anything but a P-256 key. */
function keyOfChain([leaf]: readonly Certificate[]): EcJwk {
  const key = within(() => (leaf === undefined ? null : readSpki(leaf.spki)))
  if (key?.kind !== 'ec' || key.curve !== P256 || key.point.length !== 65 || key.point[0] !== 4)
    throw new CredentialFault('chain_other_key')
  return jwkOf(key.point.subarray(1))
}

/**
 * Follows a chain from its first certificate to one of `anchors`, at a time in Unix seconds, for an issuer. Gives the
 * name of the root. A root's own dates do not count: whoever gives it trusts it. Revocation of certificates is not looked at.
 * Throws CredentialFault `chain_untrusted`, `chain_broken`, `chain_not_valid_then` or `chain_other_issuer`.
 */
function followChain(
  crypto: CredentialCrypto,
  chain: readonly Certificate[],
  anchors: readonly Certificate[],
  { iss, at }: { readonly iss: string; readonly at: number },
): string {
  const [leaf] = chain
  if (leaf === undefined) throw new CredentialFault('chain_untrusted')
  const forbidden = whyNot(leaf, USAGE.digitalSignature)
  if (forbidden !== null) throw new CredentialFault('chain_broken', { place: forbidden })
  let root: Certificate | undefined
  for (const [depth, certificate] of chain.entries()) {
    root = anchors.find((anchor) => equalBytes(anchor.der, certificate.der))
    if (root !== undefined) break
    if (at < certificate.notBefore || at > certificate.notAfter)
      throw new CredentialFault('chain_not_valid_then', { time: formatTime(at) })
    root = anchors.find((anchor) => mayIssue(anchor, depth) && isSignedBy(crypto, certificate, anchor))
    if (root !== undefined) break
    const next = chain[depth + 1]
    if (next === undefined) throw new CredentialFault('chain_untrusted')
    if (!mayIssue(next, depth) || !isSignedBy(crypto, certificate, next))
      throw new CredentialFault('chain_broken', { place: `x5c[${depth}]` })
  }
  if (root === undefined) throw new CredentialFault('chain_untrusted')
  if (!isFor(leaf, iss)) throw new CredentialFault('chain_other_issuer', { issuer: iss })
  return commonNameOf(root) || formatTime(root.notBefore)
}

function isSignedBy(crypto: CredentialCrypto, certificate: Certificate, issuer: Certificate): boolean {
  return equalBytes(certificate.issuer, issuer.subject) && isIssuedBy(crypto, certificate, issuer) === true
}

/** An authority whose path length allows `depth` authorities below it. */
function mayIssue(certificate: Certificate, depth: number): boolean {
  if (!certificate.authority || whyNot(certificate, USAGE.certificateSigning) !== null) return false
  const [, limit] = within(() => {
    const value = certificate.extensions.get(EXTENSION.basicConstraints)?.value
    return value === undefined ? [] : parts(readDer(value, TAG.sequence), TAG.sequence)
  })
  const bytes = limit === undefined ? null : within(() => unsignedOf(limit))
  return bytes === null || bytes.length > 1 || (bytes[0] ?? 0) >= depth
}

/** What forbids the use of a certificate's key; null where nothing does. */
function whyNot(certificate: Certificate, bit: number): string | null {
  const known = Object.values(EXTENSION)
  // What must be understood and is not, extended usages and constraints of names among it, forbids every use.
  for (const [id, { critical }] of certificate.extensions) if (critical && !known.includes(id)) return id
  const usage = certificate.extensions.get(EXTENSION.keyUsage)
  if (usage === undefined) return null
  const { value } = within(() => readDer(usage.value, TAG.bitString))
  return ((value[1] ?? 0) & bit) === 0 ? 'keyUsage' : null
}

/** Whether a certificate names the issuer: its whole address, or the host of an https address (draft-ietf-oauth-sd-jwt-vc). */
function isFor(certificate: Certificate, iss: string): boolean {
  const extension = certificate.extensions.get(EXTENSION.alternativeName)
  if (extension === undefined) return false
  const host = /^https:\/\/([a-z0-9.-]+)(?::\d{1,5})?(?:\/|$)/i.exec(iss)?.[1]?.toLowerCase()
  return within(() => readSeries(readDer(extension.value, TAG.sequence).value)).some(({ tag, value }) => {
    // uniformResourceIdentifier [6] and dNSName [2], both ASCII; no wildcards.
    if (tag === 0x86) return textOf(value) === iss
    return tag === 0x82 && host !== undefined && textOf(value).toLowerCase() === host
  })
}

const textOf = (bytes: Uint8Array): string =>
  bytes.every((byte) => byte > 0x20 && byte < 0x7f) ? utf8Decode(bytes) : ''

function within<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) throw new CredentialFault('chain_malformed', { place: error.message })
    throw error
  }
}
