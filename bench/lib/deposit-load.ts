import { Agent, request } from 'node:http'
import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { canonicalize, fileDigests, makeManifest, utf8Encode } from '../../evidence/src/index.ts'

// An open loop in a process of its own: requests leave at their times, whether or not earlier ones were answered, and
// an answer's delay counts from the time at which its request should have left. Orders come as JSON on standard input.
let input = ''
for await (const part of process.stdin) input += String(part)
const order = JSON.parse(input) as { url: string; token: string; perSecond: number; seconds: number; run: string }
const { url, token, perSecond, seconds, run } = order
const total = perSecond * seconds

const bodyOf = (i: number): string => {
  const bytes = utf8Encode(`${run} ${i}`)
  const files = [{ path: `路段/流量-${i}.csv`, ...fileDigests(nodeCrypto, bytes) }]
  const manifest = canonicalize(makeManifest({ name: 'bench', version: '1' }, files))
  return JSON.stringify({ manifest, title: `路段流量 ${i}` })
}
// Made before the clock starts: the client stands for machines of its own.
const bodies = Array.from({ length: total }, (_, i) => Buffer.from(bodyOf(i)))

const agent = new Agent({ keepAlive: true, maxSockets: 2000, maxFreeSockets: 2000 })
const { hostname, port } = new URL(url)
const delays: number[] = []
const ids: string[] = []
let pending = 0
let failed = 0
let firstFault = ''
let last = 0

const send = (i: number, due: number) =>
  new Promise<void>((resolve) => {
    const body = bodies[i] ?? Buffer.alloc(0)
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': body.length,
    }
    const sent = request(
      { agent, hostname, port, method: 'POST', path: '/api/v1/deposits?wait=20', headers },
      (reply) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (part: string) => {
          text += part
        })
        reply.on('end', () => {
          last = performance.now()
          if (reply.statusCode !== 200) {
            failed += 1
            firstFault ||= `${reply.statusCode} ${text.slice(0, 300)}`
          } else if (text.includes('"status":"published"')) delays.push(last - due)
          else pending += 1
          if (i % 997 === 0) ids.push(/"id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '')
          resolve()
        })
      },
    )
    sent.on('error', (error) => {
      failed += 1
      firstFault ||= String(error)
      resolve()
    })
    sent.end(body)
  })

const began = performance.now()
const answers: Promise<void>[] = []
await new Promise<void>((resolve) => {
  const tick = () => {
    const now = performance.now()
    while (answers.length < total && began + (answers.length * 1000) / perSecond <= now)
      answers.push(send(answers.length, began + (answers.length * 1000) / perSecond))
    if (answers.length < total) setTimeout(tick, 2)
    else resolve()
  }
  tick()
})
await Promise.all(answers)
agent.destroy()
delays.sort((a, b) => a - b)
const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? Number.NaN
console.log(
  JSON.stringify({
    perSecond: (1000 * delays.length) / (last - began),
    p50: at(0.5),
    p99: at(0.99),
    ...{ published: delays.length, pending, failed, firstFault, ids },
  }),
)
