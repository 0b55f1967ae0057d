import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { parseListen, serve } from '../serve.ts'
import { answerRequest } from '../tsa/authority.ts'
import { openTsaStore } from '../tsa/tsa-store.ts'

const options = {
  listen: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Bytes; a request is below a hundred. */
const largest = 4096

/** `datadeed tsa`: a timestamp authority for tests, over HTTP (RFC 3161, 3.4), until SIGTERM or SIGINT. */
export const tsa = async (args: string[], context: Context): Promise<number> => {
  const { values } = parseArgs({ args, options })
  const { text } = context
  if (values.help) {
    context.print(text.tsaUsage)
    return exit.ok
  }
  const { listen, data } = values
  if (!listen) throw new CliError(text.missing('--listen'))
  if (!data) throw new CliError(text.missing('--data'))
  const address = parseListen(listen, context)
  const authority = await openTsaStore(data, new Date(), context)
  const server = createServer(async (request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') return response.end('ok\n')
    const asked = request.method === 'POST' && request.headers['content-type'] === 'application/timestamp-query'
    const body = asked ? await bodyOf(request).catch(() => null) : null
    if (body === null) return response.writeHead(400).end()
    response.setHeader('content-type', 'application/timestamp-reply')
    return response.end(answerRequest(body, authority, new Date()))
  })
  await serve(server, address, text.witnessBusy(listen), (url) => {
    context.print(`CA: ${join(data, 'ca.pem')}`)
    context.print(text.tsaListening(url))
  })
  context.print(text.tsaStopped)
  return exit.ok
}

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array | null> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > largest) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
