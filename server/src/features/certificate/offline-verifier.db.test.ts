import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseIssuer, parseTrust, toHex } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld } from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { until, withWitnesses } from '../evidence/testing/fixture.ts'
import { issuerKeys } from './issuer-keys.ts'

const webDir = mkdtempSync(join(tmpdir(), 'datadeed-web-'))
const source = readFileSync(join(import.meta.dirname, '../../../../web/src/verifier/verifier.html'), 'utf8')
const policy = "default-src 'none'; connect-src 'none'"
let call: ReturnType<typeof requester>
beforeAll(async () => {
  const { p } = await openWorld(await withWitnesses(2))
  call = requester(await openApp({ ...p, config: { ...p.config, webDir } }))
  // The issuer's keys are the first entries; their checkpoint meets the witnesses.
  await issuerKeys(p)
  await until(async () => (await call('GET', '/api/v1/trust/issuer')).status === 200)
})
afterAll(() => rmSync(webDir, { recursive: true, force: true }))

test('before it is built there is no page, and none is offered', async () => {
  expect((await call('GET', '/verify/offline.html')).status).toBe(404)
  expect((await call('GET', '/verify')).text).not.toContain('/verify/offline.html')
})

test('the page carries the keys of this site, allows itself no connection, and its digests are told', async () => {
  mkdirSync(join(webDir, 'verifier'))
  // As the build leaves it, but for the program.
  writeFileSync(join(webDir, 'verifier/offline.html'), source.replace('/*POLICY*/', policy))
  const page = await call('GET', '/verify/offline.html')
  expect([page.status, page.headers['content-security-policy']]).toEqual([200, policy])
  const data = (id: string) =>
    page.text.match(new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`))?.[1]
  const site = await call('GET', '/api/v1/trust')
  expect(parseTrust(nodeCrypto, data('trust') ?? '')).toEqual(parseTrust(nodeCrypto, site.text))
  expect(parseIssuer(nodeCrypto.sha256, data('issuer') ?? '').issuer).toMatch(/^https?:/)
  const digests = [createHash('sha256').update(page.text).digest('hex'), toHex(nodeCrypto.sm3(Buffer.from(page.text)))]
  const form = await call('GET', '/verify')
  for (const digest of digests) expect(form.text).toContain(digest)
  expect(form.text).toContain('href="/verify/offline.html" download')
  expect((await call('GET', '/verify/offline.html')).text).toBe(page.text)
})
