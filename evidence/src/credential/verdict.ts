import type { Json } from '../canonical.ts'
import type { Outcome } from '../verdict.ts'
import { type CredentialReason, credentialSeverity } from './reasons.ts'

/** The questions asked of a credential, in this order. */
export const CREDENTIAL_STEPS = ['form', 'issuer', 'validity', 'binding', 'status'] as const
export type CredentialStep = (typeof CREDENTIAL_STEPS)[number]

export interface CredentialStepResult {
  readonly step: CredentialStep
  readonly outcome: Outcome
  readonly reason?: CredentialReason
}

/** The answer. `valid` means as of `statusAsOf`; where that is null, later changes were not looked at. */
export interface CredentialVerdict {
  readonly outcome: Outcome
  /** RFC 3339 time of the status list that was believed. */
  readonly statusAsOf: string | null
  readonly reasons: readonly CredentialReason[]
  readonly steps: readonly CredentialStepResult[]
  /** What it says, by name; null unless the issuer's signature holds. */
  readonly claims: Readonly<Record<string, Json>> | null
}

const STEP_TEXT: Readonly<Record<CredentialStep, { readonly zh: string; readonly en: string }>> = {
  form: { zh: '格式完整，披露的内容未被改动', en: 'Well formed, what is disclosed is unaltered' },
  issuer: { zh: '由登记机构签发', en: 'Signed by the registrar' },
  validity: { zh: '在有效期内', en: 'Within its validity' },
  binding: { zh: '出示人持有凭证的密钥', en: "The presenter holds the credential's key" },
  status: { zh: '没有变更、中止、注销或撤销', en: 'Not changed, suspended, cancelled or revoked' },
}

/** The name of a step for a person. */
export function credentialStepText(step: CredentialStep, language: 'zh' | 'en'): string {
  return STEP_TEXT[step][language]
}

function weigh(reasons: readonly CredentialReason[]): Outcome {
  const has = (severity: string) => reasons.some(({ code }) => credentialSeverity(code) === severity)
  return has('invalid') ? 'invalid' : has('cannot_check') ? 'cannot_check' : 'valid'
}

/** Collects the reasons of each step; a step that was never reached cannot be checked. */
export class Findings {
  private readonly found = new Map<CredentialStep, CredentialReason[]>()

  reach(step: CredentialStep, ...reasons: readonly CredentialReason[]): void {
    this.found.set(step, [...(this.found.get(step) ?? []), ...reasons])
  }

  holds(step: CredentialStep): boolean {
    return weigh(this.found.get(step) ?? []) === 'valid'
  }

  verdict(claims: CredentialVerdict['claims'], statusAsOf: string | null): CredentialVerdict {
    const reasons = [...this.found.values()].flat()
    const steps = CREDENTIAL_STEPS.flatMap((step): CredentialStepResult[] => {
      const of = this.found.get(step)
      // Nobody is asked for a key that the credential does not have.
      if (!of) return step === 'binding' ? [] : [{ step, outcome: 'cannot_check' }]
      // Nor is a key held that nobody was asked to show.
      if (of.some(({ code }) => code === 'binding_not_shown')) return []
      const outcome = weigh(of)
      const reason = of.find(({ code }) => credentialSeverity(code) === outcome) ?? of[0]
      return [reason ? { step, outcome, reason } : { step, outcome }]
    })
    return { outcome: weigh(reasons), statusAsOf, reasons, steps, claims }
  }
}
