import { utf8Decode } from '../bytes.ts'
import { canonicalize } from '../canonical.ts'
import { FormatError } from '../error.ts'
import { asAnyObject, asText } from '../shape.ts'
import { formatTime } from '../time.ts'
import { type CredentialFile, MAX_CREDENTIAL_BYTES, parseCredentialFile } from './bundle.ts'
import { CREDENTIAL_TYPE } from './certificate-claims.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault, reasonOf } from './fault.ts'
import type { Issuer } from './issuer.ts'
import { asEcJwk, jwsHolds } from './jws.ts'
import { type BindingDemand, CLOCK_SKEW, checkBinding } from './key-binding.ts'
import { type OpenedSdJwt, openSdJwt, type SdJwt, splitSdJwt } from './sd-jwt.ts'
import { checkStatus } from './status.ts'
import { asSeconds, readStatusReference } from './status-list.ts'
import { type Believed, type TrustedRoots, trustedKey } from './trusted-key.ts'
import { type CredentialVerdict, Findings } from './verdict.ts'

/** What the issuer must say in the open (draft-ietf-oauth-sd-jwt-vc, section 3.2.2.2). */
const OPEN_CLAIMS = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', 'iat']

export interface VerifyCredentialInput {
  /** An SD-JWT, or a file of `datadeed-credential/1`. */
  readonly text: string | Uint8Array
  /** Whom the verifier believes; null: `roots`, or else the keys in the file itself, which proves little and is said. */
  readonly issuer: Issuer | null
  /** Roots that vouch for keys the issuer file does not list, through the chain in `x5c`. */
  readonly roots?: TrustedRoots | null
  /** A newer status list than the file's own. */
  readonly statusList?: string | null
  /** Unix seconds. */
  readonly now: number
  /** Demands a proof of holding that answers these. */
  readonly expected?: BindingDemand
  /** Without a fresh status list nothing is called valid. */
  readonly statusRequired?: boolean
}

/** Checks a credential and says why. Never throws for what the file holds. */
export function verifyCredential(input: VerifyCredentialInput, crypto: CredentialCrypto): CredentialVerdict {
  const findings = new Findings()
  let file: Pick<CredentialFile, 'credential' | 'statusList'> & { issuer: Issuer | null }
  let sdJwt: SdJwt
  let opened: OpenedSdJwt
  try {
    file = readFile(input.text, crypto)
    sdJwt = splitSdJwt(file.credential)
    opened = openSdJwt(crypto.sha256, sdJwt, CREDENTIAL_TYPE)
    checkOpen(opened)
  } catch (error) {
    findings.reach('form', reasonOf(error, 'malformed'))
    return findings.verdict(null, null)
  }
  findings.reach('form', ...withheld(opened.withheld))
  const roots = input.roots ?? null
  const byRoots = input.issuer === null && roots !== null && opened.jws.header.x5c !== undefined
  const issuer = byRoots ? null : (input.issuer ?? file.issuer)
  if (byRoots) findings.reach('issuer')
  else if (input.issuer === null && issuer) findings.reach('issuer', { code: 'own_issuer_used', params: {} })
  else if (file.issuer && canonicalize(file.issuer) !== canonicalize(issuer)) {
    findings.reach('issuer', { code: 'issuer_differs', params: {} })
  }
  try {
    const root = checkIssuer(crypto, opened, { issuer, roots }, input.now)
    findings.reach(
      'issuer',
      ...(root === null ? [] : [{ code: 'chain_used', params: { issuer: String(opened.claims.iss), root } } as const]),
    )
  } catch (error) {
    findings.reach('issuer', reasonOf(error, 'malformed'))
    return findings.verdict(null, null)
  }
  try {
    findings.reach('validity')
    checkValidity(opened, input.now)
  } catch (error) {
    findings.reach('validity', reasonOf(error, 'malformed'))
  }
  if (sdJwt.keyBinding !== null || input.expected || opened.claims.cnf !== undefined) {
    try {
      findings.reach('binding')
      checkBinding(crypto, sdJwt, opened, input)
    } catch (error) {
      findings.reach('binding', reasonOf(error, 'binding_malformed'))
    }
  }
  const { reasons, asOf } = checkStatus(crypto, {
    reference: readStatusReference(opened.claims),
    token: input.statusList ?? file.statusList,
    iss: String(opened.claims.iss),
    believed: { issuer, roots },
    now: input.now,
    required: input.statusRequired === true,
  })
  findings.reach('status', ...reasons)
  return findings.verdict(opened.claims, asOf === null ? null : formatTime(asOf))
}

function withheld(count: number) {
  return count === 0 ? [] : [{ code: 'claims_withheld', params: { count } } as const]
}

/** The file's parts; a bare SD-JWT comes without status list and keys. */
function readFile(text: string | Uint8Array, crypto: CredentialCrypto) {
  if (text.length > MAX_CREDENTIAL_BYTES) throw new FormatError('too_large', 'file')
  const content = typeof text === 'string' ? text : utf8Decode(text)
  if (content.startsWith('{')) return parseCredentialFile(crypto.sha256, content)
  // A line end that an editor or a terminal added is nobody's forgery.
  return { credential: content.replace(/\r?\n$/, ''), statusList: null, issuer: null }
}

/** What every credential must say, and say in the open. */
function checkOpen({ claims, disclosed, jws }: OpenedSdJwt): void {
  const hidden = disclosed.find((name) => OPEN_CLAIMS.includes(name))
  if (hidden !== undefined) throw new CredentialFault('claim_must_be_open', { name: hidden })
  const must = (name: string, read: () => unknown) => {
    try {
      read()
    } catch (error) {
      if (error instanceof FormatError) throw new CredentialFault('claim_malformed', { name })
      throw error
    }
  }
  must('kid', () => asText(jws.header.kid, 'kid', 255))
  must('iss', () => asText(claims.iss, 'iss', 255))
  must('vct', () => asText(claims.vct, 'vct', 1024))
  must('iat', () => asSeconds(claims.iat, 'iat'))
  for (const name of ['exp', 'nbf']) if (claims[name] !== undefined) must(name, () => asSeconds(claims[name], name))
  must('status', () => readStatusReference(claims))
  if (claims.cnf !== undefined) must('cnf', () => asEcJwk(asAnyObject(claims.cnf, 'cnf').jwk, 'cnf.jwk'))
}

/** The name of the root that vouched; null where the issuer file did. */
function checkIssuer(
  crypto: CredentialCrypto,
  { jws, claims }: OpenedSdJwt,
  believed: Believed,
  now: number,
): string | null {
  const [iss, at] = [String(claims.iss), claims.iat as number]
  const key = trustedKey(crypto, believed, jws.header, { iss, at })
  if (!jwsHolds(crypto, jws, key.jwk)) throw new CredentialFault('signature_bad')
  if (!key.counts) throw new CredentialFault('key_not_valid_then', { time: formatTime(at) })
  // The keys of a registrar may sign other credentials, too: only this type is a registration.
  if (claims.vct !== certificateType(iss)) throw new CredentialFault('type_unknown', { vct: String(claims.vct) })
  if (at > now + CLOCK_SKEW) throw new CredentialFault('issued_in_future', { time: formatTime(at) })
  return key.root
}

/** `vct` of the registrations of an issuer; its type metadata is served there. */
export function certificateType(issuer: string): string {
  return `${issuer}/credentials/certificate/1`
}

function checkValidity({ claims: { nbf, exp } }: OpenedSdJwt, now: number): void {
  if (typeof nbf === 'number' && now + CLOCK_SKEW < nbf) {
    throw new CredentialFault('not_yet_valid', { time: formatTime(nbf) })
  }
  if (typeof exp === 'number' && now >= exp) throw new CredentialFault('expired', { time: formatTime(exp) })
}
