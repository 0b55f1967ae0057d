import { connect, type Socket } from 'node:net'
import type { Scanner, ScanResult } from './scanner.ts'

export interface ClamdOptions {
  /** `{ path }` for a UNIX socket, `{ host, port }` for TCP. */
  address: { path: string } | { host: string; port: number }
  /** Gives up after this long without any progress. Milliseconds. */
  timeoutMs?: number
}

const chunkBytes = 256 * 1024

const read = (reply: string): ScanResult => {
  const text = reply.replace(/\0/g, '').trim()
  const found = /^stream: (.+) FOUND$/.exec(text)
  if (found?.[1]) return { outcome: 'infected', signature: found[1] }
  if (text === 'stream: OK') return { outcome: 'clean' }
  if (/size limit exceeded/i.test(text)) {
    return { outcome: 'unavailable', reason: '文件超过病毒扫描服务允许的大小，请调大 clamd 的 StreamMaxLength。' }
  }
  return { outcome: 'unavailable', reason: text === '' ? '病毒扫描服务没有答复。' : `病毒扫描服务答复异常：${text}` }
}

const write = (socket: Socket, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))

/** clamd hangs up in the middle of a file that is too large for it; its explanation may be lost with the connection. */
const whyBroken = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EPIPE' || code === 'ECONNRESET') {
    return '病毒扫描服务中断了连接：文件可能超过它允许的大小（clamd 的 StreamMaxLength），或者服务正在重启。'
  }
  return `病毒扫描服务不可用：${error instanceof Error ? error.message : '未知原因'}`
}

const send = async (socket: Socket, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> => {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for await (const chunk of source) {
    for (let from = 0; from < chunk.byteLength; from += chunkBytes) {
      const part = chunk.subarray(from, from + chunkBytes)
      const frame = Buffer.alloc(4 + part.byteLength)
      frame.writeUInt32BE(part.byteLength)
      frame.set(part, 4)
      await write(socket, frame)
    }
  }
  await write(socket, Buffer.alloc(4))
}

/** Scans with a clamd daemon over its INSTREAM command. */
export const createClamdScanner = ({ address, timeoutMs = 30_000 }: ClamdOptions): Scanner => ({
  async scan(source) {
    const socket = connect(address)
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('超时')))
    const answer = new Promise<string>((resolve, reject) => {
      let reply = ''
      socket.on('data', (data) => {
        reply += data.toString('utf8')
        if (reply.includes('\0')) resolve(reply)
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(reply))
    })
    try {
      // clamd may answer and hang up before everything is sent (size limit): its answer counts, not our broken pipe.
      const sent = send(socket, source instanceof Uint8Array ? [source] : source)
      const failure = sent.then(
        () => undefined,
        (error: unknown) => error,
      )
      const reply = await answer.catch(async (error: unknown) => {
        throw (await failure) ?? error
      })
      const broken = reply === '' ? await failure : undefined
      if (broken) throw broken
      return read(reply)
    } catch (error) {
      return { outcome: 'unavailable', reason: whyBroken(error) }
    } finally {
      socket.destroy()
    }
  },
})
