import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { NoteSigner, WitnessState } from '@datadeed/evidence'
import { cosigner, fromHex, originHash, toHex } from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'

/** What a witness remembers of one log: the newest checkpoint it cosigned and the note it serves. */
export interface WitnessRecord {
  state: WitnessState
  note: string
}

/** A witness's folder. Writing returns after the disk has it. */
export interface WitnessStore {
  signer: NoteSigner
  pinned: string[]
  pin(vkey: string): Promise<void>
  read(origin: string): Promise<WitnessRecord | null>
  write(origin: string, record: WitnessRecord): Promise<void>
  /** the record by the hash of its origin, as it stands in the address */
  readByHash(hash: string): Promise<WitnessRecord | null>
}

/** Opens the folder; on first use makes the key, readable by its owner only. Throws CliError for a damaged folder. */
export const openWitnessStore = async (folder: string, name: string, context: Context): Promise<WitnessStore> => {
  const { text } = context
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw new CliError(text.cannotWrite(folder))
  })
  const keyFile = join(folder, 'key.json')
  let key = await readJson(keyFile, context)
  if (key === null) {
    key = { name, seed: toHex(generateEd25519PrivateKey()) }
    await writeDurably(keyFile, JSON.stringify(key), context)
  }
  await chmod(keyFile, 0o600)
  if (key.name !== name) throw new CliError(text.witnessNameChanged(String(key.name)))
  const signer = cosigner(nodeCrypto, name, ed25519Key(fromHex(String(key.seed))))

  const pinFile = join(folder, 'logs.json')
  const stored = await readJson(pinFile, context)
  const pinned: string[] = Array.isArray(stored?.vkeys) ? stored.vkeys.map(String) : []
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
    pinned,
    pin: async (vkey) => {
      pinned.push(vkey)
      await writeDurably(pinFile, JSON.stringify({ vkeys: pinned }), context)
    },
    readByHash,
    read: (origin) => readByHash(hashOf(origin)),
    write: (origin, { state, note }) => {
      const record = { origin, size: state.size, root: toHex(state.root), note }
      return writeDurably(recordFile(hashOf(origin)), JSON.stringify(record), context)
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

/** Temp file, fsync, rename, fsync of the folder: after this a power cut leaves the old content or the new, never less. */
const writeDurably = async (file: string, content: string, { text }: Context): Promise<void> => {
  try {
    const temp = `${file}.new`
    const handle = await open(temp, 'w', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temp, file)
    const folder = await open(dirname(file), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch {
    throw new CliError(text.cannotWrite(file))
  }
}
