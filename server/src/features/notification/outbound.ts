import { lookup as lookUp } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { AppError } from '@datadeed/core/kernel/errors'

// IANA special-purpose address registries (IPv4 and IPv6): nothing in them is somebody's public server.
const special = new BlockList()
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  special.addSubnet(net, bits, 'ipv4')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
// Within it: protocol assignments and Teredo, documentation, 6to4 (which hides an IPv4 address), SRv6 and documentation again.
for (const [net, bits] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['2620:4f:8000::', 48],
  ] as const),
  ...([
    ['3ffe::', 16],
    ['3fff::', 20],
  ] as const),
] as const)
  special.addSubnet(net, bits, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Which addresses may be called: public ones, and in a demonstration this machine. IPv4 inside IPv6 is never public. */
export function mayCall(address: string, demo: boolean): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0) return false
  if (demo && loopback.check(address, family)) return true
  return family === 'ipv4'
    ? !special.check(address, family)
    : globalUnicast.check(address, family) && !special.check(address, family)
}

const refuse = (reason: string) => {
  const said = reason.replace(/。$/, '')
  return new AppError('notification.bad_address', { reason: `${said}。` }, [{ path: 'url', message: said }])
}

/** `[::1]` and `127.0.0.1` as addresses, anything else as the name it is. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/**
 * A web-hook's address as it will be called, or `notification.bad_address` with the reason. Names are looked up at each
 * call, where every address they lead to is checked again.
 */
export function checkAddress(text: string, demo: boolean): URL {
  const url = URL.parse(text.trim())
  if (!url) throw refuse('网址不完整，应以 https:// 开头')
  const host = hostOf(url)
  const local =
    demo && (host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')))
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) throw refuse('只接受 https 网址')
  if (url.username || url.password) throw refuse('网址中不能带用户名和密码')
  if (url.hash) throw refuse('网址中不能带 # 片段')
  const port = url.port === '' ? 443 : Number(url.port)
  if (port !== 443 && port < 1024) throw refuse('端口只能是 443 或 1024 以上')
  if (
    isIP(host) !== 0
      ? !mayCall(host, demo)
      : /^localhost$|\.(localhost|local|internal|home\.arpa)$/.test(host) && !local
  )
    throw refuse('该地址是内网、本机或保留地址')
  if (isIP(host) === 0 && !local && !host.includes('.')) throw refuse('主机名不完整')
  return url
}

export type Outcome = { status: number } | { fault: string }

interface Call {
  url: string
  headers: Record<string, string>
  body: string
  demo: boolean
  /** Looks names up; that of the machine where none is given. */
  lookup?: typeof lookUp
  timeoutMs?: number
}

class Forbidden extends Error {}

/** Looks a name up and refuses it where any of its addresses may not be called; the connection uses these very addresses. */
function guarded(demo: boolean, lookup: typeof lookUp): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const [first] = addresses
      if (!first || addresses.some(({ address }) => !mayCall(address, demo)))
        return done(new Forbidden() as NodeJS.ErrnoException, '', 0)
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
}

const faults: Record<string, string> = {
  ENOTFOUND: '域名无法解析',
  EAI_AGAIN: '域名暂时无法解析',
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接被对方中断',
  ABORT_ERR: '对方没有在时限内答复',
  CERT_HAS_EXPIRED: '对方证书已过期',
}

function faultOf(error: unknown): string {
  if (error instanceof Forbidden) return '域名指向内网、本机或保留地址，未发送'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return faults[code] ?? `无法连接（${code || '未知原因'}）`
}

/** Posts once. A redirect is not followed: its status is the answer. Never throws; what came back is not kept. */
export async function post({ url, headers, body, demo, lookup = lookUp, timeoutMs = 15_000 }: Call): Promise<Outcome> {
  let target: URL
  try {
    target = checkAddress(url, demo)
  } catch {
    return { fault: '地址不再符合要求，未发送' }
  }
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  return await new Promise<Outcome>((settle) => {
    const request = send(
      target,
      {
        method: 'POST',
        agent: false,
        lookup: guarded(demo, lookup),
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        settle({ status: response.statusCode ?? 0 })
        // The status is all that counts; nothing more of the answer is read.
        response.on('error', () => {})
        response.destroy()
      },
    )
    request.on('error', (error) => settle({ fault: faultOf(error) }))
    request.end(body)
  })
}
