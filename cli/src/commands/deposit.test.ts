import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Part, type PartDisclosure, parseManifest, readSketchPart, verifyPart } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-deposit-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(at('数据.csv'), '路段,流量\nG60,12\n')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

interface Seen {
  line: string
  auth: string | undefined
  key: string | string[] | undefined
  body: string
}

interface Manners {
  /** so many first answers to a deposit are cut off */
  broken?: number
  /** what it says to deposits and sketches, and whether it gives out comparison keys */
  deposits?: number
  sketches?: number
  keys?: boolean
}

/** A server that speaks the deposit part of the platform's interface. */
const startPlatform = async ({ broken = 0, deposits = 202, sketches = 200, keys = true }: Manners = {}) => {
  const seen: Seen[] = []
  let polls = 0
  let cut = broken
  const bodyOf = async (request: IncomingMessage) => {
    let body = ''
    for await (const part of request) body += String(part)
    return body
  }
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const line = `${request.method} ${request.url}`
    seen.push({ line, auth: request.headers.authorization, key: request.headers['idempotency-key'], body })
    if (line === 'POST /api/v1/deposits' && cut-- > 0) return request.socket.destroy()
    const reply = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (line === 'POST /api/v1/sessions') {
      const { password } = JSON.parse(body) as { password: string }
      if (password !== 'right') {
        const fields = [{ path: 'password', message: '再试一次' }]
        return reply(401, {
          title: 'account.bad_credentials',
          detail: '用户名或密码不对',
          code: 'account.bad_credentials',
          fields,
        })
      }
      return reply(201, { token: 'T' })
    }
    if (line === 'POST /api/v1/deposits')
      return reply(deposits, { id: 'i1', number: 'D-1', status: 'pending', detail: '清单有误' })
    if (line === 'GET /api/v1/comparison-keys' && keys)
      return reply(200, { current: { epoch: 4, key: '0f'.repeat(16), startedAt: '2026-01-01T00:00:00Z' }, earlier: [] })
    if (line === 'POST /api/v1/deposits/i1/sketch')
      return reply(sketches, { epoch: 4, sketches: 2, detail: '比对密钥已更换' })
    if (line === 'GET /api/v1/deposits/i1')
      return reply(200, { id: 'i1', status: ++polls > 1 ? 'published' : 'pending' })
    if (line === 'GET /api/v1/deposits/i1/receipt') return reply(200, { receipt: true })
    if (line === 'GET /api/v1/deposits/i1/receipt.pdf') return response.end('%PDF')
    if (line === 'GET /api/v1/deposits/i1/proof') return response.end('c2sp.org/tlog-proof@v1')
    return reply(404, { title: '没有找到' })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { seen, url: `http://127.0.0.1:${address.port}`, stop: () => server.close() }
}

test('--dry-run shows the manifest and writes nothing', async () => {
  expect(await main(['--json', 'deposit', at('数据.csv'), '--dry-run'])).toBe(0)
  const { manifest } = JSON.parse(lines.join('\n')) as { manifest: { files: { path: string; whole: object }[] } }
  expect(manifest.files).toMatchObject([{ path: '数据.csv', bytes: 21 }])
  expect(manifest.files[0]?.whole).not.toBeNull()
  expect(readdirSync(folder)).toEqual(['数据.csv'])
})

test('signs in, hands in the canonical manifest once, waits, and saves the receipt', async () => {
  const platform = await startPlatform({ broken: 1 })
  vi.stubEnv('DATADEED_PASSWORD', 'right')
  const args = ['deposit', at('数据.csv'), '--server', platform.url, '--login', 'filer', '--note', '备注']
  expect(await main([...args, '--out', folder])).toBe(0)
  const posts = platform.seen.filter((one) => one.line === 'POST /api/v1/deposits')
  expect(posts).toHaveLength(2)
  expect(posts[0]?.key).toBe(posts[1]?.key)
  expect(posts[1]?.auth).toBe('Bearer T')
  const body = JSON.parse(posts[1]?.body ?? '') as { manifest: string }
  expect(parseManifest(body.manifest).files).toHaveLength(1)
  expect(body).toMatchObject({ title: '数据', note: '备注', disclosures: [] })
  expect(readdirSync(folder).sort()).toEqual([
    'D-1.datadeed.json',
    'D-1.parts.json',
    'D-1.pdf',
    'D-1.tlog-proof',
    '数据.csv',
  ])
  platform.stop()
})

test('works without a network by a draft, which is uploaded as it was', async () => {
  const draft = at('x.datadeed-draft.json')
  expect(await main(['deposit', at('数据.csv'), '--offline', draft, '--note', '离线', '--profile'])).toBe(0)
  expect(await main(['deposit', at('数据.csv'), '--offline', draft])).toBe(2)
  const platform = await startPlatform()
  expect(await main(['deposit', '--upload', draft, '--server', platform.url, '--token', 'K', '--out', folder])).toBe(0)
  const post = platform.seen.find((one) => one.line === 'POST /api/v1/deposits')
  expect(post?.auth).toBe('Bearer K')
  const body = JSON.parse(post?.body ?? '') as { manifest: string; disclosures: PartDisclosure[] }
  expect(body).toMatchObject({ title: '数据', note: '离线' })
  const { parts } = parseManifest(body.manifest)
  expect(body.disclosures.map(({ name }) => name)).toEqual(['profile', 'elements'])
  expect(platform.seen.some(({ line }) => /sketch|comparison/.test(line))).toBe(false)
  for (const shown of body.disclosures) expect(parts && verifyPart(nodeCrypto, parts, shown)).toBe(true)
  expect(readdirSync(folder)).toContain('D-1.parts.json')
  // Both hold salts.
  for (const file of [draft, at('D-1.parts.json')]) expect(statSync(file).mode & 0o077).toBe(0)
  platform.stop()
  for (const [from, to] of [
    ['数据.csv', '../数据.csv'],
    ['"type": "integer"', '"type": "text"'],
  ] as const) {
    const changed = at('changed.datadeed-draft.json')
    writeFileSync(changed, readFileSync(draft, 'utf8').replace(from, to))
    expect(await main(['deposit', '--upload', changed, '--server', 'http://127.0.0.1:1', '--token', 'K'])).toBe(1)
    expect(lines.at(-1)).toContain('草稿')
  }
})

test('a refusal says what the platform says; a server that is gone is a sentence', async () => {
  const platform = await startPlatform()
  vi.stubEnv('DATADEED_PASSWORD', 'wrong')
  const args = ['deposit', at('数据.csv'), '--login', 'filer', '--server']
  expect(await main([...args, platform.url])).toBe(1)
  expect(lines.at(-1)).toBe('平台没有接受：用户名或密码不对\n  password 再试一次')
  platform.stop()
  expect(await main([...args, 'http://127.0.0.1:1'])).toBe(2)
  expect(lines.at(-1)).toContain('--offline')
}, 20_000)

test('a folder that does not take the receipt is said before anything is handed in', async () => {
  const platform = await startPlatform()
  const args = ['deposit', at('数据.csv'), '--server', platform.url, '--token', 'T']
  expect(await main([...args, '--out', at('没有')])).not.toBe(0)
  expect(await main([...args, '--out', at('数据.csv')])).not.toBe(0)
  expect(lines.join('\n')).toContain('无法写入')
  expect(platform.seen).toEqual([])
  platform.stop()
})

test('what is missing is asked for before anything is hashed', async () => {
  expect(await main(['deposit', at('数据.csv')])).toBe(2)
  expect(lines.at(-1)).toContain('--server')
  expect(await main(['deposit', at('none'), '--dry-run'])).toBe(1)
  expect(lines.at(-1)).toContain('无法读取')
})

/** 3,000 different plates, and as few directions as there are. */
const trips = () =>
  `车牌,方向\n${Array.from({ length: 3000 }, (_, i) => `贵A${(i * 7919) % 100_000},${i % 2}`).join('\n')}\n`
const parts = () => JSON.parse(readFileSync(at('D-1.parts.json'), 'utf8')) as Part[]

test('signed in, it makes sketches under the key of the platform, and hands them in apart from what others see', async () => {
  writeFileSync(at('行程.csv'), trips())
  const platform = await startPlatform()
  const args = ['deposit', at('行程.csv'), '--server', platform.url, '--token', 'K', '--out', folder]
  expect(await main([...args, '--profile'])).toBe(0)
  const bodyOf = (line: string) => JSON.parse(platform.seen.find((one) => one.line === line)?.body ?? '{}')
  const { manifest, disclosures } = bodyOf('POST /api/v1/deposits') as { manifest: string; disclosures: Part[] }
  expect(disclosures.map(({ name }) => name)).toEqual(['profile', 'elements'])
  const { disclosure } = bodyOf('POST /api/v1/deposits/i1/sketch') as { disclosure: PartDisclosure }
  const committed = parseManifest(manifest).parts
  expect(committed && verifyPart(nodeCrypto, committed, disclosure)).toBe(true)
  const { epoch, tables } = readSketchPart(disclosure.content)
  expect([epoch, tables.map(({ columns }) => columns.map(({ name }) => name))]).toEqual([4, [['车牌']]])
  expect(lines.join('\n')).toContain('比对草图已提交（2 项）')
  expect(platform.seen.map(({ body }) => body).join('')).not.toContain('贵A')
  platform.stop()

  // The same table in another format is known again by what was kept of the deposit.
  expect(parts().map(({ name }) => name)).toEqual(['profile', 'elements', 'values', 'scan', 'table', 'sketch'])
  writeFileSync(at('另存.tsv'), trips().replaceAll(',', '\t'))
  expect(await main(['table', at('另存.tsv'), '--against', at('D-1.parts.json')])).toBe(0)
  writeFileSync(at('改过.tsv'), trips().replaceAll(',', '\t').replace('贵A0', '贵A1'))
  expect(await main(['table', at('改过.tsv'), '--against', at('D-1.parts.json')])).toBe(1)
})

const residentId = (n: number): string => {
  const body = `52010119${80 + (n % 20)}0${1 + (n % 9)}1${n % 10}${String(n % 1000).padStart(3, '0')}`
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

test('what the scan found goes with the deposit only where asked for: kind, column and shares, no value', async () => {
  const ids = Array.from({ length: 200 }, (_, i) => residentId(i))
  writeFileSync(at('车主.csv'), `证件号码,里程\n${ids.map((id, i) => `${id},${i}`).join('\n')}\n`)
  const platform = await startPlatform()
  const args = ['deposit', at('车主.csv'), '--server', platform.url, '--token', 'K', '--out', folder, '--no-sketch']
  expect(await main([...args, '--profile', '--disclose-scan'])).toBe(0)
  const body = platform.seen.find(({ line }) => line === 'POST /api/v1/deposits')?.body ?? ''
  const { manifest, disclosures } = JSON.parse(body) as { manifest: string; disclosures: PartDisclosure[] }
  const shown = disclosures.find(({ name }) => name === 'scan')
  const committed = parseManifest(manifest).parts
  expect(shown && committed && verifyPart(nodeCrypto, committed, shown)).toBe(true)
  expect(shown?.content).toEqual([
    {
      file: '车主.csv',
      findings: [{ column: '证件号码', kind: 'residentId', share: expect.any(Number), confidence: expect.any(Number) }],
    },
  ])
  for (const id of ids) expect(body).not.toContain(id)
  platform.stop()
})

test.each([
  ['without a key', { keys: false }, [], '没有取得比对密钥', ['table']],
  ['with a sketch refused', { sketches: 409 }, [], '比对密钥已更换', ['table', 'sketch']],
  ['left out', {}, ['--no-sketch', '--no-table', '--profile'], '存证完成', ['profile', 'elements', 'values', 'scan']],
])('%s the deposit is made all the same', async (_, manners, options, said, names) => {
  writeFileSync(at('行程.csv'), trips())
  const platform = await startPlatform(manners)
  const args = ['deposit', at('行程.csv'), '--server', platform.url, '--token', 'K', '--out', folder]
  expect(await main([...args, ...options])).toBe(0)
  expect(lines.join('\n')).toContain(said)
  expect(lines.at(-1)).toBe('存证完成：D-1')
  expect(parts().map(({ name }) => name)).toEqual(names)
  if (options.length > 0) expect(platform.seen.some(({ line }) => /sketch|comparison/.test(line))).toBe(false)
  platform.stop()
})

test('a table that has no fingerprint is told, and deposited', async () => {
  writeFileSync(at('重名.csv'), 'a,a\n1,2\n')
  const platform = await startPlatform()
  expect(await main(['deposit', at('重名.csv'), '--server', platform.url, '--token', 'K', '--out', folder])).toBe(0)
  expect(lines.join('\n')).toMatch(/“重名\.csv”没有表格指纹：有两列同名/)
  expect(readdirSync(folder)).not.toContain('D-1.parts.json')
  platform.stop()
})

test('what was refused or cut off is kept with its salts, and handed in later as the same deposit', async () => {
  const refusing = await startPlatform({ deposits: 422 })
  const args = ['--token', 'K', '--out', folder]
  expect(await main(['deposit', at('数据.csv'), '--server', refusing.url, ...args])).toBe(1)
  refusing.stop()
  const draft = readdirSync(folder).find((name) => name.endsWith('.datadeed-draft.json')) ?? ''
  expect(lines.join('\n')).toContain(draft)
  const platform = await startPlatform()
  expect(await main(['deposit', '--upload', at(draft), '--server', platform.url, ...args])).toBe(0)
  const manifestIn = ({ seen }: typeof platform) =>
    (JSON.parse(seen.find(({ line }) => line === 'POST /api/v1/deposits')?.body ?? '{}') as { manifest: string })
      .manifest
  expect(manifestIn(platform)).toBe(manifestIn(refusing))
  platform.stop()
})
