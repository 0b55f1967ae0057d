import { setTimeout as sleep } from 'node:timers/promises'
import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { canonicalize, fileDigests, makeManifest, utf8Encode } from '../../evidence/src/index.ts'
import type { World } from './world.ts'

/** What the platform has told somebody about a deposit that is published: this must hold for ever. */
export interface Handed {
  id: string
  number: string
  index: number
  leafHash: string
  treeSize: number
  rootHash: string
}

/** Deposits one after the other without end, each again until it is answered; a share of callers hang up before that. */
export const keepDepositing = async (
  world: World,
  name: string,
  random: () => number,
  handed: Handed[],
  over: AbortSignal,
): Promise<void> => {
  for (let i = 0; !over.aborted; i++) {
    const bytes = utf8Encode(`${name} ${i}`)
    const file = { path: `${name}-${i}.csv`, ...fileDigests(nodeCrypto, bytes) }
    const body = JSON.stringify({
      manifest: canonicalize(makeManifest({ name: 'faults', version: '1' }, [file])),
      title: `${name} ${i}`,
    })
    while (!over.aborted) {
      const hangUp = random() < 0.1 ? 5 + Math.floor(random() * 60) : 20_000
      const view = await post(world, body, AbortSignal.any([over, AbortSignal.timeout(hangUp)]))
      if (view?.status === 'published' && view.position) {
        const { index, leafHash, treeSize, rootHash } = view.position
        handed.push({ id: view.id, number: view.number, index, leafHash, treeSize, rootHash })
        break
      }
      await sleep(20)
    }
  }
}

interface View {
  id: string
  number: string
  status: string
  position: Omit<Handed, 'id' | 'number'> | null
}

const post = async (world: World, body: string, signal: AbortSignal): Promise<View | null> => {
  try {
    const answer = await fetch(`${world.url}/api/v1/deposits?wait=5`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
      body,
      signal,
    })
    return answer.ok ? ((await answer.json()) as View) : null
  } catch {
    // Hung up, or nobody there: the same deposit is made again.
    return null
  }
}
