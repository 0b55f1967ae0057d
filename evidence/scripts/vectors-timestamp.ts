// The vectors of timestamps: a deposit in both trees, stamped with both imprints, and what must be refused.
import { formatTime, type Json, makePackage, type Trust, type TrustedAuthority, toBase64 } from '../src/index.ts'
import { certify, type Made, stamp } from './authority.ts'
import { type Change, forged, verdict } from './verdicts.ts'
import * as world from './world.ts'
import * as sm3 from './world-sm3.ts'

const AT = 1_790_000_300
const STAMPING = '1.3.6.1.5.5.7.3.8'
const root = certify(
  'Vectors root',
  20,
  { name: 'Vectors root', key: new Uint8Array(32).fill(20) },
  { authority: true },
)
const signer = certify('Vectors TSA', 21, root, { usage: STAMPING })
const expired = certify('Vectors TSA of old', 22, root, { usage: STAMPING, to: AT - 1 })
const server = certify('Vectors web server', 23, root, { usage: '1.3.6.1.5.5.7.3.1' })
const orphan = certify('Vectors TSA of nobody', 24, { name: root.name, key: signer.key }, { usage: STAMPING })
const stranger = certify('Stranger TSA', 25, root, { usage: STAMPING })

const entry = ({ name, certificate }: Made): TrustedAuthority => ({
  ...{ name, certificates: [toBase64(certificate), toBase64(root.certificate)], policies: ['1.2.3.4.1'] },
  ...{ from: formatTime(1_789_913_600), until: null },
})
const trust: Trust = { ...sm3.trust, authorities: [signer, expired, server, orphan].map(entry) }

const SIZE = world.SIZE_AT_DEPOSIT
const head = world.head(SIZE, 0, [])
const sm3Head = await sm3.head(SIZE)
const token = (...of: Parameters<typeof stamp>) => toBase64(stamp(...of))
const tokens = [
  token(signer, head, AT),
  token(signer, head, AT, { hash: 'sm3' }),
  token(signer, sm3Head, AT, { hash: 'sm3' }),
]
export const stampedPackage = makePackage(world.crypto, {
  ...world.depositContent,
  trust,
  sm3: sm3.receipt(world.depositIndex, sm3Head, SIZE),
  timestamps: { proof: world.receipt(world.depositIndex, head, SIZE), tokens },
})
export const stampedTrust = trust

const withTokens =
  (...list: string[]): Change =>
  (copy) =>
    void Object.assign(copy.timestamps ?? {}, { tokens: list })
const withProof =
  (proof: string): Change =>
  (copy) =>
    void Object.assign(copy.timestamps ?? {}, { proof })
const damaged = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  return bytes.toString('base64')
}
const [first = ''] = tokens

const FORGERIES: readonly (readonly [string, Change])[] = [
  ['a token over another text', withTokens(token(signer, `${head} `, AT))],
  [
    'a token over the checkpoint without its signature',
    withTokens(token(signer, head.slice(0, head.indexOf('\u2014')), AT)),
  ],
  ['a token whose signature was changed', withTokens(damaged(first))],
  ['a token by a certificate that had expired', withTokens(token(expired, head, AT))],
  ['a token by a certificate for web servers', withTokens(token(server, head, AT))],
  ['a token by a certificate the root did not issue', withTokens(token(orphan, head, AT))],
  ['a token under another policy', withTokens(token(signer, head, AT, { policy: '1.2.3.4.2' }))],
  ['a token from the future', withTokens(token(signer, head, world.NOW + 1000))],
  ['a token by an authority nobody knows', withTokens(token(stranger, head, AT))],
  ['a byte after a token', withTokens(toBase64(Uint8Array.of(...Buffer.from(first, 'base64'), 0)))],
  ['no DER', withTokens('AAAA')],
  ['no token', withTokens()],
  ['the stamped checkpoint for another entry', withProof(world.receipt(world.depositIndex - 1, head, SIZE))],
  [
    'a stamped checkpoint the log did not sign',
    withProof(world.receipt(world.depositIndex, world.head(SIZE, 0, [], world.stranger), SIZE)),
  ],
  ['no timestamps', (copy) => void delete copy.timestamps],
]

export const timestampVectors = (): Json => ({
  about:
    'Packages with RFC 3161 tokens over the checkpoint as the log signed it and over the checkpoint of the SM3 tree. P-256 private keys are 32 equal bytes: 20 (hex 14) the root, 21 the authority.',
  trusts: { trust } as unknown as Json,
  tokens,
  stamped: head,
  cases: [verdict('a deposit, stamped', stampedPackage, { trust }), ...forged(stampedPackage, FORGERIES, { trust })],
})
