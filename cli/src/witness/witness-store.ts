import { chmod, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NoteSigner, WitnessState } from '@datadeed/evidence'
import { cosigner, fromHex, mlDsaCosigner, originHash, toHex } from '@datadeed/evidence'
import {
  ed25519Key,
  generateEd25519PrivateKey,
  generateMlDsa44PrivateKey,
  hasMlDsa,
  mlDsa44Key,
  nodeCrypto,
} from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { writeDurably } from '../durable-file.ts'

/** What a witness remembers of one log: the newest checkpoint it cosigned and the note it serves. */
export interface WitnessRecord {
  state: WitnessState
  note: string
}

/** A witness's folder. Writing returns after the disk has it. */
export interface WitnessStore {
  /** Ed25519, which every log knows */
  signer: NoteSigner
  /** that, and ML-DSA-44 where the runtime has it */
  signers: NoteSigner[]
  /** the key of the log behind an address, as it was at first use */
  pinned(url: string): string | undefined
  pin(url: string, vkey: string): Promise<void>
  read(origin: string): Promise<WitnessRecord | null>
  write(origin: string, record: WitnessRecord): Promise<void>
  /** the record by the hash of its origin, as it stands in the address */
  readByHash(hash: string): Promise<WitnessRecord | null>
  /** keeps a proof that a log forked; only the first hundred */
  keepFork(name: string, proof: string): Promise<void>
}

const maxForks = 100

/** Opens the folder; on first use makes the key, readable by its owner only. Throws CliError for a damaged folder. */
export const openWitnessStore = async (folder: string, name: string, context: Context): Promise<WitnessStore> => {
  const { text } = context
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw new CliError(text.cannotWrite(folder))
  })
  const write = (file: string, content: string) =>
    writeDurably(file, content).catch(() => {
      throw new CliError(text.cannotWrite(file))
    })
  const keyFile = join(folder, 'key.json')
  let key = await readJson(keyFile, context)
  if (key === null) {
    key = { name, seed: toHex(generateEd25519PrivateKey()) }
    await write(keyFile, JSON.stringify(key))
  }
  if (hasMlDsa && key.mlDsaSeed === undefined && key.name === name) {
    key = { ...key, mlDsaSeed: toHex(generateMlDsa44PrivateKey()) }
    await write(keyFile, JSON.stringify(key))
  }
  await chmod(keyFile, 0o600)
  if (key.name !== name) throw new CliError(text.witnessNameChanged(String(key.name)))
  const signer = cosigner(nodeCrypto, name, ed25519Key(fromHex(String(key.seed))))
  const safe = hasMlDsa ? [mlDsaCosigner(nodeCrypto, name, mlDsa44Key(fromHex(String(key.mlDsaSeed))))] : []

  const pinFile = join(folder, 'logs.json')
  const stored = await readJson(pinFile, context)
  // Before there could be several addresses there was one key and no address with it.
  const oldest = Array.isArray(stored?.vkeys) ? stored.vkeys.map(String)[0] : undefined
  const pins = new Map(Object.entries(stored?.urls ?? {}).map(([url, vkey]) => [url, String(vkey)]))
  const recordFile = (hash: string) => join(folder, `log-${hash}.json`)
  const readByHash = async (hash: string): Promise<WitnessRecord | null> => {
    const file = recordFile(hash)
    const value = await readJson(file, context)
    if (value === null) return null
    if (!Number.isSafeInteger(value.size) || typeof value.root !== 'string' || typeof value.note !== 'string') {
      throw new CliError(text.witnessBadState(file))
    }
    return { state: { size: Number(value.size), root: fromHex(value.root) }, note: value.note }
  }
  const hashOf = (origin: string) => originHash(nodeCrypto, origin)
  return {
    signer,
    signers: [signer, ...safe],
    pinned: (url) => pins.get(url) ?? (pins.size === 0 ? oldest : undefined),
    pin: async (url, vkey) => {
      pins.set(url, vkey)
      await write(pinFile, JSON.stringify({ urls: Object.fromEntries(pins) }))
    },
    keepFork: async (name, proof) => {
      const kept = (await readdir(folder)).filter((file) => file.startsWith('fork-'))
      if (kept.length < maxForks) await write(join(folder, `fork-${name}.json`), proof)
    },
    readByHash,
    read: (origin) => readByHash(hashOf(origin)),
    write: (origin, { state, note }) => {
      const record = { origin, size: state.size, root: toHex(state.root), note }
      return write(recordFile(hashOf(origin)), JSON.stringify(record))
    },
  }
}

const readJson = async (file: string, { text }: Context): Promise<Record<string, unknown> | null> => {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CliError(text.cannotRead(file))
  })
  if (content === null) return null
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // falls through to the sentence below
  }
  throw new CliError(text.witnessBadState(file))
}
