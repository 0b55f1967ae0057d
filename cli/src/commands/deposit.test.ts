import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PartDisclosure, parseManifest, verifyPart } from '@datadeed/evidence'
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

/** A server that speaks the deposit part of the platform's interface; `broken` first answers are cut off. */
const startPlatform = async (broken = 0) => {
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
    if (line === 'POST /api/v1/deposits') return reply(202, { id: 'i1', number: 'D-1', status: 'pending' })
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
  const platform = await startPlatform(1)
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
  expect(readdirSync(folder).sort()).toEqual(['D-1.datadeed.json', 'D-1.pdf', 'D-1.tlog-proof', '数据.csv'])
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
  for (const shown of body.disclosures) expect(parts && verifyPart(nodeCrypto, parts, shown)).toBe(true)
  expect(readdirSync(folder)).toContain('D-1.parts.json')
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
