// The vectors of the SM3 tree.
import type { Json } from '../src/index.ts'
import { type Change, forged, verdict } from './verdicts.ts'
import * as world from './world.ts'
import * as sm3 from './world-sm3.ts'

const { depositIndex: index } = world
const replaced =
  (proof: string): Change =>
  (copy) =>
    void Object.assign(copy, { sm3: proof })

const good = sm3.depositContent.sm3 ?? ''
const badSignature = await sm3.head(sm3.SIZE - 1)
const signatureLine = badSignature.slice(badSignature.indexOf('\u2014'))

const FORGERIES: readonly (readonly [string, Change])[] = [
  ['another index in the SM3 tree', replaced(good.replace('index 5', 'index 6'))],
  ['the SM3 proof of another entry', replaced(sm3.receipt(index - 1, await sm3.head(sm3.SIZE), sm3.SIZE))],
  [
    'an SM3 tree of another log',
    replaced(sm3.receipt(index, await sm3.head(sm3.SIZE, sm3.stranger, sm3.stranger.name), 10)),
  ],
  ['an SM3 tree signed with a new key', replaced(sm3.receipt(index, await sm3.head(sm3.SIZE, sm3.renewed), 10))],
  ['the signature of another SM3 checkpoint', replaced(good.replace(/\u2014.*\n$/, signatureLine))],
  ['the SHA-256 proof in place of the SM3 proof', replaced(world.depositContent.entries[0]?.proof ?? '')],
  [
    'the SHA-256 tree under the header of the SM3 proof',
    replaced((world.depositContent.entries[0]?.proof ?? '').replace('c2sp.org/tlog-proof@v1', 'datadeed-sm3-proof/1')),
  ],
  ['no SM3 proof', (copy) => void delete copy.sm3],
]

export const sm3Vectors = (): Json => ({
  about:
    'Packages with a proof in the SM3 tree. The SM2 private key of the tree is 32 bytes of 05; nonces are public: never trust it.',
  vkey: sm3.signer.vkey,
  checkpoint: good.slice(good.indexOf('\n\n') + 2),
  trusts: { trust: sm3.trust, retired: sm3.retired, without: world.trust } as unknown as Json,
  cases: [
    verdict('a deposit in both trees', sm3.depositPackage, { trust: sm3.trust }),
    verdict('an SM2 key retired before', sm3.depositPackage, { trust: sm3.retired, trustName: 'retired' }),
    verdict('a trust file without SM2 keys', sm3.depositPackage, { trust: world.trust, trustName: 'without' }),
    ...forged(sm3.depositPackage, FORGERIES, { trust: sm3.trust }),
  ],
})
