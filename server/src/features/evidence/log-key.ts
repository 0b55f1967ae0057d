import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type NoteSigner, noteSigner } from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { pinSetting } from './log-store.ts'

/** A key as this installation first saw it; `from` is RFC 3339, UTC. */
export interface PinnedKey {
  vkey: string
  from: string
}
export interface LogKey extends PinnedKey {
  signer: NoteSigner
}

const opened = new WeakMap<Platform['config'], Promise<LogKey>>()

/** The log's signer, its key made at first use. Throws when the key is not the one this database was written with. */
export function logKey(p: Pick<Platform, 'config' | 'db'>): Promise<LogKey> {
  const known = opened.get(p.config)
  if (known) return known
  const opening = openLogKey(p)
  opened.set(p.config, opening)
  opening.catch(() => opened.delete(p.config))
  return opening
}

async function openLogKey(p: Pick<Platform, 'config' | 'db'>): Promise<LogKey> {
  const file = join(p.config.dataDir, 'keys', 'log-ed25519')
  const signer = noteSigner(nodeCrypto, p.config.logOrigin, ed25519Key(await readOrMakeSeed(file)))
  const pinned = await pinSetting<PinnedKey>(p.db, 'log-key', { vkey: signer.vkey, from: pinnedFrom() })
  if (pinned.vkey !== signer.vkey)
    throw new Error(`日志密钥或日志名称与数据库中的不一致：请恢复与该数据库同时备份的 ${file}，不要另行生成`)
  return { signer, ...pinned }
}

/** From when a key met just now counts: clocks of honest machines differ by a few minutes. */
export function pinnedFrom(): string {
  return `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`
}

async function readOrMakeSeed(file: string): Promise<Uint8Array> {
  const read = async () => new Uint8Array(Buffer.from((await readFile(file, 'utf8')).trim(), 'hex'))
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(`${Buffer.from(generateEd25519PrivateKey()).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  // link fails when another process was first, whose key then is the key.
  await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(temporary)
  const folder = await open(dirname(file), 'r')
  await folder.sync().finally(() => folder.close())
  return await read()
}
