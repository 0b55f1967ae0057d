import { generateSm2PrivateKey, nodeCrypto, sm2Key } from '@datadeed/evidence/node'
import type { Bench, Row } from './run.ts'

/** How often something ran in a second, over at least `ms` milliseconds. */
const perSecond = async (ms: number, once: () => unknown): Promise<number> => {
  for (let warm = 0; warm < 20; warm++) await once()
  const start = performance.now()
  let count = 0
  for (; performance.now() - start < ms; count++) await once()
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

export const run: Bench = async ({ quick }) => {
  const ms = quick ? 500 : 3000
  return await sm2(ms)
}
