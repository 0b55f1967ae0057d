import type { Crypto } from '@datadeed/evidence'
import { sm2Verify } from '@datadeed/evidence/curves'
import { pureX509 } from '@datadeed/evidence/x509'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { sm3 } from '../sm3/sm3.ts'
import { plainCrypto } from './plain-crypto.ts'

/** Cryptography for the verifier in a browser: synchronous, with no key and no network. */
export const browserCrypto = (): Crypto => ({
  ...plainCrypto,
  sm3,
  sm2Verify: sm2Verify(sm3),
  x509: pureX509({ sha1, sha256, sha384, sha512 }),
})
