// An issuer, a holder and a status list with fixed keys and times, from which the published vectors are made.
import { deflateSync } from 'node:zlib'
import { ed25519Key, es256Verify, nodeCrypto } from '../adapters/node.ts'
import { deterministicEs256Key } from '../adapters/p256.ts'
import { fromBase32, toBase32 } from '../src/credential/base32.ts'
import {
  type CredentialCrypto,
  canonicalBytes,
  certificateType,
  codeKeyId,
  concat,
  credentialFileText,
  type Es256Key,
  formatTime,
  type Issuer,
  issueCredential,
  jwkOf,
  makeCode,
  makeStatusList,
  packStatuses,
  type Status,
  statusListUri,
  thumbprint,
  toBase64Url,
  toHex,
  utf8Encode,
} from '../src/index.ts'
import { certify } from './authority.ts'

export const crypto: CredentialCrypto = { ...nodeCrypto, es256Verify }
export const { sha256 } = nodeCrypto
const seed = (n: number) => new Uint8Array(32).fill(n)
export const START = 1_790_000_000
export const NOW = START + 3600
const ISSUER = 'https://datadeed.example'

export const issuerKey = deterministicEs256Key(seed(21))
export const otherKey = deterministicEs256Key(seed(22))
export const holderKey = deterministicEs256Key(seed(23))
export const codeKey = ed25519Key(seed(24))
export const otherCodeKey = ed25519Key(seed(25))
export const kidOf = (key: Es256Key) => thumbprint(sha256, jwkOf(key.publicKey))

/** A root, an authority under it, and the issuer's certificate with the address that is its `iss`. */
export const root = certify(
  '示例根证书',
  31,
  { name: '示例根证书', key: seed(31) },
  { authority: true, keyUsage: 0x06 },
)
export const authority = certify('示例签发机构证书', 32, root, { authority: true, keyUsage: 0x06, path: 0 })
export const leafOf = (n: number, more: Parameters<typeof certify>[3] = {}, from = authority) =>
  certify('示例登记机构凭证', n, from, { names: [ISSUER], keyUsage: 0x80, ...more })
export const chainOf = (leaf = leafOf(21)) => [leaf.certificate, authority.certificate]
export const strangeRoot = certify('示例根证书', 33, { name: '示例根证书', key: seed(33) }, { authority: true })

const since = { from: formatTime(START - 86_400), until: null }
const listed = (key: Es256Key) => {
  const { x, y } = jwkOf(key.publicKey)
  return { kid: kidOf(key), x, y, ...since }
}
export const issuer: Issuer = {
  format: 'datadeed-issuer/1',
  issuer: ISSUER,
  name: '示例登记机构',
  credential: [listed(issuerKey)],
  code: [{ kid: codeKeyId(sha256, codeKey.publicKey), key: toHex(codeKey.publicKey), ...since }],
}
export const retired: Issuer = {
  ...issuer,
  credential: issuer.credential.map((key) => ({ ...key, until: formatTime(START - 60) })),
  code: issuer.code.map((key) => ({ ...key, until: formatTime(START - 86_400 + 60) })),
}

const uri = statusListUri(ISSUER, 1)
export function statusList(
  statuses: Readonly<Record<number, Status>> = {},
  more: Partial<Parameters<typeof makeStatusList>[2]> = {},
  key = issuerKey,
) {
  const states = Object.entries(statuses).map(([index, status]) => [Number(index), status] as const)
  return makeStatusList(sha256, key, {
    uri,
    issuer: ISSUER,
    issuedAt: START,
    expiresAt: START + 172_800,
    ttl: 43_200,
    compressed: deflateSync(packStatuses(1024, states), { level: 9 }),
    ...more,
  })
}

let salts = 0
export const salt = () => toBase64Url(sha256(Uint8Array.of(24, salts++)).subarray(0, 16))
export const claims = {
  certificate_number: '20260900100000017',
  registration_number: '520026E120000017',
  title: '贵州高速公路路段车速数据集',
  holder_name: '示例交通科技有限公司',
  holder_code: '91520000MA6DATA15R',
  issued_on: '2026-09-21',
  valid_until: '2029-09-20',
  log_index: 17,
}
export const content = {
  issuer: ISSUER,
  vct: certificateType(ISSUER),
  issuedAt: START,
  expiresAt: START + 3 * 365 * 86_400,
  status: { idx: 7, uri },
  claims,
  salt,
}
export const credential = issueCredential(sha256, issuerKey, content)
let more = 0
/** The same with the numbers that its data set has in other registers; its salts are its own, so that those of the others stay. */
export const numbered = issueCredential(sha256, issuerKey, {
  ...content,
  salt: () => toBase64Url(sha256(Uint8Array.of(26, more++)).subarray(0, 16)),
  claims: {
    ...claims,
    data_ip_number: '2026210000000017',
    data_property_number: 'SJCQ-5200-2026-000001',
    data_element_oid: '1.2.156.3088.1.4.2',
    public_data_number: '520000-GGSJ-2026-000001',
  },
})
export const chained = issueCredential(sha256, issuerKey, { ...content, chain: chainOf() })
export const bound = issueCredential(sha256, issuerKey, { ...content, holder: jwkOf(holderKey.publicKey) })
export const file = credentialFileText({ credential, statusList: statusList(), issuer })

/** A JWS of any header and payload, as a forger with a key could sign it. */
export function signed(header: object, payload: object | string, key = issuerKey): string {
  const body = typeof payload === 'string' ? utf8Encode(payload) : canonicalBytes(payload)
  const input = `${toBase64Url(canonicalBytes(header))}.${toBase64Url(body)}`
  return `${input}.${toBase64Url(key.sign(utf8Encode(input)))}`
}
export const header = { alg: 'ES256', kid: kidOf(issuerKey), typ: 'dc+sd-jwt' }
export const open = {
  iat: START,
  iss: ISSUER,
  vct: content.vct,
  status: { status_list: { idx: 7, uri } },
}

export const codeContent = {
  certificateNumber: claims.certificate_number,
  holder: claims.holder_name,
  title: claims.title,
  issuedOn: claims.issued_on,
  signedOn: '2026-09-21',
  validUntil: claims.valid_until,
  logIndex: 17,
  statusList: 1,
  statusIndex: 7,
}
export const code = makeCode(sha256, codeKey, codeContent)

/** What is signed in a code, after the words that tell what it is. */
export const codeBody = fromBase32(code.slice(3)).subarray(0, -64)

/** The body with other names, unchecked. */
export function bodyOf(holder: string, title = codeContent.title): Uint8Array {
  const names = [holder, title].map(utf8Encode).flatMap((name) => [Uint8Array.of(name.length), name])
  return concat(codeBody.subarray(0, 30), ...names)
}

/** A code of any body, signed as its issuer would. */
export function sealCode(body: Uint8Array): string {
  return `DD1${toBase32(concat(body, codeKey.sign(concat(utf8Encode('datadeed-code/1\n'), body))))}`
}
