import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClamdScanner } from './clamd.ts'
import { noScanner } from './scanner.ts'

// Nothing but this project's own marker; no real malware, and no signature database from the network.
const marker = 'DATADEED-SCANNER-TEST-MARKER'

describe('protocol', () => {
  let server: Server
  afterAll(() => server.close())

  /** A server that hands over what it received when the final empty chunk arrives, and answers `reply`. */
  const serve = async (reply: (received: Buffer, socket: Socket) => void): Promise<{ host: string; port: number }> => {
    server = createServer((socket) => {
      let received = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (data) => {
        received = Buffer.concat([received, data])
        if (received.subarray(-4).equals(Buffer.alloc(4))) reply(received, socket)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { host: '127.0.0.1', port: address.port }
  }

  test('frames the content in chunks and ends with an empty one', async () => {
    let frames: Buffer = Buffer.alloc(0)
    const address = await serve((received, socket) => {
      frames = received
      socket.end('stream: OK\0')
    })
    expect(await createClamdScanner({ address }).scan(Buffer.from('abc'))).toEqual({ outcome: 'clean' })
    expect(frames.toString('latin1')).toBe('zINSTREAM\0\0\0\0\u0003abc\0\0\0\0')
  })

  test.each([
    ['stream: Eicar-Test FOUND\0', { outcome: 'infected', signature: 'Eicar-Test' }],
    ['INSTREAM size limit exceeded. ERROR\0', { outcome: 'unavailable' }],
    ['nonsense\0', { outcome: 'unavailable' }],
    ['', { outcome: 'unavailable' }],
  ])('reads the answer %j', async (answer, expected) => {
    const address = await serve((_, socket) => socket.end(answer))
    expect(await createClamdScanner({ address }).scan(Buffer.from('x'))).toMatchObject(expected)
  })

  test('a silent and an absent daemon are unavailable, not clean', async () => {
    const address = await serve(() => undefined)
    expect(await createClamdScanner({ address, timeoutMs: 100 }).scan(Buffer.from('x'))).toMatchObject({
      outcome: 'unavailable',
    })
    const absent = { path: join(tmpdir(), 'no-such-clamd.sock') }
    expect(await createClamdScanner({ address: absent }).scan(Buffer.from('x'))).toMatchObject({
      outcome: 'unavailable',
    })
  })

  test('without a scanner every file is reported as not scanned', async () => {
    expect(await noScanner.scan(Buffer.from('x'))).toEqual({ outcome: 'not_scanned' })
  })
})

describe.skipIf(spawnSync('clamd', ['--version']).error !== undefined)('a real clamd', () => {
  const directory = mkdtempSync(join(tmpdir(), 'datadeed-clamd-'))
  const path = join(directory, 's')
  let daemon: ChildProcess

  beforeAll(async () => {
    mkdirSync(join(directory, 'db'))
    writeFileSync(join(directory, 'db', 'test.ndb'), `Datadeed.Test:0:*:${Buffer.from(marker).toString('hex')}\n`)
    const settings = {
      LocalSocket: path,
      DatabaseDirectory: join(directory, 'db'),
      Foreground: 'yes',
      StreamMaxLength: '2M',
    }
    const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}`)
    writeFileSync(join(directory, 'clamd.conf'), `${lines.join('\n')}\n`)
    daemon = spawn('clamd', ['-c', join(directory, 'clamd.conf')], { stdio: 'ignore' })
    const scanner = createClamdScanner({ address: { path } })
    for (let i = 0; i < 100 && (await scanner.scan(Buffer.from('x'))).outcome === 'unavailable'; i++) await sleep(200)
  }, 30_000)
  afterAll(() => {
    daemon.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  test('tells clean from infected, over several chunks, and reports a file too large', async () => {
    const scanner = createClamdScanner({ address: { path } })
    expect(await scanner.scan(Buffer.from('货运数据'))).toEqual({ outcome: 'clean' })
    const infected = await scanner.scan(Buffer.concat([Buffer.alloc(300_000, 32), Buffer.from(marker)]))
    expect(infected).toMatchObject({ outcome: 'infected', signature: expect.stringContaining('Datadeed.Test') })
    const large = await scanner.scan(Buffer.alloc(5_000_000))
    expect(large).toMatchObject({ outcome: 'unavailable', reason: expect.stringContaining('StreamMaxLength') })
  })
})
