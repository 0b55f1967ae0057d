import { plainCrypto } from '@datadeed/dataset/plain-crypto'
import {
  type CredentialCrypto,
  type Issuer,
  parseIssuer,
  readCode,
  readIssuer,
  readStatusReference,
  statusListUri,
  verifyCode,
  verifyCredential,
} from '@datadeed/evidence'
import { es256Verify } from '@datadeed/evidence/p256'
import { findingOf } from './credential-finding.ts'
import type { Finding } from './finding.ts'

const crypto: CredentialCrypto = { ...plainCrypto, es256Verify }
const now = () => Math.floor(Date.now() / 1000)

/** Text of an address of this site; null when it cannot be had now. */
async function fetched(path: string): Promise<string | null> {
  try {
    const response = await fetch(path)
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}

/** The issuer's keys and status lists that came with the page, so that a code needs no network. */
export class CodeChecker {
  readonly #issuer: Issuer
  readonly #lists = new Map<string, string>()

  /** `issuer` is the text of an issuer file. Throws FormatError. */
  constructor(issuer: string) {
    this.#issuer = readIssuer(crypto.sha256, JSON.parse(issuer), '')
  }

  /** Fetches the newest status lists while there is a network; what was fetched before is kept. */
  async refresh(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const token = await fetched(path)
      if (token) this.#lists.set(`${this.#issuer.issuer}${path}`, token)
    }
  }

  /** Checks a code with nothing but what is here. */
  check(code: string): Finding {
    const issuer = this.#issuer
    const ask = (statusList: string | null) => verifyCode({ text: code, issuer, statusList, now: now() }, crypto)
    const first = ask(null)
    if (!first.claims) return findingOf(first)
    const list = this.#lists.get(statusListUri(issuer.issuer, readCode(code).statusList))
    return findingOf(list ? ask(list) : first)
  }
}

/** Checks a credential's file or SD-JWT with this site's keys, or without a network with those of the file. */
export async function checkCredential(content: Uint8Array): Promise<Finding> {
  const trusted = await fetched('/api/v1/trust/issuer')
  const issuer = trusted ? parseIssuer(crypto.sha256, trusted) : null
  const ask = (statusList: string | null) => verifyCredential({ text: content, issuer, statusList, now: now() }, crypto)
  const first = ask(null)
  const uri = first.claims && readStatusReference(first.claims)?.uri
  // Only a list of this site's own is asked for: the file names the address, and it may be a forger's.
  const path = issuer && uri?.startsWith(`${issuer.issuer}/`) ? uri.slice(issuer.issuer.length) : null
  const newest = path && (await fetched(path))
  return findingOf(newest ? ask(newest) : first)
}
