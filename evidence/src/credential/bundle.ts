import { canonicalize, parseCanonical } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { asNullable, asObject, asText } from '../shape.ts'
import { type Issuer, readIssuer } from './issuer.ts'
import { MAX_JWS_BYTES } from './jws.ts'
import { MAX_SD_JWT_BYTES } from './sd-jwt.ts'

export const CREDENTIAL_FORMAT = 'datadeed-credential/1'
/** Bytes of the largest file. */
export const MAX_CREDENTIAL_BYTES = 2 * MAX_JWS_BYTES

/** What a holder hands over: the credential, the state of things at a date, and the issuer's keys, in one file. */
export interface CredentialFile {
  readonly format: typeof CREDENTIAL_FORMAT
  /** SD-JWT, with what the holder chose to disclose. */
  readonly credential: string
  /** Status list token; null where it could not be had. */
  readonly statusList: string | null
  readonly issuer: Issuer
}

/** The canonical text of a file. */
export function credentialFileText(file: Omit<CredentialFile, 'format'>): string {
  return canonicalize({ format: CREDENTIAL_FORMAT, ...file })
}

/** Reads a credential's file. Throws FormatError with the failing field. */
export function parseCredentialFile(sha256: Hash, text: string): CredentialFile {
  const object = asObject(parseCanonical(text, MAX_CREDENTIAL_BYTES), '', [
    'format',
    'credential',
    'statusList',
    'issuer',
  ])
  if (object.format !== CREDENTIAL_FORMAT) throw new FormatError('wrong_value', 'format')
  return {
    format: CREDENTIAL_FORMAT,
    credential: asText(object.credential, 'credential', MAX_SD_JWT_BYTES),
    statusList: asNullable(object.statusList, (value) => asText(value, 'statusList', MAX_JWS_BYTES)),
    issuer: readIssuer(sha256, object.issuer, 'issuer'),
  }
}
