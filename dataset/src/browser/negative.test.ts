import { readFileSync } from 'node:fs'
import { readTrust, verifyPackage } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { browserCrypto } from './crypto.ts'
import { browserX509 } from './x509.ts'

const crypto = { ...browserCrypto(), x509: browserX509 }
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../evidence/vectors/${name}.json`, import.meta.url), 'utf8'))

test.each([
  ['negative', 'verdicts'],
  ['package', 'cases'],
  ['sm3', 'cases'],
  ['timestamp', 'cases'],
])('packages of %s.json are judged in a browser as they are in Node', (name, list) => {
  const vectors = read(name)
  for (const one of vectors[list]) {
    const trust = one.trust === null ? null : readTrust(crypto, vectors.trusts[one.trust], '')
    const documents = new Map(Object.entries<string>(one.documents).map(([key, text]) => [key, Buffer.from(text)]))
    const { outcome, reasons } = verifyPackage({ packageText: one.package, trust, now: one.now, documents }, crypto)
    expect([one.name, outcome, reasons.map(({ code }) => code)]).toEqual([one.name, one.outcome, one.reasons])
  }
})
