import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { fromHex, readSm2Der, readSm2Spki, sm2Der, sm2Digest, sm2Spki, toHex, utf8Encode } from '../src/index.ts'
import { sm2PublicKey, sm2SoftwareKey, verifySm2Digest } from './curves.ts'
import { generateSm2PrivateKey, nodeCrypto, sm2Key } from './node.ts'

const { sm3 } = nodeCrypto
const verify = nodeCrypto.sm2Verify ?? (() => false)
const message = utf8Encode('message digest')

describe('the example of GB/T 32918.5, annex A.2', () => {
  const d = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')
  const k = fromHex('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21')
  const point =
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
  const signature =
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'

  it('is what we compute, step by step', async () => {
    const publicKey = sm2PublicKey(d)
    expect(toHex(publicKey)).toBe(point)
    expect(toHex(sm2Digest(sm3, publicKey, message))).toBe(
      'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
    )
    const key = sm2SoftwareKey(d, { sm3, random: () => k })
    expect(toHex(await key.sign(message))).toBe(signature)
    expect(verify(publicKey, message, fromHex(signature))).toBe(true)
  })
})

// Of OpenSSL's own tests (Apache-2.0).
const published = new URL('../../../shared/vectors/sm/sm3_sm2.json', import.meta.url)
it.skipIf(!existsSync(published))(
  'verifies the published vectors of ../shared/vectors/sm, left out where they are not',
  () => {
    const { sm2 } = JSON.parse(readFileSync(published, 'utf8'))
    const spki = createPublicKey(sm2.public_key_pem).export({ format: 'der', type: 'spki' })
    const point = readSm2Spki(spki)
    if (point === null) throw new Error('not an SM2 key')
    expect(sm2.verify.length).toBeGreaterThan(1)
    for (const { digest, sig } of sm2.verify) {
      const raw = readSm2Der(fromHex(sig.toLowerCase()))
      const e = fromHex(digest.toLowerCase())
      expect(raw !== null && verifySm2Digest(point, e, raw)).toBe(true)
      e[31] = (e[31] ?? 0) ^ 1
      expect(raw !== null && verifySm2Digest(point, e, raw)).toBe(false)
    }
  },
)

describe('openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-sm2-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, content?: Uint8Array): string => {
    if (content) writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const id = ['-sigopt', 'distid:1234567812345678']
  const key = sm2Key(generateSm2PrivateKey())
  const data = file('data', message)

  it('accepts our signatures, by dgst and by pkeyutl, and no changed ones', async () => {
    const spki = file('public.der', sm2Spki(key.publicKey))
    const dgst = (signature: string, of = data) =>
      spawnSync('openssl', ['dgst', '-sm3', '-verify', spki, '-keyform', 'DER', ...id, '-signature', signature, of])
    const pkeyutl = (signature: string) =>
      spawnSync('openssl', [
        ...['pkeyutl', '-verify', '-pubin', '-inkey', spki, '-keyform', 'DER', '-rawin', '-digest', 'sm3'],
        ...['-pkeyopt', 'distid:1234567812345678', '-sigfile', signature, '-in', data],
      ])
    for (let n = 0; n < 5; n++) {
      const signature = file('signature', sm2Der(await key.sign(message)))
      expect(dgst(signature).stdout.toString()).toContain('Verified OK')
      expect(pkeyutl(signature).status).toBe(0)
      expect(dgst(signature, file('other', utf8Encode('x'))).status).not.toBe(0)
    }
  })

  it('signs what we accept, and not under an empty identity', () => {
    const secret = file('key.pem')
    execFileSync('openssl', ['genpkey', '-algorithm', 'SM2', '-out', secret])
    const point = readSm2Spki(execFileSync('openssl', ['pkey', '-in', secret, '-pubout', '-outform', 'DER']))
    const sign = (...options: string[]) =>
      readSm2Der(execFileSync('openssl', ['dgst', '-sm3', '-sign', secret, ...options, data]))
    if (point === null) throw new Error('not an SM2 key')
    for (let n = 0; n < 5; n++) {
      const signature = sign(...id)
      expect(signature !== null && verify(point, message, signature)).toBe(true)
      expect(signature !== null && verify(point, utf8Encode('x'), signature)).toBe(false)
    }
    const anonymous = sign()
    expect(anonymous !== null && verify(point, message, anonymous)).toBe(false)
  })
})

it('signs differently each time, and every changed bit is refused', async () => {
  const key = sm2Key(generateSm2PrivateKey())
  const signature = await key.sign(message)
  expect(await key.sign(message)).not.toEqual(signature)
  fc.assert(
    fc.property(fc.nat(511), (bit) => {
      const changed = signature.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return !verify(key.publicKey, message, changed)
    }),
    { numRuns: 60 },
  )
})

it('refuses keys, numbers and lengths that SM2 does not allow', () => {
  const n = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
  for (const bad of ['00'.repeat(32), n, n.replace(/23$/, '22'), 'ff'.repeat(32), '01'])
    expect(() => sm2Key(fromHex(bad))).toThrow(RangeError)
  const { publicKey } = sm2Key(fromHex('01'.repeat(32)))
  const one = `${'00'.repeat(31)}01`
  const zero = '00'.repeat(32)
  for (const bad of [zero + one, one + zero, n + one, one + n, '', one, `${one}${one}00`])
    expect(verify(publicKey, message, fromHex(bad))).toBe(false)
  const offCurve = publicKey.slice()
  offCurve[64] = (offCurve[64] ?? 0) ^ 1
  for (const bad of [offCurve, publicKey.subarray(1), new Uint8Array(65), new Uint8Array(0)])
    expect(verify(bad, message, fromHex(one + one))).toBe(false)
})

it('writes and reads only one DER for each signature and key', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(), fc.nat(255), (raw, at, byte) => {
      const der = sm2Der(raw)
      expect(readSm2Der(der)).toEqual(raw)
      expect(readSm2Der(Uint8Array.of(...der, byte))).toBeNull()
      expect(readSm2Der(der.subarray(0, -1))).toBeNull()
      const changed = der.slice()
      changed[at % der.length] = byte
      const read = readSm2Der(changed)
      if (read !== null) expect(sm2Der(read)).toEqual(changed)
    }),
  )
  // A leading zero too many, a negative number.
  for (const bad of ['300802020001020101', '3006020181020101', '', '30']) expect(readSm2Der(fromHex(bad))).toBeNull()
  const { publicKey } = sm2Key(fromHex('02'.repeat(32)))
  expect(readSm2Spki(sm2Spki(publicKey))).toEqual(publicKey)
  expect(readSm2Spki(sm2Spki(publicKey).subarray(1))).toBeNull()
  expect(readSm2Spki(Uint8Array.of(...sm2Spki(publicKey), 0))).toBeNull()
})
