import { parseTrust } from '@datadeed/evidence'
import { beforeEach, expect, test, vi } from 'vitest'
import credentials from '../../../evidence/vectors/credential.json' with { type: 'json' }
import log from '../../../evidence/vectors/log.json' with { type: 'json' }
import negative from '../../../evidence/vectors/negative.json' with { type: 'json' }
import packages from '../../../evidence/vectors/package.json' with { type: 'json' }
import stamped from '../../../evidence/vectors/timestamp.json' with { type: 'json' }
import { Belief } from './believed.ts'
import { type Answer, checkShare, type Share } from './bulk.ts'
import { crypto } from './crypto.ts'
import { type Believed, checkCode, demandOf, examine } from './examine.ts'
import { kindOf } from './kind.ts'
import { selfTest } from './self-test.ts'

interface Vector {
  name: string
  trust: string | null
  now: number
  outcome: string
  reasons: string[]
  documents: Record<string, string>
  package: string
}
const bytesOf = (text: string) => new TextEncoder().encode(text)
const trustOf = (value: unknown) => parseTrust(crypto, JSON.stringify(value))
const nobody: Believed = { trust: null, issuer: null, lists: [], roots: [] }
const given = (name: string, text: string) => ({ name, bytes: bytesOf(text) })
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: (packages.cases[0]?.now ?? 0) * 1000 }))

test.each([
  ['package', packages.trusts, packages.cases],
  ['timestamp', stamped.trusts, stamped.cases],
  ['negative', negative.trusts, negative.verdicts],
] as [string, Record<string, unknown>, Vector[]][])(
  '%s.json: the page says what the vectors say',
  (_, trusts, cases) => {
    for (const one of cases) {
      if (one.trust === null) continue
      vi.setSystemTime(one.now * 1000)
      const files = [
        given('a.datadeed.json', one.package),
        ...Object.entries(one.documents).map(([k, v]) => given(k, v)),
      ]
      const [found] = examine(files, { ...nobody, trust: trustOf(trusts[one.trust]) })
      expect([one.name, found?.finding.outcome]).toEqual([one.name, one.outcome])
      const codes = found?.finding.steps.flatMap(({ code }) => code ?? []) ?? []
      expect(codes.every((code) => one.reasons.includes(code))).toBe(true)
      if (one.outcome !== 'valid') expect(codes.length, one.name).toBeGreaterThan(0)
      for (const step of found?.finding.steps ?? []) {
        expect(step.message).toMatch(/\p{Script=Han}/u)
        // What became of a certificate since, a page without a network never knows.
        if (step.step === '现在是否仍然有效') expect([one.name, step.outcome]).not.toEqual([one.name, 'valid'])
        if (step.code) expect(step.also).toMatch(/^[\x20-\x7e“”’…‖–]+/)
      }
      if (one.outcome === 'invalid') expect(found?.finding.facts).toEqual([])
    }
  },
)

test('keys that came in the package alone get no green sign', () => {
  const deposit = packages.cases.find(({ name }) => name === 'a deposit')?.package ?? ''
  const [found] = examine([given('p.json', deposit)], nobody)
  expect(found?.finding.outcome).toBe('cannot_check')
  expect(found?.finding.steps.at(-1)?.message).toContain('任何人都能自造')
})

test('files are known by their content; whatever they hold, nothing is thrown', () => {
  const trust = JSON.stringify(packages.trusts.trust)
  expect(kindOf('x', bytesOf(trust))).toBe('trust')
  expect(kindOf('x', bytesOf(JSON.stringify(credentials.issuers.issuer)))).toBe('issuer')
  expect(kindOf('x', bytesOf(credentials.credentials[0]?.text ?? ''))).toBe('credential')
  expect(kindOf('x', bytesOf(credentials.credentials[0]?.statusList ?? ''))).toBe('status_list')
  expect(kindOf('x', bytesOf(log.receipt))).toBe('receipt')
  expect(kindOf('x', bytesOf(log.entries[5]?.text ?? ''))).toBe('entry')
  for (const text of ['', '{', '{"format":"__proto__"}', 'eyJ.x.y', '%PDF-', 'PK\x03\x04', '{"credential":', 'DD1'])
    expect(examine([given('x.datadeed.json', text)], nobody).every(({ finding }) => finding.outcome !== 'valid')).toBe(
      true,
    )
})

test('a receipt is checked with its entry, and says what it misses', () => {
  const trust = trustOf(packages.trusts.trust)
  const entry = given('entry.json', log.entries[5]?.text ?? '')
  const receipt = given('r.tlog-proof', log.receipt)
  const outcomes = (files: ReturnType<typeof given>[], believed: Believed) =>
    examine(files, believed).map(({ finding }) => finding.outcome)
  expect(outcomes([receipt, entry], { ...nobody, trust })).toEqual(['valid'])
  expect(outcomes([receipt, given('entry.json', log.entries[4]?.text ?? '')], { ...nobody, trust })).toEqual([
    'invalid',
  ])
  expect(outcomes([receipt], { ...nobody, trust })).toEqual(['cannot_check'])
  expect(outcomes([receipt, entry], nobody)).toEqual(['cannot_check'])
})

test('data files are compared with the manifest, PDFs with the package that lists them', () => {
  const believed = { ...nobody, trust: trustOf(packages.trusts.trust) }
  const of = (name: string) => packages.cases.find((one) => one.name === name) as Vector | undefined
  const [same, other] = ['sample\n', 'simple\n'].map((text) =>
    examine([given('p.json', of('a deposit')?.package ?? ''), given('README.txt', text)], believed),
  )
  expect(same?.[0]?.finding.steps.at(-1)?.message).toContain('README.txt')
  expect([same?.length, other?.[1]?.finding.outcome]).toEqual([1, 'cannot_check'])
  const pdf = Object.values(of('a certificate with its PDF')?.documents ?? {})[0] ?? ''
  const certificate = given('c.json', of('a certificate')?.package ?? '')
  expect(examine([certificate, given('c.pdf', pdf)], believed).map(({ finding }) => finding.outcome)).toEqual(['valid'])
  expect(examine([certificate, given('c.pdf', `${pdf} `)], believed)[0]?.finding.outcome).toBe('invalid')
})

test('an offline code needs the issuer’s keys, and nothing else', () => {
  const code = credentials.codes.find(({ name }) => name === 'a code')
  vi.setSystemTime((code?.now ?? 0) * 1000)
  const issuer = credentials.issuers.issuer as unknown as Believed['issuer']
  expect(checkCode(code?.text ?? '', nobody).outcome).toBe('cannot_check')
  expect(checkCode(code?.text ?? '', { ...nobody, issuer }).outcome).toBe('valid')
})

const credentialOf = (name: string) => {
  const one = credentials.credentials.find((each) => each.name === name)
  if (!one) throw new Error(`no vector ${name}`)
  vi.setSystemTime(one.now * 1000)
  return one
}
const examined = (name: string, believed: Believed, demanded = false) => {
  const { text, statusList, expected } = credentialOf(name)
  const lists = statusList === null ? [] : [statusList]
  const [found] = examine([given('c.sd-jwt', text)], { ...believed, lists }, demanded ? expected : null)
  return found?.finding
}

test('a root that was dropped lets an issuer’s chain be believed, and no other root does', () => {
  const believed = new Belief()
  const { roots } = credentialOf('a chain to a root')
  const pem = (base64 = '') => given('ca.pem', `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
  const drop = ({ name, bytes }: ReturnType<typeof given>) => {
    expect(kindOf(name, bytes)).toBe('root')
    return believed.take('root', name, bytes)
  }
  expect(examined('a chain to a root', believed.now)?.outcome).toBe('cannot_check')
  expect(drop(pem('AAAA'))).toContain('不合格式')
  expect(drop(pem(credentialOf('a chain to a root that is not trusted').roots[0]))).toContain('已记下')
  expect(examined('a chain to a root', believed.now)?.outcome).toBe('cannot_check')
  drop(pem(roots[0]))
  const found = examined('a chain to a root', believed.now)
  expect([found?.outcome, found?.notes.join()]).toEqual(['valid', expect.stringContaining('https://datadeed.example')])
  expect(examined("another issuer's key and chain in this issuer's name", believed.now)?.outcome).toBe('invalid')
  expect(believed.show().map(({ textContent }) => textContent)).toEqual([
    expect.any(String),
    expect.stringContaining('示例根证书'),
  ])
})

/** An archive of one file, without compression. */
const storedZip = (name: string, text: string): Blob => {
  const [title, content] = [bytesOf(name), bytesOf(text)]
  let crc = -1
  for (const byte of content) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  const part = (...fields: (readonly [bytes: 2 | 4, value: number])[]) => {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)))
    let at = 0
    for (const [bytes, value] of fields) {
      if (bytes === 2) view.setUint16(at, value, true)
      else view.setUint32(at, value, true)
      at += bytes
    }
    return new Uint8Array(view.buffer)
  }
  const head = part(
    ...([
      [2, 20],
      [2, 0x800],
      [2, 0],
      [4, 0],
      [4, ~crc >>> 0],
      [4, content.length],
      [4, content.length],
    ] as const),
    ...([
      [2, title.length],
      [2, 0],
    ] as const),
  )
  const directory = [part([4, 0x02014b50], [2, 20]), head, part([4, 0], [4, 0], [2, 0], [4, 0]), title]
  const local = [part([4, 0x04034b50]), head, title, content]
  const sum = (parts: readonly Uint8Array[]) => parts.reduce((all, { length }) => all + length, 0)
  const end = part([4, 0x06054b50], [4, 0], [2, 1], [2, 1], [4, sum(directory)], [4, sum(local)], [2, 0])
  return new Blob([...local, ...directory, end] as BlobPart[])
}

test('roots and what a presenter must answer hold in an archive, too', async () => {
  const chained = credentialOf('a chain to a root')
  const archive = storedZip('c.sd-jwt', chained.text)
  const check = async (from: string | null, expected: Share['expected'] = null) => {
    const roots = (from === null ? [] : credentialOf(from).roots).map((one) =>
      Uint8Array.from(atob(one), (c) => c.charCodeAt(0)),
    )
    credentialOf('a chain to a root')
    const told: Answer[] = []
    const believed = { trust: null, issuer: null, roots }
    await checkShare({ archive, index: 0, count: 1, believed, expected }, (one) => told.push(one))
    return told.flatMap((one) => ('rows' in one ? one.rows.map(({ outcome, code }) => [outcome, code]) : [])).flat()
  }
  expect(await check('a chain to a root')).toEqual(['valid', 'ok'])
  expect(await check(null)).toEqual(['cannot_check', 'issuer_not_given'])
  expect(await check('a chain to a root that is not trusted')).toEqual(['cannot_check', 'chain_untrusted'])
  expect(await check('a chain to a root', { nonce: 'n', audience: 'a' })).toEqual(['invalid', 'binding_missing'])
})

test('a status list with certificates in its header is told from a credential', () => {
  const { text, statusList } = credentialOf('a chain to a root')
  const kinds = [text, statusList].map((token) => kindOf('x.jwt', new TextEncoder().encode(token ?? '')))
  expect(kinds).toEqual(['credential', 'status_list'])
})

test('holding is proved to who asked, and said to be unproved where nobody did', () => {
  const issuer = credentials.issuers.issuer as unknown as Believed['issuer']
  const ask = (name: string, demanded: boolean) => examined(name, { ...nobody, issuer }, demanded)
  expect(ask('presented with two claims', true)?.outcome).toBe('valid')
  expect(ask('presented for a nonce of yesterday', true)?.outcome).toBe('invalid')
  expect(ask("presented with another's key", true)?.outcome).toBe('invalid')
  expect([demandOf(' ', ''), demandOf('n', ' '), demandOf('', 'a')]).toEqual([null, 'half', 'half'])
  expect(demandOf(' n', 'a ')).toEqual({ nonce: 'n', audience: 'a' })
  const bare = ask('a bound credential without its proof, nobody asking', false)
  expect([bare?.outcome, bare?.notes.join(), bare?.steps.some(({ step }) => step.includes('持有'))]).toEqual([
    ...['valid', expect.stringContaining('没有出示持有证明'), false],
  ])
  const suspended = ask('presented while suspended', true)
  const step = suspended?.steps.at(-1)
  expect([suspended?.outcome, step?.code, step?.message, step?.also]).toEqual([
    ...[
      'invalid',
      'suspended',
      expect.stringContaining('可能恢复有效'),
      expect.stringContaining('come back into force'),
    ],
  ])
})

test('the self-test passes where arithmetic is right', () => {
  expect(selfTest()).toBe(true)
})
