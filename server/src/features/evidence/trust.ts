import { AppError } from '@datadeed/core/kernel/errors'
import { readTrust, TRUST_FORMAT, type Trust } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { keysOf, logRing, sm3Ring } from './log-key.ts'
import type { Reply } from './reply.ts'
import { trustedAuthorities } from './timestamps.ts'
import { keysEverMet, pinnedWitnesses } from './witness.ts'

/**
 * Whom to believe: the log's key, all witnesses ever met and the quorum. Throws `evidence.not_published` before all
 * witnesses were met, and where none is configured: without witnesses there is nothing a stranger could rely on.
 */
export async function trustFile(p: Pick<Platform, 'config' | 'db'>): Promise<Trust> {
  const [keys, sm3] = await Promise.all([keysOf(p, logRing), keysOf(p, sm3Ring)])
  const met = await pinnedWitnesses(p.db)
  const { quorum, witnessUrls, logOrigin } = p.config
  if (quorum === 0 || !witnessUrls.every((url) => met.has(url))) throw new AppError('evidence.not_published')
  const trust: Trust = {
    format: TRUST_FORMAT,
    log: { origin: logOrigin, vkeys: keys.toReversed() },
    witnesses: (await keysEverMet(p.db)).map((w) => ({
      name: w.name,
      operator: w.name,
      vkey: w.vkey,
      from: w.from,
      until: null,
    })),
    quorum,
    sm3: sm3.toReversed(),
    ...(await trustedAuthorities(p.db)),
  }
  return readTrust(nodeCrypto, JSON.parse(JSON.stringify(trust)), '')
}

export async function sendTrust(p: Pick<Platform, 'config' | 'db'>, reply: Reply): Promise<unknown> {
  const trust = await trustFile(p)
  reply.header('cache-control', 'public, max-age=60')
  reply.type('application/json; charset=utf-8')
  return reply.send(`${JSON.stringify(trust, null, 2)}\n`)
}
