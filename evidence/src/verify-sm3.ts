import { utf8Encode } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { parseNote, parseVkey, verifySm2Note } from './note.ts'
import type { Reason } from './reasons.ts'
import { formatTime } from './time.ts'
import { parseProof, SM3_PROOF } from './tlog-proof.ts'
import { isValidAt, sm3Origin, type Trust } from './trust.ts'
import { type ReceiptFinding, reason } from './verify-log.ts'

/** Checks that an entry is in the SM3 tree at the index it has in the SHA-256 tree. `proof` is null where none is enclosed. */
export function checkSm3(
  crypto: Crypto,
  text: string,
  proof: string | null,
  receipt: Pick<ReceiptFinding, 'index' | 'quorumAt'>,
  trust: Trust,
): Reason[] {
  if (proof === null) return trust.sm3 === undefined ? [] : [reason('sm3_not_included')]
  const { index, path, checkpoint: noteText } = parseProof(proof, SM3_PROOF)
  const note = parseNote(noteText)
  const { origin, size, root } = parseCheckpoint(note.text)
  const reasons: Reason[] = []
  const expected = sm3Origin(trust.log.origin)
  if (origin !== expected) reasons.push(reason('sm3_origin_mismatch', { origin, expected }))
  const leaf = leafHash(crypto.sm3, utf8Encode(text))
  if (index !== receipt.index || !verifyInclusion(crypto.sm3, leaf, index, size, path, root))
    reasons.push(reason('sm3_inclusion_failed'))
  if (trust.sm3 === undefined) return [...reasons, reason('sm3_keys_missing')]
  const keys = trust.sm3.map((k) => ({ ...k, key: parseVkey(crypto, k.vkey) }))
  const check = verifySm2Note(
    crypto,
    note,
    keys.map((k) => k.key),
  )
  const at = receipt.quorumAt
  if (check.bad.length > 0) reasons.push(reason('sm3_signature_bad'))
  else if (check.unchecked.length > 0) reasons.push(reason('sm3_not_checked'))
  else if (check.good.length === 0) {
    const names = [expected, ...keys.map((k) => k.key.name)]
    const renewed = check.unknown.some((name) => names.includes(name))
    reasons.push(reason(renewed ? 'sm3_key_unknown' : 'sm3_signature_bad'))
  } else if (at !== null && !keys.some((k) => check.good.includes(k.key) && isValidAt(k, at))) {
    reasons.push(reason('sm3_key_not_valid_then', { time: formatTime(at) }))
  }
  return reasons
}
