import { concat, utf8Encode } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import {
  COSIGNATURE,
  checkSignatures,
  formatSignature,
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
  const signature = concat(stamp, witness.sign(cosignatureMessage(checkpoint, time)))
  return formatSignature({ name: witness.name, keyId: witness.keyId, signature })
}

/** Checks the Ed25519 cosignatures (type 0x04) on a checkpoint's note. */
export function verifyCosignatures(crypto: Crypto, note: Note, keys: readonly VerifierKey[]): NoteCheck<Cosignature> {
  const witnesses = keys.filter((k) => k.type === COSIGNATURE)
  return checkSignatures(note, witnesses, (key, bytes) => {
    if (bytes.length !== 72) return null
    const stamp = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
    if (stamp === 0n || stamp > BigInt(LAST_TIME)) return null
    const time = Number(stamp)
    const good = crypto.ed25519Verify(key.publicKey, cosignatureMessage(note.text, time), bytes.subarray(8))
    return good ? { key, time } : null
  })
}
