import { concat, utf8Encode } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import {
  COSIGNATURE,
  checkSignatures,
  formatSignature,
  MLDSA_COSIGNATURE,
  type Note,
  type NoteCheck,
  type NoteSigner,
  type VerifierKey,
} from './note.ts'
import { LAST_TIME } from './time.ts'

/** A verified cosignature; `time` is the witness's clock in Unix seconds. */
export interface Cosignature {
  readonly key: VerifierKey
  readonly time: number
}

/** What an Ed25519 witness signs (c2sp.org/tlog-cosignature) for a checkpoint's text at a Unix second. */
export function cosignatureMessage(checkpoint: string, time: number): Uint8Array {
  return utf8Encode(`cosignature/v1\ntime ${time}\n${checkpoint}`)
}

/** A signature line of `witness` over the text of a checkpoint. `time` is Unix seconds and more than 0. */
export function cosign(witness: NoteSigner, checkpoint: string, time: number): string {
  if (!Number.isSafeInteger(time) || time <= 0 || time > LAST_TIME)
    throw new RangeError('a cosignature needs a time in Unix seconds')
  const stamp = new Uint8Array(8)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  const message = witness.quantumSafe
    ? mlDsaCosignatureMessage(witness.name, checkpoint, time)
    : cosignatureMessage(checkpoint, time)
  const signature = concat(stamp, witness.sign(message))
  return formatSignature({ name: witness.name, keyId: witness.keyId, signature })
}

/** What an ML-DSA-44 witness signs for a checkpoint at a Unix second: extension lines are not in it. */
export function mlDsaCosignatureMessage(name: string, checkpoint: string, time: number): Uint8Array {
  const { origin, size, root } = parseCheckpoint(checkpoint)
  const counted = (text: string) => {
    const bytes = utf8Encode(text)
    if (bytes.length > 255) throw new RangeError('a name or origin has at most 255 bytes')
    return concat(Uint8Array.of(bytes.length), bytes)
  }
  const long = (n: number) => {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(n))
    return bytes
  }
  return concat(utf8Encode('subtree/v1\n\0'), counted(name), long(time), counted(origin), long(0), long(size), root)
}

/** Checks the cosignatures on a checkpoint's note: Ed25519 (type 0x04), and ML-DSA-44 (0x06) where the runtime can. */
export function verifyCosignatures(crypto: Crypto, note: Note, keys: readonly VerifierKey[]): NoteCheck<Cosignature> {
  const witnesses = keys.filter((k) => k.type === COSIGNATURE || k.type === MLDSA_COSIGNATURE)
  return checkSignatures(note, witnesses, (key, bytes) => {
    const old = key.type === COSIGNATURE
    if (bytes.length !== 8 + (old ? 64 : 2420)) return null
    const stamp = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
    if (stamp === 0n || stamp > BigInt(LAST_TIME)) return null
    const time = Number(stamp)
    const verify = old ? crypto.ed25519Verify : crypto.mlDsa44Verify
    if (verify === undefined) return 'unchecked'
    const message = messageOf(key, note.text, time)
    return message !== null && verify(key.publicKey, message, bytes.subarray(8)) ? { key, time } : null
  })
}

function messageOf(key: VerifierKey, checkpoint: string, time: number): Uint8Array | null {
  try {
    return key.type === COSIGNATURE
      ? cosignatureMessage(checkpoint, time)
      : mlDsaCosignatureMessage(key.name, checkpoint, time)
  } catch {
    return null
  }
}
