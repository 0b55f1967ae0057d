import {
  type CredentialVerdict,
  credentialReasonText,
  credentialSeverity,
  credentialStepText,
  type Issuer,
  readCode,
  statusListUri,
  verifyCode,
  verifyCredential,
} from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { issuerFile } from './issuer-keys.ts'
import { statusOf } from './status.ts'
import { knownLists, newestToken } from './status-lists.ts'
import { findByNumber } from './store.ts'
import { inForce, type Language, notYetTrusted, outcomeOf, unchecked, type Verification } from './verification.ts'
import { verifyWords } from './verify-words.ts'

const crypto = { ...nodeCrypto, es256Verify }
const seconds = () => Math.floor(Date.now() / 1000)

/** Checks with this site's keys, its newest status list, and the register, which knows more than any list. */
async function verifyHere(
  p: Platform,
  language: Language,
  check: (issuer: Issuer) => Promise<CredentialVerdict>,
): Promise<Verification> {
  const words = verifyWords[language]
  const issuer = await issuerFile(p).catch(notYetTrusted)
  if (!issuer) return unchecked('credential', words.issuer, words.noIssuer)
  const verdict = await check(issuer)
  const steps: Verification['steps'] = verdict.steps.map(({ step, outcome, reason }) => ({
    step: credentialStepText(step, language),
    outcome,
    message: reason ? credentialReasonText(reason, language) : words.unexplained[outcome],
  }))
  const number = verdict.outcome === 'invalid' ? null : verdict.claims?.certificate_number
  const row = typeof number === 'string' ? await findByNumber(p.db, number) : undefined
  const certificate = row ? await statusOf(p, row) : null
  if (certificate) steps.push(inForce(certificate, words))
  const shown = new Set(steps.map((step) => step.message))
  const notChecked = verdict.reasons
    .filter(({ code }) => credentialSeverity(code) === 'notice')
    .map((reason) => credentialReasonText(reason, language))
    .filter((message) => !shown.has(message))
  return { outcome: outcomeOf(steps), kind: 'credential', steps, notChecked, certificate }
}

/** A credential's file or SD-JWT. */
export async function verifyCredentialFile(p: Platform, bytes: Uint8Array, language: Language): Promise<Verification> {
  return await verifyHere(p, language, async (issuer) => {
    const first = verifyCredential({ text: bytes, issuer, now: seconds() }, crypto)
    const statusList = first.claims && (await newestToken(p, first.claims))
    return statusList ? verifyCredential({ text: bytes, issuer, statusList, now: seconds() }, crypto) : first
  })
}

/** The text of an offline code, as it was scanned. */
export async function verifyOfflineCode(p: Platform, text: string, language: Language): Promise<Verification> {
  return await verifyHere(p, language, async (issuer) => {
    const check = (statusList: string | null) => verifyCode({ text, issuer, statusList, now: seconds() }, crypto)
    const first = check(null)
    if (!first.claims) return first
    const code = readCode(text)
    const uri = statusListUri(issuer.issuer, code.statusList)
    return check(await newestToken(p, { status: { status_list: { uri, idx: code.statusIndex } } }))
  })
}

/** What the page needs to check offline codes by itself: the keys, and which status lists there are. */
export async function offlineTrust(p: Platform): Promise<{ issuer: Issuer; lists: string[] } | null> {
  const issuer = await issuerFile(p).catch(notYetTrusted)
  return issuer && { issuer, lists: (await knownLists(p)).map((list) => `/api/v1/status-lists/${list}`) }
}
