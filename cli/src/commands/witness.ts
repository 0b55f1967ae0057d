import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { TrustedLog } from '@datadeed/evidence'
import { parseVkey } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { lockFolder } from '../folder-lock.ts'
import { readPolicyFile } from '../monitor/policy-file.ts'
import { textOf } from '../monitor/text.ts'
import { parseListen, serve } from '../serve.ts'
import { unitOf } from '../witness/unit.ts'
import { createWitnessServer } from '../witness/witness-server.ts'
import type { WitnessStore } from '../witness/witness-store.ts'
import { openWitnessStore } from '../witness/witness-store.ts'

const options = {
  name: { type: 'string' },
  listen: { type: 'string' },
  data: { type: 'string' },
  'log-vkey': { type: 'string', multiple: true },
  'log-url': { type: 'string', multiple: true },
  policy: { type: 'string' },
  rate: { type: 'string' },
  'print-unit': { type: 'boolean' },
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
  const urls = (values['log-url'] ?? []).map((url) => url.replace(/\/+$/, ''))
  const policy = values.policy === undefined ? null : await readPolicyFile(values.policy, context)
  const given = [...(values['log-vkey'] ?? []), ...(policy?.logs ?? []).map(({ vkey }) => vkey)]
  if (given.length === 0 && urls.length === 0) throw new CliError(text.missing('--log-vkey'))
  const rate = Number(values.rate ?? 100)
  if (!(rate >= 1 && rate <= 100_000)) throw new CliError(textOf(context).badNumber('--rate'))
  const address = parseListen(listen, context)
  if (values['print-unit']) {
    context.print(unitOf(args.filter((arg) => arg !== '--print-unit')))
    return exit.ok
  }

  await mkdir(data, { recursive: true, mode: 0o700 }).catch(() => {
    throw new CliError(text.cannotWrite(data))
  })
  await lockFolder(data, context)
  const store = await openWitnessStore(data, name, context)
  const vkeys = [...given]
  for (const url of urls) vkeys.push(await pinnedVkey(store, url, context))
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
  const server = createWitnessServer({
    store,
    logs,
    now: Date.now,
    rate,
    onError: (error) => context.note(String(error)),
  })
  await serve(server, address, text.witnessBusy(listen), (url) => {
    context.print(text.witnessKey(store.signer.vkey))
    for (const { vkey, quantumSafe } of store.signers)
      if (quantumSafe) context.print(textOf(context).witnessSafeKey(vkey))
    context.print(textOf(context).witnessHandOver(name, origins))
    context.print(text.witnessListening(url))
  })
  context.print(text.witnessStopped)
  return exit.ok
}

/** The log's key as pinned in the folder; on first use it is fetched and pinned, and said so. */
const pinnedVkey = async (store: WitnessStore, url: string, { text, print }: Context): Promise<string> => {
  const known = store.pinned(url)
  if (known !== undefined) return known
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${url}/vkey`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) {
      const vkey = (await answer.text()).split('\n')[0]?.trim() ?? ''
      try {
        parseVkey(nodeCrypto, vkey)
      } catch {
        throw new CliError(text.badVkey(vkey.slice(0, 200)))
      }
      await store.pin(url, vkey)
      print(text.witnessPinned(vkey))
      return vkey
    }
    // The log may be starting beside us, with a database to make: up to a minute.
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new CliError(text.witnessNoVkey(url))
}
