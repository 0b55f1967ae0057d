import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDer, writeDer } from './der.ts'
import { verifyPdf } from './verify-pdf.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const oid = (text: string) => writeDer(0x06, hex(text))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** Signs a skeleton of a PDF as the platform does, with a container written by hand. */
const signSkeleton = (folder: string): Buffer => {
  const room = 6000
  const head = '%PDF-1.7\n1 0 obj\n<< /Type /Sig /SubFilter /ETSI.CAdES.detached '
  const range = (start: number, end: number, tail: number) => `/ByteRange [0 ${start} ${end} ${tail}]`.padEnd(48)
  const start = head.length + 48 + '/Contents '.length
  const end = start + room + 2
  const rest = ' >>\nendobj\n%%EOF\n'
  const before = `${head}${range(start, end, rest.length)}/Contents `
  const content = Buffer.from(before + rest)

  const leaf = new X509Certificate(readFileSync(join(folder, 'leaf.pem'))).raw
  const issuer = new X509Certificate(readFileSync(join(folder, 'ca.pem'))).raw
  const essCert = writeDer(0x30, writeDer(0x30, writeDer(0x30, writeDer(0x04, sha256(leaf)))))
  const attribute = (type: string, value: Uint8Array) => writeDer(0x30, oid(type), writeDer(0x31, value))
  const attributes = Buffer.concat([
    attribute('2a864886f70d010903', oid('2a864886f70d010701')),
    attribute('2a864886f70d010904', writeDer(0x04, sha256(content))),
    attribute('2a864886f70d010910022f', essCert),
  ])
  const key = createPrivateKey(readFileSync(join(folder, 'leaf.key')))
  const signature = sign('sha256', writeDer(0x31, attributes), key)
  const [tbs] = readDer(readDer(leaf)[0]?.content ?? new Uint8Array())
  const [serial, , name] = readDer(tbs?.content ?? new Uint8Array()).filter(({ tag }) => tag !== 0xa0)
  const one = hex('020101')
  const withNull = (type: string) => writeDer(0x30, oid(type), hex('0500'))
  const sid = writeDer(0x30, name?.raw ?? new Uint8Array(), serial?.raw ?? new Uint8Array())
  const algorithms = [withNull('608648016503040201'), withNull('2a864886f70d010101')] as const
  const info = [one, sid, algorithms[0], writeDer(0xa0, attributes), algorithms[1], writeDer(0x04, signature)]
  const data = writeDer(0x30, oid('2a864886f70d010701'))
  const signed = [
    one,
    writeDer(0x31, algorithms[0]),
    data,
    writeDer(0xa0, leaf, issuer),
    writeDer(0x31, writeDer(0x30, ...info)),
  ]
  const cms = writeDer(0x30, oid('2a864886f70d010702'), writeDer(0xa0, writeDer(0x30, ...signed)))
  return Buffer.from(`${before}<${Buffer.from(cms).toString('hex').padEnd(room, '0')}>${rest}`, 'latin1')
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!hasOpenssl)('a signed PDF (needs openssl to make certificates)', () => {
  let folder = ''
  let pdf: Buffer = Buffer.alloc(0)
  let ca: X509Certificate
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'datadeed-pdf-'))
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30']
    openssl(...make, '-subj', '/O=Test/CN=Root', '-keyout', 'ca.key', '-out', 'ca.pem')
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/O=Test/CN=Seal',
      '-keyout',
      'leaf.key',
      '-out',
      'leaf.csr',
    )
    writeFileSync(join(folder, 'ext'), 'basicConstraints=critical,CA:FALSE\n')
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-days',
      '30',
      '-extfile',
      'ext',
      '-out',
      'leaf.pem',
    )
    ca = new X509Certificate(readFileSync(join(folder, 'ca.pem')))
    pdf = signSkeleton(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is valid under its authority and cannot be checked without it', () => {
    expect(verifyPdf(pdf, [ca])).toEqual({ outcome: 'valid', finding: null, signer: 'Seal' })
    expect(verifyPdf(pdf, [])).toMatchObject({ outcome: 'cannot_check', finding: 'issuer_unknown' })
  })

  test('is not valid after any one byte is changed', () => {
    for (let at = 0; at < pdf.length; at++) {
      const changed = Buffer.from(pdf)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(verifyPdf(changed, [ca]).outcome, `byte ${at}`).not.toBe('valid')
    }
  })

  test('is not valid when shortened or appended to', () => {
    expect(verifyPdf(Buffer.concat([pdf, Buffer.from('x')]), [ca]).finding).toBe('bytes_appended')
    expect(verifyPdf(pdf.subarray(0, -1), [ca]).finding).toBe('range_damaged')
  })
})

test('a PDF without a signature says so', () => {
  expect(verifyPdf(Buffer.from('%PDF-1.7 plain'), [])).toMatchObject({ outcome: 'cannot_check', finding: 'unsigned' })
})
