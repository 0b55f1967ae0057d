import type { lookup } from 'node:dns'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@datadeed/core/kernel/errors'
import { afterAll, expect, test } from 'vitest'
import { checkAddress, mayCall, post } from './outbound.ts'
import { newSecret, signatureOf } from './signature.ts'

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})
const serve = async (status: number, headers: Record<string, string> = {}) => {
  let asked = 0
  const server = createServer((_, reply) => {
    asked += 1
    reply.writeHead(status, headers).end('done')
  })
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return { port: (server.address() as AddressInfo).port, asked: () => asked }
}

test('signatures are those of the Standard Webhooks specification', () => {
  // Vector of the scheme's reference libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signed = signatureOf([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')
  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  const two = signatureOf([secret, newSecret()], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')
  expect(two.split(' ')).toHaveLength(2)
  expect(two.startsWith(`${signed} v1,`)).toBe(true)
  const user = '{"email":"test@example.com","username":"test_user"}'
  expect(
    signatureOf(['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'], 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk', 1649367553, user),
  ).toBe('v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=')
  expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
})

test.each([
  ['http://example.com/hook'],
  ['ftp://example.com/'],
  ['example.com/hook'],
  ['https://user:secret@example.com/'],
  ['https://example.com/#part'],
  ['https://example.com:25/'],
  ['https://localhost/'],
  ['https://api.localhost/'],
  ['https://metadata.google.internal/'],
  ['https://printer.local/'],
  ['https://intranet/'],
  ['https://127.0.0.1/'],
  ['https://2130706433/'],
  ['https://0x7f.1/'],
  ['https://0177.0.0.1/'],
  ['https://10.1.2.3/'],
  ['https://100.64.0.1/'],
  ['https://169.254.169.254/latest/meta-data/'],
  ['https://172.31.0.1/'],
  ['https://192.168.1.1/'],
  ['https://0.0.0.0/'],
  ['https://224.0.0.1/'],
  ['https://255.255.255.255/'],
  ['https://[::1]/'],
  ['https://[::]/'],
  ['https://[::ffff:127.0.0.1]/'],
  ['https://[::ffff:a9fe:a9fe]/'],
  ['https://[64:ff9b::7f00:1]/'],
  ['https://[2002:7f00:1::]/'],
  ['https://[fc00::1]/'],
  ['https://[fe80::1]/'],
  ['https://[2001:db8::1]/'],
])('%s is refused with a reason', (url) => {
  expect(() => checkAddress(url, false)).toThrow(AppError)
})

test('public addresses are taken, and this machine only in a demonstration', () => {
  for (const url of ['https://example.com/a?b=c', 'https://example.com:8443/', 'https://[2606:4700::1111]/'])
    expect(checkAddress(url, false).href).toBe(url)
  expect(checkAddress('http://127.0.0.1:9000/', true).port).toBe('9000')
  for (const url of ['http://10.0.0.1:9000/', 'https://169.254.169.254/', 'http://example.com/'])
    expect(() => checkAddress(url, true)).toThrow(AppError)
  expect([
    mayCall('1.1.1.1', false),
    mayCall('127.0.0.1', true),
    mayCall('127.0.0.1', false),
    mayCall('x', true),
  ]).toEqual([true, true, false, false])
})

/** A resolver that says what an attacker's would. */
const resolving = (...addresses: string[]) =>
  ((_: string, __: object, done: (error: null, found: { address: string; family: number }[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup

const call = { headers: {}, body: '{}', timeoutMs: 3000 }

test('a name that leads inside is not called, whichever of its addresses does', async () => {
  const { port, asked } = await serve(200)
  const url = `https://rebind.example.com:${port}/`
  for (const lookup of [
    resolving('127.0.0.1'),
    resolving('1.1.1.1', '10.0.0.1'),
    resolving('::ffff:127.0.0.1'),
    resolving(),
  ])
    expect(await post({ ...call, url, demo: false, lookup })).toEqual({ fault: '域名指向内网、本机或保留地址，未发送' })
  expect(await post({ ...call, url: `http://127.0.0.1:${port}/`, demo: false })).toHaveProperty('fault')
  expect(asked()).toBe(0)
})

test('a redirect is an answer and not followed', async () => {
  const inner = await serve(200)
  const outer = await serve(302, { location: `http://127.0.0.1:${inner.port}/` })
  expect(await post({ ...call, url: `http://127.0.0.1:${outer.port}/`, demo: true })).toEqual({ status: 302 })
  expect([outer.asked(), inner.asked()]).toEqual([1, 0])
})

test('nobody there, and an answer that does not come, are faults', async () => {
  expect(await post({ ...call, url: 'http://127.0.0.1:9/', demo: true })).toHaveProperty('fault')
  const silent = createServer(() => {})
  servers.push(silent)
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  const { port } = silent.address() as AddressInfo
  const outcome = await post({ ...call, timeoutMs: 200, url: `http://127.0.0.1:${port}/`, demo: true })
  expect(outcome).toEqual({ fault: '对方没有在时限内答复' })
  silent.closeAllConnections()
})
