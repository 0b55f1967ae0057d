import { browserCrypto } from '@datadeed/dataset/browser-crypto'
import {
  type Crypto,
  growTiles,
  leafHash,
  parsePackage,
  TileTree,
  tileInclusionProof,
  tilePath,
  treeRoot,
  utf8Encode,
  verifyInclusion,
  verifyPackage,
} from '@datadeed/evidence'
import { generateSm2PrivateKey, nodeCrypto, sm2Key } from '@datadeed/evidence/node'
import { MerkleTree } from 'merkletreejs'
import { stampedPackage, stampedTrust } from '../evidence/scripts/vectors-timestamp.ts'
import { NOW } from '../evidence/scripts/world.ts'
import { type Bench, median, type Row } from './run.ts'

const { sha256 } = nodeCrypto

/** How often something ran in a second, over at least `ms` milliseconds; the clock is read every `batch` times. */
const perSecond = async (ms: number, once: (i: number) => unknown, batch = 1): Promise<number> => {
  for (let i = 0; i < 3 * batch; i++) await once(i)
  const start = performance.now()
  let count = 0
  for (; performance.now() - start < ms; count += batch)
    for (let i = 0; i < batch; i++) {
      const result = once(count + i)
      if (result instanceof Promise) await result
    }
  return (count / (performance.now() - start)) * 1000
}

const sm2 = async (ms: number): Promise<Row[]> => {
  const key = sm2Key(generateSm2PrivateKey())
  const message = new Uint8Array(200)
  const signature = await key.sign(message)
  const verify = () => nodeCrypto.sm2Verify?.(key.publicKey, message, signature)
  return [
    {
      row: 'SM2 签名（GB/T 32918.2，单线程）',
      value: await perSecond(ms, () => key.sign(message)),
      unit: '次/s',
      bar: 1000,
      better: 'more',
    },
    { row: 'SM2 验签', value: await perSecond(ms, verify), unit: '次/s', bar: null, better: 'more' },
  ]
}

/** Each has its tree beforehand, in memory, and gives proofs that then verify. */
const inclusion = async (ms: number): Promise<Row[]> => {
  const size = 100_000
  const leaves = Array.from({ length: size }, (_, i) => leafHash(sha256, utf8Encode(`entry ${i}`)))
  const tiles = new Map<string, Uint8Array>()
  const read = (level: number, index: number, width: number): Uint8Array => {
    const data = tiles.get(tilePath({ level, index, width }))
    if (!data) throw new Error(`no tile ${level}/${index}`)
    return data
  }
  for (const tile of await growTiles(sha256, async (...at) => read(...at), 0, leaves))
    tiles.set(tilePath(tile), tile.data)
  const index = (i: number) => (i * 7919) % size
  const tree = new TileTree(sha256, size, read)
  // Each tile is expanded at first use, as the other tree is built before it is timed.
  for (let i = 0; i < size; i += 256) tree.inclusionProof(i)
  const ours = await perSecond(ms, (i) => tree.inclusionProof(index(i)), 1000)
  const cold = await perSecond(ms, (i) => tileInclusionProof(sha256, async (...at) => read(...at), index(i), size), 1)

  const buffers = leaves.map((leaf) => Buffer.from(leaf))
  const theirs = new MerkleTree(buffers, (data: Buffer) => Buffer.from(sha256(data)))
  const others = await perSecond(ms, (i) => theirs.getProof(buffers[index(i)] ?? Buffer.alloc(0)), 1)
  const told = await perSecond(ms, (i) => theirs.getProof(buffers[index(i)] ?? Buffer.alloc(0), index(i)), 100)

  const at = index(3)
  const leaf = buffers[at] ?? Buffer.alloc(0)
  const right =
    verifyInclusion(sha256, leaf, at, size, tree.inclusionProof(at), treeRoot(sha256, leaves)) &&
    theirs.verify(theirs.getProof(leaf), leaf, theirs.getRoot())
  if (!right) throw new Error('a proof that was timed does not verify')
  const row = (name: string, value: number): Row => ({
    row: `包含证明，10 万条：${name}`,
    ...{ value, unit: '个/s', bar: null, better: 'more' },
  })
  return [
    row('瓦片树', ours),
    row('每次从瓦片重算', cold),
    row('merkletreejs 0.6.0，按叶查找', others),
    row('merkletreejs 0.6.0，告知序号', told),
    { row: '包含证明：瓦片树 / merkletreejs（按叶查找）', value: ours / others, unit: '倍', bar: 1000, better: 'more' },
  ]
}

const packages = (times: number): Row[] => {
  const once = (crypto: Crypto) => {
    const start = performance.now()
    const verdict = verifyPackage({ packageText: stampedPackage, trust: stampedTrust, now: NOW }, crypto)
    if (verdict.outcome !== 'valid' || verdict.facts?.timestamps.length !== 3) throw new Error('not valid')
    return performance.now() - start
  }
  parsePackage(nodeCrypto, stampedPackage)
  const [first = 0, ...rest] = Array.from({ length: times }, () => once(nodeCrypto))
  const inBrowser = browserCrypto()
  const [cold = 0, ...warm] = Array.from({ length: times }, () => once(inBrowser))
  return [
    { row: '证据包（双树、时间戳齐全）', value: stampedPackage.length, unit: '字节', bar: 20_480, better: 'less' },
    { row: '验证证据包，Node，第一次', value: first, unit: 'ms', bar: null, better: 'less' },
    { row: '验证证据包，Node，中位数', value: median(rest), unit: 'ms', bar: 50, better: 'less' },
    { row: '验证证据包，浏览器的密码代码（在 Node 中），第一次', value: cold, unit: 'ms', bar: null, better: 'less' },
    {
      row: '验证证据包，浏览器的密码代码（在 Node 中），中位数',
      value: median(warm),
      unit: 'ms',
      bar: 50,
      better: 'less',
    },
  ]
}

export const run: Bench = async ({ quick }) => {
  const ms = quick ? 500 : 3000
  return [...packages(quick ? 20 : 200), ...(await sm2(ms)), ...(await inclusion(ms))]
}
