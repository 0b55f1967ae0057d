import {
  type BindingDemand,
  CERTIFICATE_CLAIM_NAMES,
  CERTIFICATE_CLAIMS,
  type CredentialVerdict,
  certificatesOfPem,
  credentialReasonText,
  credentialSeverity,
  credentialStepText,
  type Issuer,
  inBeijing,
  parseIssuer,
  readCertificate,
  trustRoots,
  verifyCode,
  verifyCredential,
} from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import { CliError, type Context, exit } from './context.ts'
import { readBytes } from './files.ts'

/** Options of `datadeed verify` that belong to credentials and offline codes. */
export interface CredentialOptions {
  issuer?: string | undefined
  ca?: string[] | undefined
  root?: string[] | undefined
  'status-list'?: string | undefined
  nonce?: string | undefined
  audience?: string | undefined
}

const crypto = { ...nodeCrypto, es256Verify }
const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 512)).toString('latin1').trimStart()
const isCode = (bytes: Uint8Array) => /^(DD\d|https?:\/\/\S{1,300}#DD\d)/.test(head(bytes))

/** True for an SD-JWT, a credential's file, and the text of an offline code. */
export const isCredential = (bytes: Uint8Array): boolean =>
  isCode(bytes) || /^eyJ[\w-]+/.test(head(bytes)) || /^\{"credential":/.test(head(bytes))

const readText = async (path: string, context: Context): Promise<string> =>
  Buffer.from(await readBytes(path, context))
    .toString('utf8')
    .trim()

/** Keys of the registrar. Throws CliError with what is wrong. */
export const readIssuer = async (path: string, context: Context): Promise<Issuer> => {
  const text = await readText(path, context)
  try {
    return parseIssuer(nodeCrypto.sha256, text)
  } catch {
    throw new CliError(context.text.badIssuer(path))
  }
}

/** Certificates (DER) of a file, PEM or DER. Throws CliError for anything else. */
const readRoots = async (path: string, context: Context): Promise<Uint8Array[]> => {
  const bytes = await readBytes(path, context)
  try {
    if (bytes[0] !== 0x30) return certificatesOfPem(Buffer.from(bytes).toString('latin1'))
    readCertificate(bytes)
    return [bytes]
  } catch {
    throw new CliError(context.text.badAuthority(path))
  }
}

/** Whom else to believe, and what a presenter must answer: of one credential or of many. Throws CliError. */
export const readDemands = async (
  { ca = [], root = [], nonce, audience }: Omit<CredentialOptions, 'issuer' | 'status-list'>,
  context: Context,
): Promise<{ roots: Uint8Array[]; expected: BindingDemand | null }> => {
  if ((nonce === undefined) !== (audience === undefined)) throw new CliError(context.text.nonceAndAudience)
  const roots = (await Promise.all([...ca, ...root].map((path) => readRoots(path, context)))).flat()
  return { roots, expected: nonce !== undefined && audience !== undefined ? { nonce, audience } : null }
}

/** Checks a credential or an offline code without a network; the exit code. */
export const verifyCredentialFile = async (
  file: Uint8Array,
  { issuer: issuerPath, 'status-list': listPath, ...more }: CredentialOptions,
  context: Context,
): Promise<number> => {
  const { roots: given, expected } = await readDemands(more, context)
  const issuer = issuerPath === undefined ? null : await readIssuer(issuerPath, context)
  const statusList = listPath === undefined ? null : await readText(listPath, context)
  const roots = given.length === 0 ? null : trustRoots(given)
  const now = Math.floor(Date.now() / 1000)
  if (isCode(file) && !issuer) throw new CliError(context.text.codeNeedsIssuer)
  const verdict =
    isCode(file) && issuer
      ? verifyCode({ text: Buffer.from(file).toString('utf8'), issuer, statusList, now }, crypto)
      : verifyCredential({ text: file, issuer, roots, statusList, now, ...(expected ? { expected } : {}) }, crypto)
  if (context.json) context.print(JSON.stringify(verdict))
  else print(verdict, context)
  return { valid: exit.ok, invalid: exit.no, cannot_check: exit.cannot }[verdict.outcome]
}

const mark = { valid: '✓', invalid: '✗', cannot_check: '?' } as const

const print = (verdict: CredentialVerdict, { text, lang, print }: Context) => {
  for (const name of CERTIFICATE_CLAIM_NAMES) {
    const value = verdict.claims?.[name]
    if (value !== undefined) print(`${CERTIFICATE_CLAIMS[name][lang]}  ${String(value)}`)
  }
  for (const { step, outcome, reason } of verdict.steps) {
    const why = reason ? `：${credentialReasonText(reason, lang)}` : ''
    // Without a list nothing is known of what came later, whatever the verdict on the credential itself.
    const sign = step === 'status' && verdict.statusAsOf === null && outcome === 'valid' ? '?' : mark[outcome]
    print(`${sign} ${credentialStepText(step, lang)}${why}`)
  }
  const notices = verdict.reasons.filter(({ code }) => credentialSeverity(code) === 'notice')
  if (notices.length > 0) print(text.notChecked)
  for (const notice of notices) print(`  · ${credentialReasonText(notice, lang)}`)
  if (verdict.statusAsOf) print(text.statusAsOf(inBeijing(verdict.statusAsOf)))
  print(`${text.verdict}：${text.outcomes[verdict.outcome]}`)
}
