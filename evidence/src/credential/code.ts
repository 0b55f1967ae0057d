import { concat, fromHex, toHex, utf8Decode, utf8Encode, utf8Length } from '../bytes.ts'
import type { Ed25519Key, Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { hasControl } from '../shape.ts'
import { formatTime, parseDate, startOfDateInChina } from '../time.ts'
import { fromBase32, toBase32 } from './base32.ts'
import type { CredentialCrypto } from './crypto.ts'
import { CredentialFault, reasonOf } from './fault.ts'
import { type CodeKey, codeKeyId, countsAt, type Issuer } from './issuer.ts'
import { checkStatus } from './status.ts'
import { type CredentialVerdict, Findings } from './verdict.ts'

/** Bytes of UTF-8 that a name may take in a code; a longer one is cut and ends with `…`. */
export const MAX_CODE_NAME = 180
const PREFIX = 'DD1'
/** Characters of the longest code: one of version 20 at level M holds it together with an address. */
const MAX_CODE = 800
const SHORTENED = '…'
const CONTEXT = utf8Encode('datadeed-code/1\n')
const FIXED = 30
const SIGNATURE = 64
const DAY = 86_400_000
// Marks that turn the direction of writing, or are not seen at all: a name must read as what it is.
const TREACHEROUS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

/** What an offline code says. */
export interface CodeContent {
  /** 17 digits. */
  readonly certificateNumber: string
  readonly holder: string
  readonly title: string
  /** Calendar dates in China, 1970 to 2149. */
  readonly issuedOn: string
  readonly validUntil: string | null
  /** When the code was signed, which may be long after. */
  readonly signedOn: string
  /** Index of the certificate's entry in the log. */
  readonly logIndex: number
  /** Number of the status list and the place in it. */
  readonly statusList: number
  readonly statusIndex: number
}

/** The signed text of an offline code, `DD1…`. Throws FormatError for what would not be read back. */
export function makeCode(sha256: Hash, key: Ed25519Key, content: CodeContent): string {
  const body = concat(fromHex(codeKeyId(sha256, key.publicKey)), contentBytes(content))
  const text = PREFIX + toBase32(concat(body, key.sign(concat(CONTEXT, body))))
  readCode(text)
  return text
}

/** A name as it fits into a code, without what is not seen. */
export function shortenName(name: string): string {
  const seen = [...name.toWellFormed()].filter((character) => !TREACHEROUS.test(character) && !hasControl(character))
  const clean = seen.join('').normalize('NFC') || SHORTENED
  if (utf8Length(clean) <= MAX_CODE_NAME) return clean
  let kept = ''
  for (const character of clean) {
    if (utf8Length(kept + character + SHORTENED) > MAX_CODE_NAME) break
    kept += character
  }
  return kept + SHORTENED
}

function contentBytes(content: CodeContent): Uint8Array {
  if (!/^[0-9]{17}$/.test(content.certificateNumber)) throw new FormatError('wrong_value', 'certificateNumber')
  return concat(
    uint(BigInt(content.certificateNumber), 8),
    uint(BigInt(dayNumber(content.issuedOn)), 2),
    uint(BigInt(content.validUntil === null ? 0 : dayNumber(content.validUntil)), 2),
    uint(BigInt(dayNumber(content.signedOn)), 2),
    uint(BigInt(content.logIndex), 6),
    uint(BigInt(content.statusList), 2),
    uint(BigInt(content.statusIndex), 4),
    nameBytes(content.holder),
    nameBytes(content.title),
  )
}

function nameBytes(name: string): Uint8Array {
  const bytes = utf8Encode(name)
  return concat(uint(BigInt(bytes.length), 1), bytes)
}

/** Big-endian. Throws `too_large` for what does not fit. */
function uint(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >= 1n << BigInt(8 * length)) throw new FormatError('too_large', 'number')
  return fromHex(value.toString(16).padStart(2 * length, '0'))
}

function dayNumber(date: string): number {
  return Date.parse(`${parseDate(date, 'date')}T00:00:00Z`) / DAY
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** A code, read but not yet believed. */
export interface ReadCode extends CodeContent {
  readonly kid: string
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Reads the text of a code, alone or after the `#` of an address. Throws FormatError or CredentialFault. */
export function readCode(text: string): ReadCode {
  const code = text.trim().replace(/^[^#]{0,300}#/, '')
  const version = /^DD(\d{1,4})/.exec(code)?.[1]
  if (version !== undefined && version !== '1' && !code.startsWith(PREFIX)) {
    throw new CredentialFault('code_version_unknown', { version })
  }
  if (!code.startsWith(PREFIX)) throw new FormatError('wrong_value', PREFIX)
  if (code.length > MAX_CODE) throw new FormatError('too_large', 'code')
  const bytes = fromBase32(code.slice(PREFIX.length))
  if (bytes.length < FIXED + 2 + SIGNATURE) throw new FormatError('missing', 'code')
  const body = bytes.subarray(0, bytes.length - SIGNATURE)
  const number = (at: number, length: number) => BigInt(`0x${toHex(body.subarray(at, at + length))}`)
  const certificate = number(4, 8).toString().padStart(17, '0')
  if (certificate.length !== 17) throw new FormatError('wrong_value', 'certificateNumber')
  const until = Number(number(14, 2))
  const [holder, afterHolder] = readName(body, FIXED, 'holder')
  const [title, end] = readName(body, afterHolder, 'title')
  if (end !== body.length) throw new FormatError('wrong_value', 'end')
  return {
    kid: toHex(body.subarray(0, 4)),
    certificateNumber: certificate,
    issuedOn: dateOf(Number(number(12, 2))),
    validUntil: until === 0 ? null : dateOf(until),
    signedOn: dateOf(Number(number(16, 2))),
    logIndex: Number(number(18, 6)),
    statusList: Number(number(24, 2)),
    statusIndex: Number(number(26, 4)),
    holder,
    title,
    signed: concat(CONTEXT, body),
    signature: bytes.subarray(bytes.length - SIGNATURE),
  }
}

function readName(body: Uint8Array, at: number, field: string): [name: string, end: number] {
  const length = body[at] ?? 0
  const end = at + 1 + length
  if (length === 0 || length > MAX_CODE_NAME || end > body.length) throw new FormatError('wrong_value', field)
  const name = utf8Decode(body.subarray(at + 1, end))
  if (name !== name.normalize('NFC')) throw new FormatError('not_nfc', field)
  if (hasControl(name) || TREACHEROUS.test(name)) throw new FormatError('wrong_value', field)
  return [name, end]
}

/** Address of a status list of an issuer. */
export function statusListUri(issuer: string, list: number): string {
  return `${issuer}/api/v1/status-lists/${list}`
}

export interface VerifyCodeInput {
  readonly text: string
  readonly issuer: Issuer
  readonly statusList: string | null
  /** Unix seconds. */
  readonly now: number
}

/** Checks an offline code with nothing but an issuer file. Never throws for what the text holds. */
export function verifyCode(
  { text, issuer, statusList, now }: VerifyCodeInput,
  crypto: CredentialCrypto,
): CredentialVerdict {
  const findings = new Findings()
  let code: ReadCode
  try {
    code = readCode(text)
  } catch (error) {
    findings.reach('form', reasonOf(error, 'malformed'))
    return findings.verdict(null, null)
  }
  const cut = [code.holder, code.title].some((name) => name.endsWith(SHORTENED))
  findings.reach('form', ...(cut ? [{ code: 'code_shortened', params: {} } as const] : []))
  const signed = startOfDateInChina(code.signedOn)
  try {
    findings.reach('issuer')
    checkKey(crypto, code, issuer.code, signed)
  } catch (error) {
    findings.reach('issuer', reasonOf(error, 'malformed'))
    return findings.verdict(null, null)
  }
  findings.reach('validity')
  if (signed > now + 300) findings.reach('validity', { code: 'issued_in_future', params: { time: formatTime(signed) } })
  const over = code.validUntil === null ? null : startOfDateInChina(code.validUntil) + 86_400
  if (over !== null && now >= over) findings.reach('validity', { code: 'expired', params: { time: formatTime(over) } })
  const { reasons, asOf } = checkStatus(crypto, {
    reference: { uri: statusListUri(issuer.issuer, code.statusList), idx: code.statusIndex },
    token: statusList,
    iss: issuer.issuer,
    believed: { issuer, roots: null },
    now,
    required: false,
  })
  findings.reach('status', ...reasons)
  const claims = {
    certificate_number: code.certificateNumber,
    holder_name: code.holder,
    title: code.title,
    issued_on: code.issuedOn,
    ...(code.validUntil === null ? {} : { valid_until: code.validUntil }),
    log_index: code.logIndex,
  }
  return findings.verdict(claims, asOf === null ? null : formatTime(asOf))
}

function checkKey(crypto: CredentialCrypto, code: ReadCode, keys: readonly CodeKey[], signed: number): void {
  const key = keys.find(({ kid }) => kid === code.kid)
  if (!key) throw new CredentialFault('key_unknown', { kid: code.kid })
  if (!crypto.ed25519Verify(fromHex(key.key), code.signed, code.signature)) throw new CredentialFault('signature_bad')
  // A code bears a date only: the day counts as soon as any second of it does.
  const counts = countsAt(key, signed) || countsAt(key, signed + 86_399)
  if (!counts) throw new CredentialFault('key_not_valid_then', { time: formatTime(signed) })
}
