import { FormatError } from '../error.ts'
import type { CredentialReason, CredentialReasonCode } from './reasons.ts'

/** Thrown inside this folder only; the verifiers turn it into a reason. */
export class CredentialFault extends Error {
  override readonly name = 'CredentialFault'
  readonly reason: CredentialReason
  constructor(code: CredentialReasonCode, params: CredentialReason['params'] = {}) {
    super(code)
    this.reason = { code, params }
  }
}

/** The reason for which a check threw; anything that is no fault of the input goes on up. */
export function reasonOf(error: unknown, otherwise: CredentialReasonCode): CredentialReason {
  if (error instanceof CredentialFault) return error.reason
  if (error instanceof FormatError) return { code: otherwise, params: { place: error.message } }
  throw error
}
