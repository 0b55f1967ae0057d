import type { Server } from 'node:http'
import { parseArgs } from 'node:util'
import type { TrustedLog } from '@datadeed/evidence'
import { parseVkey } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { createWitnessServer } from '../witness/witness-server.ts'
import type { WitnessStore } from '../witness/witness-store.ts'
import { openWitnessStore } from '../witness/witness-store.ts'

const options = {
  name: { type: 'string' },
  listen: { type: 'string' },
  data: { type: 'string' },
  'log-vkey': { type: 'string', multiple: true },
  'log-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed witness`: serves until SIGTERM or SIGINT. */
export const witness = async (args: string[], context: Context): Promise<number> => {
  const { values } = parseArgs({ args, options })
  const { text } = context
  if (values.help) {
    context.print(text.witnessUsage)
    return exit.ok
  }
  const { name, listen, data } = values
  if (!name) throw new CliError(text.missing('--name'))
  if (!listen) throw new CliError(text.missing('--listen'))
  if (!data) throw new CliError(text.missing('--data'))
  const given = values['log-vkey'] ?? []
  const logUrl = values['log-url']
  if (given.length > 0 && logUrl) throw new CliError(text.oneOf('--log-vkey', '--log-url'))
  if (given.length === 0 && !logUrl) throw new CliError(text.missing('--log-vkey'))
  const address = parseListen(listen, context)

  const store = await openWitnessStore(data, name, context)
  const vkeys = logUrl ? [await pinnedVkey(store, logUrl, context)] : given
  const logs = vkeys.map((vkey): TrustedLog => {
    try {
      const key = parseVkey(nodeCrypto, vkey)
      return { origin: key.name, keys: [key] }
    } catch {
      throw new CliError(text.badVkey(vkey))
    }
  })
  // Read now, so that a damaged state stops the start and not the first request.
  for (const log of logs) await store.read(log.origin)
  const server = createWitnessServer({ store, logs, now: Date.now, onError: (error) => context.note(String(error)) })
  const stopped = untilStopped(server)
  await startListening(server, address, text.witnessBusy(listen))
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : address.port
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  context.print(text.witnessKey(store.signer.vkey))
  context.print(text.witnessListening(`http://${host}:${port}`))
  await stopped
  context.print(text.witnessStopped)
  return exit.ok
}

/** Resolves when a signal has come and the requests under way are answered. */
const untilStopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5000).unref()
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  })

const startListening = (server: Server, address: { host: string; port: number }, busy: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', () => reject(new CliError(busy)))
    server.listen(address, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })

const parseListen = (listen: string, { text }: Context): { host: string; port: number } => {
  const found = /^(.+):(\d{1,5})$/.exec(listen)
  const port = Number(found?.[2])
  if (!found || port > 65_535) throw new CliError(text.badListen(listen))
  return { host: (found[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port }
}

/** The log's key as pinned in the folder; on first use it is fetched and pinned, and said so. */
const pinnedVkey = async (store: WitnessStore, url: string, { text, print }: Context): Promise<string> => {
  const [known] = store.pinned
  if (known !== undefined) return known
  const base = url.replace(/\/+$/, '')
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${base}/vkey`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) {
      const vkey = (await answer.text()).trim()
      try {
        parseVkey(nodeCrypto, vkey)
      } catch {
        throw new CliError(text.badVkey(vkey.slice(0, 200)))
      }
      await store.pin(vkey)
      print(text.witnessPinned(vkey))
      return vkey
    }
    // The log may be starting beside us, with a database to make: up to a minute.
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new CliError(text.witnessNoVkey(base))
}
