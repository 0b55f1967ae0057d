import { join } from 'node:path'
import {
  isValidAt,
  type NoteSigner,
  noteSigner,
  parseVkey,
  type SlowNoteSigner,
  sm2NoteSigner,
  sm3Origin,
  type TrustedKey,
} from '@datadeed/evidence'
import {
  ed25519Key,
  generateEd25519PrivateKey,
  generateSm2PrivateKey,
  nodeCrypto,
  sm2Key,
} from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { readOrMakeSeed, readSeed } from '../../platform/signing/seed-file.ts'
import { pinSetting, settingsBelow } from './log-store.ts'

type P = Pick<Platform, 'config' | 'db'>

/** A key as this installation first saw it; `from` is RFC 3339, UTC. */
export interface PinnedKey {
  vkey: string
  from: string
}
/** A key that followed another, and until when that one counts beside it. */
export interface NextKey extends PinnedKey {
  previousUntil: string
}

/** One of the two trees: where its private keys lie and how they sign. */
export interface KeyRing<Signer> {
  /** Of the first key; later ones append their id. */
  readonly file: string
  readonly setting: string
  generate(): Uint8Array
  signer(config: Platform['config'], secret: Uint8Array): Signer
}

export const logRing: KeyRing<NoteSigner> = {
  file: 'log-ed25519',
  setting: 'log-key',
  generate: generateEd25519PrivateKey,
  signer: ({ logOrigin }, secret) => noteSigner(nodeCrypto, logOrigin, ed25519Key(secret)),
}
export const sm3Ring: KeyRing<SlowNoteSigner> = {
  file: 'log-sm2',
  setting: 'sm3-key',
  generate: generateSm2PrivateKey,
  signer: ({ logOrigin }, secret) => sm2NoteSigner(nodeCrypto, sm3Origin(logOrigin), sm2Key(secret)),
}

/** A key that this installation can sign with. */
export interface LogKey<Signer = NoteSigner> extends TrustedKey {
  signer: Signer
}

type Named = { readonly vkey: string }
const first = new WeakMap<Platform['config'], Map<string, Promise<PinnedKey>>>()

/** A tree's keys, the newest first; the first one is made when there is none. Throws when that is not the one the database has. */
export async function keysOf<S extends Named>(p: P, ring: KeyRing<S>): Promise<[TrustedKey, ...TrustedKey[]]> {
  const { vkey, from } = await firstKey(p, ring)
  const next = await settingsBelow<NextKey>(p.db, `${ring.setting}-next:`)
  const keys: [TrustedKey, ...TrustedKey[]] = [{ vkey, from, until: null }]
  for (const key of [...next.values()].sort((a, b) => a.from.localeCompare(b.from))) {
    keys[0] = { ...keys[0], until: key.previousUntil }
    keys.unshift({ vkey: key.vkey, from: key.from, until: null })
  }
  return keys
}

/** The same with their signers, those that still count. Throws when a private key is missing or another one. */
export async function openKeys<S extends Named>(p: P, ring: KeyRing<S>): Promise<LogKey<S>[]> {
  const keys = await keysOf(p, ring)
  return await Promise.all(
    keys
      .filter((key) => isValidAt(key, Date.now() / 1000))
      .map(async (key) => {
        const oldest = key.vkey === keys.at(-1)?.vkey
        const file = keyFile(p, ring, oldest ? null : parseVkey(nodeCrypto, key.vkey).keyId)
        const signer = ring.signer(p.config, await readSeed(file))
        if (signer.vkey !== key.vkey) throw new Error(wrongKey(file))
        return { ...key, signer }
      }),
  )
}

/** The newest signer of the log. */
export async function logKey(p: P): Promise<LogKey> {
  const [newest] = await openKeys(p, logRing)
  if (!newest) throw new Error('no key of the log is valid')
  return newest
}

/** The signers to sign a checkpoint with now: all that count, so that whoever knows only the old key still verifies. */
export function signersNow<S>(keys: readonly LogKey<S>[]): S[] {
  const now = Date.now() / 1000
  return keys.filter((key) => isValidAt(key, now)).map((key) => key.signer)
}

/** Makes a private key for the next key of a tree and stores it; it counts only once it is pinned. */
export async function makeNextKey<S extends Named>(p: P, ring: KeyRing<S>): Promise<{ vkey: string; keyId: string }> {
  const secret = ring.generate()
  const { vkey } = ring.signer(p.config, secret)
  const { keyId } = parseVkey(nodeCrypto, vkey)
  await readOrMakeSeed(keyFile(p, ring, keyId), () => secret)
  return { vkey, keyId }
}

function firstKey<S extends Named>(p: P, ring: KeyRing<S>): Promise<PinnedKey> {
  const opened = first.get(p.config) ?? new Map<string, Promise<PinnedKey>>()
  first.set(p.config, opened)
  const known = opened.get(ring.file)
  if (known) return known
  const opening = openFirstKey(p, ring)
  opened.set(ring.file, opening)
  opening.catch(() => opened.delete(ring.file))
  return opening
}

async function openFirstKey<S extends Named>(p: P, ring: KeyRing<S>): Promise<PinnedKey> {
  const file = keyFile(p, ring, null)
  const secret = await readOrMakeSeed(file, ring.generate)
  const { vkey } = ring.signer(p.config, secret)
  const pinned = await pinSetting<PinnedKey>(p.db, ring.setting, { vkey, from: pinnedFrom() })
  if (pinned.vkey !== vkey) throw new Error(wrongKey(file))
  return pinned
}

const wrongKey = (file: string): string =>
  `日志密钥或日志名称与数据库中的不一致：请恢复与该数据库同时备份的 ${file}，不要另行生成`

function keyFile(p: Pick<Platform, 'config'>, ring: { file: string }, keyId: string | null): string {
  return join(p.config.dataDir, 'keys', keyId === null ? ring.file : `${ring.file}-${keyId}`)
}

/** From when a key met just now counts: clocks of honest machines differ by a few minutes. */
export function pinnedFrom(): string {
  return `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`
}
