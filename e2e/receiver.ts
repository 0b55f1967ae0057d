// A receiver of web-hooks as a company would write it, knowing nothing of our code: checks the signature as the Standard
// Webhooks specification says, drops what it had before, and writes each message as a line of JSON. Its secret comes as a
// line on its standard input; `fail` and `take` there say whether it works.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

let secret = Buffer.alloc(0)
let failing = false
const seen = new Set<string>()

const holds = (id: string, timestamp: string, signatures: string, body: string): boolean => {
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest()
  return signatures.split(' ').some((one) => {
    const [version, mac = ''] = one.split(',')
    const given = Buffer.from(mac, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const server = createServer((request, reply) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const header = (name: string) => String(request.headers[name] ?? '')
    const body = Buffer.concat(chunks).toString()
    const id = header('webhook-id')
    if (failing) return void reply.writeHead(503).end()
    const good = holds(id, header('webhook-timestamp'), header('webhook-signature'), body)
    say({ id, good, repeated: seen.has(id), message: good ? JSON.parse(body) : null })
    seen.add(id)
    reply.writeHead(good ? 204 : 401).end()
  })
})

createInterface(process.stdin).on('line', (line) => {
  if (line === 'fail') failing = true
  else if (line === 'take') failing = false
  else secret = Buffer.from(line.replace(/^whsec_/, ''), 'base64')
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  say({ port: typeof address === 'object' ? address?.port : 0 })
})
