import { browserCrypto } from '@datadeed/dataset/browser-crypto'
import { type Outcome, parseTrust, stepText, type Trust, toHex, verifyPackage } from '@datadeed/evidence'
import { checkCredential } from './credential.ts'
import type { CheckStep, Finding } from './finding.ts'
import { packageFacts, packageNotes, packageSteps, weightiest } from './package-finding.ts'
import { language, text } from './text.ts'

interface CertificateState {
  certificateNumber: string
  name: string
  holder: string
  validUntil: string
  status: 'active' | 'suspended' | 'expired' | 'cancelled' | 'revoked'
}

const crypto = browserCrypto()

/** JSON of an address of this site; `missing` for 404, null when it cannot be had now. */
async function ask(path: string): Promise<CertificateState | 'missing' | null> {
  try {
    const response = await fetch(path)
    if (response.status === 404) return 'missing'
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

async function siteTrust(): Promise<Trust | null> {
  try {
    const response = await fetch('/api/v1/trust')
    return response.ok ? parseTrust(crypto, await response.text()) : null
  } catch {
    return null
  }
}

function stateStep(state: CertificateState): CheckStep {
  return {
    step: text.current,
    outcome: state.status === 'active' ? 'valid' : 'invalid',
    message: text.statuses[state.status](state.validUntil),
  }
}

async function checkPdf(bytes: Uint8Array): Promise<Finding> {
  const found = await ask(`/api/v1/certificate-digests/${toHex(crypto.sha256(bytes))}`)
  const step = (outcome: Outcome, message: string): CheckStep => ({ step: text.digestStep, outcome, message })
  const notes = [text.signatureNotChecked]
  if (found === null || found === 'missing') {
    const steps = [found ? step('invalid', text.digestMissing) : step('cannot_check', text.digestOffline)]
    return { outcome: weightiest(steps), kind: 'pdf', steps, notes, facts: [], certificate: null }
  }
  const steps = [step('valid', text.digestFound(found.certificateNumber)), stateStep(found)]
  const facts: [string, string][] = [
    [text.subject, found.certificateNumber],
    [text.name, found.name],
    [text.holder, found.holder],
  ]
  return { outcome: weightiest(steps), kind: 'pdf', steps, notes, facts, certificate: found.certificateNumber }
}

async function checkPackage(bytes: Uint8Array): Promise<Finding> {
  const trust = await siteTrust()
  const verdict = verifyPackage({ packageText: bytes, trust, now: Math.floor(Date.now() / 1000) }, crypto)
  const steps = packageSteps(verdict)
  const number = verdict.facts?.kind === 'certificate' && verdict.outcome !== 'invalid' ? verdict.facts.subject : null
  const state = number ? await ask(`/api/v1/certificates/${encodeURIComponent(number)}`) : null
  const known = state !== null && state !== 'missing'
  if (known) {
    const last = steps.findIndex(({ step }) => step === stepText('current', language))
    steps.splice(last < 0 ? steps.length : last, 1, stateStep(state))
  }
  const notes = [
    ...packageNotes(verdict, known ? 'revocation_not_checked' : null),
    ...(trust ? [text.trustFromSite] : [text.trustOffline]),
    ...(number && state === null ? [text.statusOffline] : []),
  ]
  const facts = packageFacts(crypto, verdict, bytes)
  return { outcome: weightiest(steps), kind: 'package', steps, notes, facts, certificate: known ? number : null }
}

/** Checks a file where it is; what is asked of this site is a digest, a number and the public keys. */
export async function check(bytes: Uint8Array): Promise<Finding> {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return await checkPdf(bytes)
  if (/^eyJ[\w-]+/.test(head) || head.startsWith('{"credential":')) return await checkCredential(bytes)
  if (head.trimStart().startsWith('{')) return await checkPackage(bytes)
  const steps: CheckStep[] = [{ step: text.result, outcome: 'cannot_check', message: text.unknownType }]
  return { outcome: 'cannot_check', kind: 'unknown', steps, notes: [], facts: [], certificate: null }
}
