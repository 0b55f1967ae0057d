import { createHmac, randomBytes } from 'node:crypto'

/** A new secret as receivers keep it: `whsec_` and 24 random bytes in base64 (Standard Webhooks). */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/**
 * The `webhook-signature` header of the Standard Webhooks scheme: `v1,` and HMAC-SHA256 over id, timestamp (seconds since
 * 1970) and body, once for each secret that is good now.
 */
export function signatureOf(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
    })
    .join(' ')
}
