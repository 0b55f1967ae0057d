import { fromHex, utf8Encode } from '@datadeed/evidence'
import { crypto } from './crypto.ts'

const known = {
  message: 'datadeed',
  ed25519: [
    '8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c',
    '10cef7d02e17880af4c7158ef781c0e8ddaab20234750e661a69eb51857daef97f398a16e43000d7a3cb3e539869c62391c6ad03063927b01f61f2e7f4a84804',
  ],
  sm2: [
    '04bba87803d5e12788b07a912ae5368e7b2720bd19b93920bdbf2e9b6286da9c4e2bc093830dc0762b8e144b80ae18447b1bf6c670b93bda9a80795768af5a901e',
    '31726612679fe9b9eddf3a7bb912ad15a6d751d3f1c16e963435ecf209e2d20ab0fa3d3260f728e5f437310e4d9ef4f147bc0bbf45cef167de90d2c5aba13426',
  ],
  p256: [
    '3059301306072a8648ce3d020106082a8648ce3d03010703420004809961968c27ebab65721a58a8c33c12519215e20deb5948c8303eb87923d63b4ad885815b126070fb35e650925dffd91c0cf4226878cde2f2e6fe69a6cabe12',
    '304502205487068e799d4ffb62f8e664ea8847589da5f27c97a5f09fa0263407dd562307022100efc008f7d2f61d1e024fd2fc18e31dbab35eee862e93788049301ccd494f4276',
  ],
  sm3: 'cbd7928624248f1f328bc50b8db9582c5fb0018085ed769ae4757848084fcb59',
} as const

/**
 * True where this browser computes what OpenSSL does. Run before the first file: it also fills the tables of the curves,
 * which would make the first package slow.
 */
export function selfTest(): boolean {
  const message = utf8Encode(known.message)
  const hex = (pair: readonly [string, string]) => [fromHex(pair[0]), fromHex(pair[1])] as const
  const [ed25519, sm2, p256] = [hex(known.ed25519), hex(known.sm2), hex(known.p256)]
  const all = (of: Uint8Array) => [
    crypto.ed25519Verify(ed25519[0], of, ed25519[1]),
    crypto.sm2Verify?.(sm2[0], of, sm2[1]) ?? false,
    crypto.x509.verify('ecdsa', 'sha256', p256[0], of, p256[1]) ?? false,
  ]
  const digest = crypto.sm3(message)
  return (
    all(message).every((good) => good) &&
    all(utf8Encode('datadoed')).every((good) => !good) &&
    fromHex(known.sm3).every((byte, i) => digest[i] === byte)
  )
}
