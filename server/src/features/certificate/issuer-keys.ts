import { join } from 'node:path'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  codeKeyId,
  type Ed25519Key,
  type Es256Key,
  formatTime,
  type Issuer,
  jwkOf,
  readIssuer,
  thumbprint,
  toHex,
} from '@datadeed/evidence'
import {
  ed25519Key,
  es256Key,
  generateEd25519PrivateKey,
  generateEs256PrivateKey,
  nodeCrypto,
} from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import type { Platform } from '../../platform/platform.ts'
import { readOrMakeSeed } from '../../platform/signing/seed-file.ts'
import { logLeaf } from '../evidence/service.ts'
import { findKey, insertKey, listKeys, newestKey } from './credential-store.ts'
import { issuerChain } from './issuer-chain.ts'

/** The keys that sign now. ES256 signs credentials, because every wallet knows it; Ed25519 the offline codes. */
export interface IssuerKeys {
  credential: Es256Key
  code: Ed25519Key
  /** Thumbprint of the first. */
  kid: string
  /** Certificates of the first for `x5c`, DER; none where there are none. */
  chain: readonly Uint8Array[]
}

const { sha256 } = nodeCrypto
/** Milliseconds for which opened keys are good: a process that runs for years must renew their certificate. */
const openFor = 86_400_000
const opened = new WeakMap<Platform['config'], { keys: Promise<IssuerKeys>; until: number }>()

/** The keys from their files, made at first use, each told to the log before it signs anything. */
export async function issuerKeys(p: Platform): Promise<IssuerKeys> {
  const known = opened.get(p.config)
  if (known && Date.now() < known.until) {
    const keys = await known.keys
    // Another process may have met a new key: what the old one signs after that counts for nothing.
    if ((await newestKey(p.db, 'credential')) === keys.kid) return keys
  }
  const keys = openKeys(p)
  opened.set(p.config, { keys, until: Date.now() + openFor })
  keys.catch(() => opened.delete(p.config))
  return await keys
}

async function openKeys(p: Platform): Promise<IssuerKeys> {
  const at = (name: string) => join(p.config.dataDir, 'keys', name)
  const credential = es256Key(await readOrMakeSeed(at('credential-es256'), generateEs256PrivateKey))
  const code = ed25519Key(await readOrMakeSeed(at('code-ed25519'), generateEd25519PrivateKey))
  const kid = thumbprint(sha256, jwkOf(credential.publicKey))
  await announce(p, 'credential', kid, credential.publicKey)
  await announce(p, 'code', codeKeyId(sha256, code.publicKey), code.publicKey)
  return { credential, code, kid, chain: await issuerChain(p, kid, credential.publicKey) }
}

/** A key seen for the first time: its row and its entry in the log. Replacing the file is how a key is rotated; an earlier file is refused. */
async function announce(p: Platform, use: 'credential' | 'code', kid: string, publicKey: Uint8Array): Promise<void> {
  if (await findKey(p.db, kid)) {
    // What an earlier key signs after the next one counts for nothing.
    if ((await newestKey(p.db, use)) !== kid)
      throw new OperatorError(
        `keys/${use === 'credential' ? 'credential-es256' : 'code-ed25519'} 是以前用过、已经更换的密钥：请放回最新的密钥文件，或删去它换用新的密钥。` +
          ' This key was used before and has been replaced: put back the newest key file, or remove it for a new key.',
      )
    return
  }
  // The machine's time, as in the log: what is signed is judged by it.
  const now = new Date(Math.floor(Date.now() / 1000) * 1000)
  const body = { issuer: p.config.publicUrl, kid, key: toHex(publicKey), since: formatTime(now.getTime() / 1000), use }
  await inTx(p.db, async (tx) => {
    const { digests } = digestDocument(body)
    const leafId = await logLeaf(tx, { type: 'key', subject: `issuer-key-${use}`, digests, body, now })
    await insertKey(tx, { kid, use, public_key: Buffer.from(publicKey), since: now, leaf_id: leafId })
  })
}

/** Whom to believe about credentials: all keys ever used. Throws `evidence.not_published` before the first. */
export async function issuerFile(p: Pick<Platform, 'config' | 'db' | 'pack'>): Promise<Issuer> {
  const rows = await listKeys(p.db)
  const keysOf = (use: string) =>
    rows
      .filter((row) => row.use === use)
      .map((row, i, all) => {
        const next = all[i + 1]
        return {
          ...{ kid: row.kid, publicKey: new Uint8Array(row.public_key), from: formatTime(row.since.getTime() / 1000) },
          until: next ? formatTime(next.since.getTime() / 1000) : null,
        }
      })
  const [credential, code] = [keysOf('credential'), keysOf('code')]
  if (credential.length === 0 || code.length === 0) throw new AppError('evidence.not_published')
  const file = {
    format: 'datadeed-issuer/1',
    issuer: p.config.publicUrl,
    name: p.pack.registrar.name,
    credential: credential.map(({ kid, publicKey, from, until }) => {
      const { x, y } = jwkOf(publicKey)
      return { kid, x, y, from, until }
    }),
    code: code.map(({ kid, publicKey, from, until }) => ({ kid, key: toHex(publicKey), from, until })),
  }
  return readIssuer(sha256, file, '')
}
