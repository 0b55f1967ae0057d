import type { JsonObject } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import type { Es256Key } from './crypto.ts'
import { type EcJwk, makeJws, x5cOf } from './jws.ts'
import { disclosureDigest, joinSdJwt, makeDisclosure, readDisclosure, splitSdJwt } from './sd-jwt.ts'
import type { StatusReference } from './status-list.ts'

/** `typ` of a credential. */
export const CREDENTIAL_TYPE = 'dc+sd-jwt'

/** What a registration's credential tells, each disclosed or withheld by itself, in the order in which it is shown. */
export const CERTIFICATE_CLAIMS = {
  certificate_number: { zh: '证书编号', en: 'Certificate number' },
  registration_number: { zh: '登记号', en: 'Registration number' },
  title: { zh: '名称', en: 'Title' },
  holder_name: { zh: '权利人', en: 'Holder' },
  holder_code: { zh: '权利人统一社会信用代码', en: 'Unified social credit code of the holder' },
  issued_on: { zh: '登记日期', en: 'Registered on' },
  valid_until: { zh: '有效期至', en: 'Valid through' },
  registrar: { zh: '登记机构', en: 'Registrar' },
  industry: { zh: '所属行业', en: 'Industry' },
  scope: { zh: '应用场景', en: 'Application scenario' },
  deposit_number: { zh: '存证编号', en: 'Deposit' },
  deposit_sha256: { zh: '存证清单 SHA-256', en: 'SHA-256 of the deposited manifest' },
  deposit_sm3: { zh: '存证清单 SM3', en: 'SM3 of the deposited manifest' },
  pdf_sha256: { zh: '证书 PDF 的 SHA-256', en: 'SHA-256 of the certificate PDF' },
  log_origin: { zh: '存证日志', en: 'Evidence log' },
  log_index: { zh: '日志序号', en: 'Index in the log' },
  data_ip_number: { zh: '数据知识产权登记号（全国）', en: 'National number of the data intellectual property' },
  data_property_number: { zh: '数据产权登记编号', en: 'Number of the data property registration' },
  data_element_oid: { zh: '数据要素登记 OID', en: 'OID of the data element' },
  public_data_number: { zh: '公共数据资源登记编号', en: 'Number of the public data registration' },
} as const
export type CertificateClaim = keyof typeof CERTIFICATE_CLAIMS
export const CERTIFICATE_CLAIM_NAMES = Object.keys(CERTIFICATE_CLAIMS) as readonly CertificateClaim[]

export interface NewCredential {
  readonly issuer: string
  readonly vct: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** First second at which it is no longer valid; null where no end is stated. */
  readonly expiresAt: number | null
  readonly status: StatusReference
  readonly claims: Readonly<Partial<Record<CertificateClaim, string | number | null>>>
  /** base64url of 16 or more random bytes, another at each call. */
  readonly salt: () => string
  /** The holder's key that it is bound to; without one it is bound to none. */
  readonly holder?: EcJwk
  /** The issuer's certificates for `x5c`, DER: that of the signing key first, without the root. */
  readonly chain?: readonly Uint8Array[]
}

/** Issues the SD-JWT of a certificate with everything disclosed; `presentSdJwt` withholds. */
export function issueCredential(sha256: Hash, key: Es256Key, credential: NewCredential): string {
  const disclosures = CERTIFICATE_CLAIM_NAMES.flatMap((name) => {
    const value = credential.claims[name]
    return value === undefined || value === null ? [] : [makeDisclosure(credential.salt(), name, value)]
  })
  // Sorted, so that the place of a digest says nothing of the claim behind it (RFC 9901, 4.2.4.1).
  const digests = disclosures.map((text) => disclosureDigest(sha256, text)).sort()
  const payload: JsonObject = {
    _sd: digests,
    _sd_alg: 'sha-256',
    iat: credential.issuedAt,
    iss: credential.issuer,
    status: { status_list: { idx: credential.status.idx, uri: credential.status.uri } },
    vct: credential.vct,
    ...(credential.expiresAt === null ? {} : { exp: credential.expiresAt }),
    ...(credential.holder ? { cnf: { jwk: credential.holder } } : {}),
  }
  return joinSdJwt(makeJws(sha256, key, CREDENTIAL_TYPE, payload, x5cOf(credential.chain ?? [])), disclosures)
}

/** The same credential with only the named claims disclosed and no key binding. Throws FormatError or CredentialFault. */
export function presentSdJwt(sha256: Hash, text: string, names: ReadonlySet<string>): string {
  const { issuerJwt, disclosures } = splitSdJwt(text)
  return joinSdJwt(
    issuerJwt,
    disclosures.filter((disclosure) => names.has(readDisclosure(sha256, disclosure).name ?? '')),
  )
}

/** Names of the claims that a credential discloses by itself. Throws FormatError or CredentialFault. */
export function disclosedNames(sha256: Hash, text: string): string[] {
  return splitSdJwt(text).disclosures.flatMap((disclosure) => readDisclosure(sha256, disclosure).name ?? [])
}

/** Type metadata of the credential (draft-ietf-oauth-sd-jwt-vc, section 6), served at `vct`. */
export function typeMetadata(vct: string): JsonObject {
  const display = (zh: string, en: string, key: 'name' | 'label') =>
    [
      ['zh-CN', zh],
      ['en', en],
    ].map(([locale, words]) => ({ locale: locale ?? '', [key]: words ?? '' }))
  return {
    vct,
    name: '数据知识产权登记凭证',
    description: '数据知识产权登记证书的电子凭证，持有人可以只出示其中几项。',
    display: display('数据知识产权登记凭证', 'Data intellectual property registration', 'name'),
    claims: [
      ...['iss', 'iat', 'exp', 'vct', 'status', 'cnf'].map((name) => ({ path: [name], sd: 'never' })),
      ...CERTIFICATE_CLAIM_NAMES.map((name) => {
        const { zh, en } = CERTIFICATE_CLAIMS[name]
        return { path: [name], display: display(zh, en, 'label'), sd: 'always' }
      }),
    ],
  }
}
