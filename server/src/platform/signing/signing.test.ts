import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificatePdf } from '../pdf/certificate.ts'
import { certificateExample } from '../pdf/examples.ts'
import { type FileSigner, openFileSigner } from './key-files.ts'
import { signPdf } from './sign-pdf.ts'
import { verifyPdfSignature } from './verify-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'datadeed-signing-'))
const keys = join(directory, 'keys', 'pdf')
const start = new Date('2026-11-22T00:00:00Z')
const at = new Date('2026-11-22T02:00:00Z')
const about = { reason: '数据知识产权登记', name: '黔州登记中心', location: '贵州贵阳', at }

let signer: FileSigner
let signed: Uint8Array
let trusted: Uint8Array[]

beforeAll(async () => {
  signer = await openFileSigner(keys, '黔州登记中心（演示）', start)
  signed = await signPdf(await certificatePdf(certificateExample), about, signer)
  trusted = [signer.certificates[1]]
}, 60_000)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const changed = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = ((copy[at] ?? 0) + by) % 256
  return copy
}
const save = (name: string, bytes: Uint8Array | string): string => {
  const path = join(directory, name)
  writeFileSync(path, bytes)
  return path
}

describe('key files', () => {
  test('are private and the same at the next start', async () => {
    for (const name of ['ca.key.pem', 'signer.key.pem']) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)
    const again = await openFileSigner(keys, '别的名称', new Date(0))
    expect(again.certificates).toEqual(signer.certificates)
  })

  test('two processes starting at once end with the same keys', async () => {
    const place = join(directory, 'race', 'pdf')
    const [a, b] = await Promise.all([openFileSigner(place, '甲', start), openFileSigner(place, '甲', start)])
    expect(a.certificates).toEqual(b.certificates)
  }, 60_000)

  test('a key that does not fit its certificate is refused in a sentence', async () => {
    const place = join(directory, 'mixed')
    mkdirSync(place)
    for (const name of ['ca.cert.pem', 'signer.cert.pem'])
      writeFileSync(join(place, name), await readFile(join(keys, name)))
    writeFileSync(join(place, 'signer.key.pem'), await readFile(join(keys, 'ca.key.pem')))
    await expect(openFileSigner(place, '甲', start)).rejects.toThrow('密钥与证书不匹配')
  })
})

describe('verifyPdfSignature', () => {
  test('names signer and time of an unchanged file', () => {
    expect(verifyPdfSignature(signed, trusted)).toEqual({
      outcome: 'valid',
      coversWholeDocument: true,
      signerName: '黔州登记中心（演示） 文件签章',
      signingTime: at,
      reason: '',
    })
  })

  test('tells an unknown authority from a damaged file', () => {
    expect(verifyPdfSignature(signed, []).outcome).toBe('untrusted')
  })

  test('any one changed byte is found, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const report = verifyPdfSignature(changed(signed, at, by), trusted)
        expect(report.outcome).toBe('invalid')
        expect(report.reason).not.toBe('')
      }),
      { numRuns: 400 },
    )
  })

  test('every byte of a small signed PDF outside its container, and every 11th inside, changed in two ways, is found', async () => {
    const document = await PDFDocument.create()
    document.addPage([100, 100])
    const small = await signPdf(await document.save({ useObjectStreams: false }), about, signer)
    expect(verifyPdfSignature(small, trusted).outcome).toBe('valid')
    const start = Buffer.from(small).indexOf('/Contents <') + '/Contents <'.length
    const end = Buffer.from(small).indexOf('>', start)
    const copy = Uint8Array.from(small)
    // Inside, each change costs the reading of two certificates: all of them would take a minute.
    for (let at = 0; at < small.length; at += at > start && at < end ? 11 : 1) {
      for (const by of [0x01, 0xff]) {
        copy[at] = (small[at] ?? 0) ^ by
        const { outcome } = verifyPdfSignature(copy, trusted)
        if (outcome !== 'invalid') throw new Error(`byte ${at} of ${small.length} ^ ${by}: ${outcome}`)
      }
      copy[at] = small[at] ?? 0
    }
  }, 60_000)

  test('the container, its padding and the signature dictionary are held byte by byte', () => {
    const file = Buffer.from(signed)
    const from = file.indexOf('/Type /Sig\n')
    const contents = file.indexOf('/Contents <')
    const to = file.indexOf('endobj', contents)
    expect(from).toBeGreaterThan(0)
    const mustBeInvalid = (at: number, by: number) => {
      const { outcome } = verifyPdfSignature(changed(signed, at, by), trusted)
      if (outcome !== 'invalid') throw new Error(`byte ${at} + ${by}: ${outcome}`)
    }
    // Every 13th hex digit, from another start each run: all of them take a minute.
    const first = Math.floor(Math.random() * 13)
    for (let at = from + first; at < to; at += at < contents + 7200 ? 13 : 211) mustBeInvalid(at, 1)
    // 0x20 off makes a capital of a hex letter: the same container, written differently.
    for (let at = contents + 11; at < contents + 7200; at += 37) {
      if ((signed[at] ?? 0) >= 0x61) mustBeInvalid(at, 0xe0)
    }
  }, 60_000)

  test('appended bytes and a cut end are found', () => {
    const longer = verifyPdfSignature(Buffer.concat([signed, Buffer.from('\n%')]), trusted)
    expect(longer).toMatchObject({ outcome: 'invalid', coversWholeDocument: false })
    expect(longer.reason).toContain('追加了 2 个字节')
    expect(verifyPdfSignature(signed.subarray(0, -1), trusted).outcome).toBe('invalid')
  })

  test('a file signed by another authority under the same name is not trusted', async () => {
    const other = await openFileSigner(join(directory, 'other'), '黔州登记中心（演示）', start)
    const forged = await signPdf(await certificatePdf(certificateExample), about, other)
    expect(verifyPdfSignature(forged, trusted).outcome).toBe('untrusted')
  }, 60_000)

  test('a time outside the certificate is refused', async () => {
    const early = await signPdf(
      await certificatePdf(certificateExample),
      { ...about, at: new Date('2020-01-01T00:00:00Z') },
      signer,
    )
    expect(verifyPdfSignature(early, trusted)).toMatchObject({
      outcome: 'invalid',
      reason: '签署时间不在签名证书的有效期内。',
    })
  })

  test('an unsigned PDF and things that are not a PDF', async () => {
    const document = await PDFDocument.create()
    document.addPage()
    expect(verifyPdfSignature(await document.save(), trusted).outcome).toBe('unsigned')
    expect(verifyPdfSignature(new Uint8Array(), trusted).outcome).toBe('unsigned')
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(verifyPdfSignature(Buffer.from(`/ByteRange [0 1 ${text}`), trusted).outcome).toBe('invalid')
      }),
    )
  })
})

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

describe('independent programs', () => {
  test.skipIf(!has('openssl'))('openssl verifies the container over the signed range', async () => {
    const file = Buffer.from(signed)
    const [, begin = 0, end = 0] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(file.toString('latin1'))?.map(Number) ?? []
    const hex = file.subarray(begin + 1, end - 1).toString('latin1')
    const container = save('container.der', Buffer.from(hex, 'hex'))
    const content = save('content.bin', Buffer.concat([file.subarray(0, begin), file.subarray(end)]))
    const verify = (data: string) =>
      spawnSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          container,
          '-content',
          data,
          '-CAfile',
          join(keys, 'ca.cert.pem'),
          '-out',
          '/dev/null',
        ],
        { encoding: 'utf8' },
      )
    expect(verify(content).stderr).toContain('successful')
    expect(verify(save('other.bin', Buffer.concat([file.subarray(0, begin), Buffer.from('x')]))).status).not.toBe(0)
  })

  test.skipIf(!(has('pdfsig') && existsSync('/usr/bin/certutil')))(
    'pdfsig: valid, trusted, whole; a flipped byte is a mismatch',
    () => {
      const store = join(directory, 'nss')
      mkdirSync(store)
      execFileSync('certutil', ['-N', '-d', `sql:${store}`, '--empty-password'])
      execFileSync('certutil', [
        '-A',
        '-d',
        `sql:${store}`,
        '-n',
        'ca',
        '-t',
        'CT,C,C',
        '-i',
        join(keys, 'ca.cert.pem'),
      ])
      const check = (bytes: Uint8Array) =>
        spawnSync('pdfsig', ['-nssdir', store, save('signed.pdf', bytes)], { encoding: 'utf8' }).stdout
      const good = check(signed)
      for (const line of ['Signature is Valid.', 'Certificate is Trusted.', 'Total document signed'])
        expect(good).toContain(line)
      expect(check(changed(signed, 5000, 1))).toContain('Digest Mismatch')
    },
  )

  test.skipIf(!has('qpdf'))('qpdf finds no fault', () => {
    expect(execFileSync('qpdf', ['--check', save('signed.pdf', signed)], { encoding: 'utf8' })).toContain('No syntax')
  })
})
