import {
  CERTIFICATE_CLAIM_NAMES,
  CERTIFICATE_CLAIMS,
  type CredentialVerdict,
  credentialReasonText,
  credentialSeverity,
  credentialStepText,
  inBeijing,
} from '@datadeed/evidence'
import type { Finding } from './finding.ts'
import { language, other, text } from './text.ts'

/** A verdict on a credential or an offline code, in words. */
export function findingOf(verdict: CredentialVerdict): Finding {
  const { claims, statusAsOf } = verdict
  const number =
    verdict.outcome !== 'invalid' && typeof claims?.certificate_number === 'string' ? claims.certificate_number : null
  return {
    outcome: verdict.outcome,
    kind: 'credential',
    steps: verdict.steps.map(({ step, outcome, reason }) => ({
      step: credentialStepText(step, language),
      outcome,
      message:
        reason !== undefined
          ? credentialReasonText(reason, language)
          : outcome !== 'valid'
            ? text.notReached
            : step === 'status' && statusAsOf
              ? text.statusAsOf(inBeijing(statusAsOf))
              : text.passed,
      ...(reason && outcome !== 'valid' ? { also: credentialReasonText(reason, other), code: reason.code } : {}),
    })),
    notes: verdict.reasons
      .filter(({ code }) => credentialSeverity(code) === 'notice')
      .map((reason) => credentialReasonText(reason, language)),
    facts: claims
      ? CERTIFICATE_CLAIM_NAMES.flatMap((name): [string, string][] => {
          const value = claims[name]
          return value === undefined ? [] : [[CERTIFICATE_CLAIMS[name][language], String(value)]]
        })
      : [],
    certificate: number,
  }
}
