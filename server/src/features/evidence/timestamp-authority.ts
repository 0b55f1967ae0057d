import { randomBytes } from 'node:crypto'
import {
  answersNonce,
  checkToken,
  commonNameOf,
  equalBytes,
  fromBase64,
  readCertificate,
  readTimestampResponse,
  readToken,
  reasonText,
  type TimestampToken,
  type TrustedAuthority,
  toBase64,
  toHex,
  utf8Encode,
  writeTimestampRequest,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { readAnswer } from '../../platform/http/read-answer.ts'
import { pinnedFrom } from './log-key.ts'
import { pinSetting, settingsBelow } from './log-store.ts'

const timeout = 10_000
const largest = 65_536
/** Seconds by which an authority's clock may differ from ours. */
const skew = 300
const settingPrefix = 'tsa:'

export type ImprintHash = 'sha256' | 'sm3'

/** What an authority said of a text. */
export interface Stamp {
  token: Uint8Array
  at: Date
}

/** All certificates of authorities ever met: tokens they signed must verify also when they are no longer asked. */
export async function pinnedAuthorities(db: Database): Promise<Map<string, TrustedAuthority>> {
  return await settingsBelow<TrustedAuthority>(db, settingPrefix)
}

/** Asks the authority at one address to stamp a text. Throws with a sentence for the operator. */
export async function askAuthority(db: Database, url: string, text: string, hash: ImprintHash): Promise<Stamp> {
  const known = await authoritiesAt(db, url)
  const first = await ask(url, text, hash, known.length === 0)
  let found = known.find((authority) => isBy(first, authority))
  let answer = first
  if (!found) {
    // Met for the first time, or with a new certificate: that must have the issuer the old ones had.
    if (known.length > 0) answer = await ask(url, text, hash, true)
    found = await meet(db, url, answer.token, known)
    answer = await ask(url, text, hash, false)
  }
  const { reasons, time } = checkToken(nodeCrypto, answer.token, [text], [found])
  const [fault] = reasons
  if (fault || time === null) throw new Error(fault ? reasonText(fault.code, 'zh', fault.params) : '时间戳无效')
  if (Math.abs(time - Date.now() / 1000) > skew)
    throw new Error(`时间戳机构的时间与本机相差 ${Math.round(time - Date.now() / 1000)} 秒，请校准时钟`)
  return { token: answer.bytes, at: new Date(time * 1000) }
}

async function authoritiesAt(db: Database, url: string): Promise<TrustedAuthority[]> {
  const all = [...(await pinnedAuthorities(db))]
  return all.flatMap(([name, authority]) => (name.startsWith(`${url} `) ? [authority] : []))
}

interface Answer {
  bytes: Uint8Array
  token: TimestampToken
}

async function ask(url: string, text: string, hash: ImprintHash, certificates: boolean): Promise<Answer> {
  const nonce = new Uint8Array(randomBytes(8))
  nonce[0] = (nonce[0] ?? 0) | 1
  const request = writeTimestampRequest(hash, nodeCrypto[hash](utf8Encode(text)), nonce, certificates)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: new Uint8Array(request),
    signal: AbortSignal.timeout(timeout),
  })
  const body = await readAnswer(answer, largest)
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const bytes = readTimestampResponse(body)
  if (bytes === null) throw new Error(`时间戳机构拒绝加盖（${hash}）`)
  const token = readToken(bytes)
  if (!answersNonce(token, nonce)) throw new Error('答复与请求的随机数不符')
  return { bytes, token }
}

function isBy({ token }: Answer, { certificates: [own = ''] }: TrustedAuthority): boolean {
  return token.signer.digest.length === 32 && equalBytes(nodeCrypto.sha256(fromBase64(own)), token.signer.digest)
}

/** Pins an authority by the certificates it sent along; after the first, only under the same last issuer. */
async function meet(
  db: Database,
  url: string,
  token: TimestampToken,
  known: readonly TrustedAuthority[],
): Promise<TrustedAuthority> {
  const chain = chainOf(token)
  const [own] = chain
  if (!own) throw new Error('时间戳机构没有随附自己的证书（需要 SHA-256 证书标识）')
  const certificates = chain.map(toBase64)
  if (known.length > 0 && !known.some((authority) => authority.certificates.at(-1) === certificates.at(-1)))
    throw new Error('时间戳机构换了上级证书，须由管理人员核实后重新登记')
  return await pinSetting<TrustedAuthority>(
    db,
    `${settingPrefix}${url} ${toHex(nodeCrypto.sha256(own)).slice(0, 16)}`,
    {
      name: commonNameOf(readCertificate(own)) || new URL(url).host,
      certificates,
      policies: [token.policy],
      from: pinnedFrom(),
      until: null,
    },
  )
}

/** The signer's certificate and its issuers, as far as they came along. */
function chainOf(token: TimestampToken): Uint8Array[] {
  const rest = token.certificates.map(readCertificate)
  const chain: Uint8Array[] = []
  let next = rest.find((c) => equalBytes(nodeCrypto.sha256(c.der), token.signer.digest))
  while (next && chain.length < 4) {
    const { der, issuer, subject } = next
    chain.push(der)
    if (equalBytes(issuer, subject)) break
    next = rest.find((c) => equalBytes(c.subject, issuer))
  }
  return chain
}
