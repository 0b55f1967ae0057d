import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'

const period = 30

function totpOf(secret: string, login: string): TOTP {
  return new TOTP({ issuer: '数契 Datadeed', label: login, secret: Secret.fromBase32(secret), period })
}

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

export async function totpEnrolmentOf(secret: string, login: string) {
  const uri = totpOf(secret, login).toString()
  return { secret, uri, qrSvg: await QRCode.toString(uri, { type: 'svg', margin: 1 }) }
}

/**
 * The time step a code belongs to (one step of clock difference allowed), or null. The caller keeps the last step used,
 * so that a code works once. Time is the machine's: an authenticator knows nothing of a demonstration clock.
 */
export function totpStep(secret: string, login: string, code: string, nowMs: number): bigint | null {
  const delta = totpOf(secret, login).validate({ token: code, timestamp: nowMs, window: 1 })
  return delta === null ? null : BigInt(Math.floor(nowMs / 1000 / period) + delta)
}
