import { digestsOf, formatTime, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from './leaf.ts'
import { keysOf, logRing, makeNextKey, type NextKey, pinnedFrom, sm3Ring } from './log-key.ts'
import { insertSetting } from './log-store.ts'

/** The trees by their hash. */
export const trees = ['sha256', 'sm3'] as const
export type Tree = (typeof trees)[number]

/**
 * Gives a tree a new key and logs that. For `overlap` seconds both sign, so that witnesses and verifiers who know only the
 * old one have time to learn the new; then the old one counts no more for anything signed later, and what it signed
 * before stays good. The old private key may be destroyed afterwards.
 */
export async function rotateKey(
  p: Pick<Platform, 'config' | 'db'>,
  tree: Tree,
  overlap: number,
): Promise<{ vkey: string; previousUntil: string }> {
  const ring = tree === 'sha256' ? logRing : sm3Ring
  const [current] = await (tree === 'sha256' ? keysOf(p, logRing) : keysOf(p, sm3Ring))
  const from = pinnedFrom()
  const previousUntil = formatTime(Math.floor(Date.now() / 1000) + overlap)
  if (from <= current.from) throw new OperatorError('密钥刚刚更换过，请稍后再试。 The key was changed just now.')
  const { vkey, keyId } = await (tree === 'sha256' ? makeNextKey(p, logRing) : makeNextKey(p, sm3Ring))
  await inTx(p.db, async (tx) => {
    const next: NextKey = { vkey, from, previousUntil }
    await insertSetting(tx, `${ring.setting}-next:${keyId}`, next)
    await logLeaf(tx, {
      ...{ type: 'key', subject: 'log-key', digests: digestsOf(nodeCrypto, utf8Encode(vkey)) },
      ...{ body: { tree, previous: current.vkey, ...next }, now: new Date() },
    })
  })
  return { vkey, previousUntil }
}
