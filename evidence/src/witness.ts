import { equalBytes, toHex, utf8Encode } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { emptyRoot, verifyConsistency } from './merkle.ts'
import { formatSignature, type VerifierKey, verifyNote } from './note.ts'
import type { AddCheckpointRequest } from './witness-request.ts'

/** The newest checkpoint of one log that a witness has cosigned. `root` is 32 bytes. */
export interface WitnessState {
  readonly size: number
  readonly root: Uint8Array
}

/** A log a witness watches. */
export interface TrustedLog {
  readonly origin: string
  readonly keys: readonly VerifierKey[]
}

/**
 * What a witness answers. With 200 it must first store `state` and `note` (only if its state is still the one it decided
 * on) and then send its cosignature over `checkpoint`. With 409 the body is `size` and a newline, `text/x.tlog.size`.
 */
export type AddCheckpointDecision =
  | { readonly status: 200; readonly state: WitnessState; readonly checkpoint: string; readonly note: string }
  | { readonly status: 400; readonly reason: 'old_size_above_checkpoint' }
  | { readonly status: 403; readonly reason: 'bad_signature' | 'no_trusted_signature' }
  | { readonly status: 404; readonly reason: 'unknown_log' }
  | { readonly status: 409; readonly reason: 'old_size_differs'; readonly size: number }
  | { readonly status: 422; readonly reason: 'bad_consistency_proof' | 'root_differs' | 'bad_empty_root' }

/** Decides an add-checkpoint call by the rules of c2sp.org/tlog-witness; `state` is null for a log never cosigned. */
export function decideAddCheckpoint(
  crypto: Crypto,
  state: WitnessState | null,
  request: AddCheckpointRequest,
  logs: readonly TrustedLog[],
): AddCheckpointDecision {
  const { checkpoint, note, oldSize, proof } = request
  const log = logs.find((l) => l.origin === checkpoint.origin)
  if (log === undefined) return { status: 404, reason: 'unknown_log' }
  const check = verifyNote(crypto, note, log.keys)
  if (check.bad.length > 0) return { status: 403, reason: 'bad_signature' }
  if (check.good.length === 0) return { status: 403, reason: 'no_trusted_signature' }
  if (oldSize > checkpoint.size) return { status: 400, reason: 'old_size_above_checkpoint' }
  const known = state ?? { size: 0, root: emptyRoot(crypto.sha256) }
  if (oldSize !== known.size) return { status: 409, reason: 'old_size_differs', size: known.size }
  if (checkpoint.size === 0 && !equalBytes(checkpoint.root, emptyRoot(crypto.sha256))) {
    return { status: 422, reason: 'bad_empty_root' }
  }
  if (oldSize === checkpoint.size && !equalBytes(known.root, checkpoint.root)) {
    return { status: 422, reason: 'root_differs' }
  }
  if (!verifyConsistency(crypto.sha256, oldSize, checkpoint.size, known.root, checkpoint.root, proof)) {
    return { status: 422, reason: 'bad_consistency_proof' }
  }
  const trusted = note.signatures.filter((s) => check.good.some((k) => k.name === s.name && k.keyId === s.keyId))
  return {
    status: 200,
    state: { size: checkpoint.size, root: checkpoint.root },
    checkpoint: note.text,
    note: `${note.text}\n${trusted.map(formatSignature).join('')}`,
  }
}

/** The path element under which a witness serves its newest checkpoint of a log: SHA-256 of the origin in hex. */
export function originHash(crypto: Crypto, origin: string): string {
  return toHex(crypto.sha256(utf8Encode(origin)))
}
