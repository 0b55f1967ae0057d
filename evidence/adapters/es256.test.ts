import { describe, expect, it } from 'vitest'
import { es256Key, es256Verify, generateEs256PrivateKey } from './node.ts'
import { es256Verify as curveVerify, deterministicEs256Key } from './p256.ts'

const message = new TextEncoder().encode('数契')
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const bytes = (n: bigint) => new Uint8Array(Buffer.from(n.toString(16).padStart(64, '0'), 'hex'))

describe.each([
  ['OpenSSL', es256Verify],
  ['noble', curveVerify],
])('ES256 by %s', (_, verify) => {
  const seed = generateEs256PrivateKey()
  const signers = [es256Key(seed), deterministicEs256Key(seed)]

  it('takes the signatures of both, and neither for another message or key', () => {
    for (const signer of signers) {
      const signature = signer.sign(message)
      expect(signature.length).toBe(64)
      expect(verify(signer.publicKey, message, signature)).toBe(true)
      expect(verify(signer.publicKey, message.subarray(1), signature)).toBe(false)
      expect(verify(es256Key(generateEs256PrivateKey()).publicKey, message, signature)).toBe(false)
    }
  })

  it('takes either sign of s', () => {
    const [signer] = signers
    if (!signer) throw new Error()
    const signature = signer.sign(message)
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`)
    const other = new Uint8Array([...signature.subarray(0, 32), ...bytes(order - s)])
    expect(verify(signer.publicKey, message, other)).toBe(true)
  })

  it('is false, not an exception, for what is malformed', () => {
    const key = signers[0]?.publicKey ?? new Uint8Array()
    const signature = signers[0]?.sign(message) ?? new Uint8Array()
    const zeros = new Uint8Array(32)
    const odd: [Uint8Array, Uint8Array][] = [
      [key, new Uint8Array(64)],
      [key, new Uint8Array([...signature.subarray(0, 32), ...zeros])],
      [key, new Uint8Array([...zeros, ...signature.subarray(32)])],
      [key, new Uint8Array([...bytes(order), ...signature.subarray(32)])],
      [key, signature.subarray(1)],
      [key, new Uint8Array(0)],
      [new Uint8Array(64), signature],
      [new Uint8Array(64).fill(255), signature],
      [key.subarray(1), signature],
      [new Uint8Array(0), signature],
    ]
    for (const [publicKey, forged] of odd) expect(verify(publicKey, message, forged)).toBe(false)
  })
})
