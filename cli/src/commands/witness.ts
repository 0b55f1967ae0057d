import { parseArgs } from 'node:util'
import type { TrustedLog } from '@datadeed/evidence'
import { parseVkey } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { parseListen, serve } from '../serve.ts'
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
  const keys = vkeys.map((vkey) => {
    try {
      return parseVkey(nodeCrypto, vkey)
    } catch {
      throw new CliError(text.badVkey(vkey))
    }
  })
  // A log that changed its key is one log with two keys.
  const origins = [...new Set(keys.map((key) => key.name))]
  const logs = origins.map((origin): TrustedLog => ({ origin, keys: keys.filter((key) => key.name === origin) }))
  // Read now, so that a damaged state stops the start and not the first request.
  for (const log of logs) await store.read(log.origin)
  const server = createWitnessServer({ store, logs, now: Date.now, onError: (error) => context.note(String(error)) })
  await serve(server, address, text.witnessBusy(listen), (url) => {
    context.print(text.witnessKey(store.signer.vkey))
    context.print(text.witnessListening(url))
  })
  context.print(text.witnessStopped)
  return exit.ok
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
