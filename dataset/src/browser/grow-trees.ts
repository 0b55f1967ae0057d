import { ChunkTree, type Crypto, fromHex } from '@datadeed/evidence'
import type { HashedFile } from '../fingerprint/schedule.ts'

/** The page's own thread works for so long at a time, in milliseconds; from 50 on a person notices. */
const spellMs = 8

/**
 * The same files, each with the root of its tree as its only leaf: the root over one leaf is that leaf. A tree over
 * 100 GiB takes a second, so the page gets its turn in between.
 */
export const growTrees = async (files: HashedFile[], crypto: Crypto): Promise<HashedFile[]> => {
  let began = performance.now()
  const grown: HashedFile[] = []
  for (const file of files) {
    const { sha256, sm3 } = file.leaves
    if (sha256.length <= 32) {
      grown.push(file)
      continue
    }
    const tree = new ChunkTree(crypto)
    for (let at = 0; at < sha256.length; at += 32) {
      tree.append({ sha256: sha256.subarray(at, at + 32), sm3: sm3.subarray(at, at + 32) })
      if (performance.now() - began < spellMs) continue
      await turn()
      began = performance.now()
    }
    const root = tree.root()
    grown.push({ ...file, leaves: { sha256: fromHex(root.sha256), sm3: fromHex(root.sm3) } })
  }
  return grown
}

/** Lets the page do what waits. A timer would do, but in a tab behind others it rings once a second. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
