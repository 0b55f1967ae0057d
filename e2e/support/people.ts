import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const base32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** One-time code of RFC 6238 for a step of 30 seconds, written here anew so that the server is not checked with itself. */
export const totpCode = (secret: string, step = Math.floor(Date.now() / 30_000)): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', base32(secret)).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

type Json = Record<string, unknown>

export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, body: string) {
    super(`${status} ${body}`)
    this.status = status
    this.code = (JSON.parse(body || '{}') as { code?: string }).code ?? ''
  }
}

/** A call of the public API; arrays of JSON and objects alike come back as they are. */
export const call = async <T = Json>(
  url: string,
  method: string,
  path: string,
  { body, token }: { body?: unknown; token?: string | undefined } = {},
): Promise<T> => {
  const form = body instanceof FormData
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && token && { 'idempotency-key': randomUUID() }),
      ...(body !== undefined && !form && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Refused(reply.status, text)
  return JSON.parse(text || '{}') as T
}

type Account = { readonly login: string; readonly password: string; readonly totp?: string }

/** The token of a new session, good as a bearer token and as the browser's cookie. Waits where a code was used already. */
export const signIn = async (url: string, { login, password, totp }: Account): Promise<string> => {
  for (let tries = 0; ; tries++) {
    const body = { login, password, client: 'cli', ...(totp && { totp: totpCode(totp) }) }
    try {
      return (await call<{ token: string }>(url, 'POST', '/api/v1/sessions', { body })).token
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'account.bad_totp' || tries >= 3) throw error
      await sleep(30_000 - (Date.now() % 30_000))
    }
  }
}
