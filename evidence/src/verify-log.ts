import { toHex, utf8Encode } from './bytes.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { verifyCosignatures } from './cosignature.ts'
import type { Crypto } from './crypto.ts'
import type { Entry } from './entry.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { type Note, parseNote, parseVkey, verifyNote } from './note.ts'
import { quorumTime } from './policy-quorum.ts'
import type { Reason, ReasonCode, ReasonParams } from './reasons.ts'
import { severityOf } from './reasons.ts'
import { formatTime } from './time.ts'
import { parseProof } from './tlog-proof.ts'
import { isValidAt, type Trust } from './trust.ts'

// Clocks of honest machines differ by less than this many seconds.
export const SKEW = 300

/** What a signed checkpoint is worth under a trust file. Times are Unix seconds. */
export interface HeadFinding {
  readonly checkpoint: Checkpoint
  readonly logged: readonly Reason[]
  readonly witnessed: readonly Reason[]
  /** Names of the witnesses that count, in order of their times. */
  readonly witnesses: readonly string[]
  /** First and quorum-th time; null without a quorum. */
  readonly firstAt: number | null
  readonly quorumAt: number | null
}

/** What a receipt is worth for an entry. */
export interface ReceiptFinding extends HeadFinding {
  readonly index: number
  /** Hex of the leaf hash. */
  readonly leaf: string
  /** RFC 3339; null when the entry names no checkpoint or it is not enclosed. */
  readonly notBefore: string | null
}

export function reason(code: ReasonCode, params: ReasonParams = {}): Reason {
  return { code, params }
}

/** Checks the signatures on a checkpoint; `role` tells people which one. */
export function checkHead(crypto: Crypto, role: string, noteText: string, trust: Trust, now: number): HeadFinding {
  const note = parseNote(noteText)
  const checkpoint = parseCheckpoint(note.text)
  const seen = checkWitnesses(crypto, role, note, trust, now)
  const logged: Reason[] = []
  if (checkpoint.origin !== trust.log.origin) {
    logged.push(reason('origin_mismatch', { origin: checkpoint.origin, expected: trust.log.origin }))
  }
  const keys = trust.log.vkeys.map((k) => ({ ...k, key: parseVkey(crypto, k.vkey) }))
  const check = verifyNote(
    crypto,
    note,
    keys.map((k) => k.key),
  )
  if (check.bad.length > 0) logged.push(reason('log_signature_bad', { role }))
  else if (check.good.length === 0) {
    // A log that took a new key signs under the name it had; anything else is no signature of this log.
    const names = [trust.log.origin, ...keys.map((k) => k.key.name)]
    const renewed = check.unknown.some((name) => names.includes(name))
    logged.push(reason(renewed ? 'log_key_unknown' : 'log_signature_bad', { role }))
  } else if (seen.quorumAt !== null) {
    const at = seen.quorumAt
    if (!keys.some((k) => check.good.includes(k.key) && isValidAt(k, at))) {
      logged.push(reason('log_key_not_valid_then', { role, time: formatTime(at) }))
    }
  }
  return { checkpoint, logged, ...seen }
}

function checkWitnesses(crypto: Crypto, role: string, note: Note, trust: Trust, now: number) {
  const known = trust.witnesses.map((w) => ({ ...w, key: parseVkey(crypto, w.vkey) }))
  const check = verifyCosignatures(
    crypto,
    note,
    known.map((w) => w.key),
  )
  const witnessed = check.bad.map((name) => reason('witness_signature_bad', { role, name }))
  // A witness that also signed in a way known here needs no other proof.
  const unchecked = check.unchecked.filter((name) => !check.good.some((c) => c.key.name === name))
  witnessed.push(...unchecked.map((name) => reason('cosignature_not_checked', { role, name })))
  const valid = check.good.filter((c) => known.some((w) => w.key === c.key && isValidAt(w, c.time)))
  const counted = valid
    .toSorted((a, b) => a.time - b.time)
    // One witness that changed its key is still one.
    .filter((c, i, all) => all.findIndex((d) => d.key.name === c.key.name) === i)
  const quorumAt = trust.policy ? quorumTime(trust.policy, valid) : (counted[trust.quorum - 1]?.time ?? null)
  if (quorumAt === null) {
    const logKeys = trust.log.vkeys.map((k) => parseVkey(crypto, k.vkey))
    const isLog = (name: string, keyId: string) => logKeys.some((k) => k.name === name && k.keyId === keyId)
    const isWitness = (name: string, keyId: string) => known.some((w) => w.name === name && w.key.keyId === keyId)
    const stranger = note.signatures.some((s) => !isLog(s.name, s.keyId) && !isWitness(s.name, s.keyId))
    const params = { role, have: counted.length, need: trust.quorum }
    // A policy may ask for both ways of signing; a number is met by either.
    const open = trust.policy ? check.unchecked : unchecked
    const code = open.length > 0 ? 'witnesses_not_checkable' : stranger ? 'witnesses_unknown' : 'quorum_missing'
    witnessed.push(reason(code, params))
  }
  const late = counted.find((c) => c.time > now + SKEW)
  if (late !== undefined) witnessed.push(reason('time_in_future', { role, time: formatTime(late.time) }))
  return { witnessed, witnesses: counted.map((c) => c.key.name), firstAt: counted[0]?.time ?? null, quorumAt }
}

/** Checks the receipt of an entry and, where it is enclosed, the checkpoint that bounds the entry's age. */
export function checkReceipt(
  crypto: Crypto,
  item: { readonly role: string; readonly text: string; readonly entry: Entry; readonly proof: string },
  known: string | null,
  trust: Trust,
  now: number,
): ReceiptFinding {
  const { role, entry } = item
  const { index, path, checkpoint } = parseProof(item.proof)
  const head = checkHead(crypto, role, checkpoint, trust, now)
  const logged = [...head.logged]
  const leaf = leafHash(crypto.sha256, utf8Encode(item.text))
  if (!verifyInclusion(crypto.sha256, leaf, index, head.checkpoint.size, path, head.checkpoint.root)) {
    logged.push(reason('inclusion_failed', { role }))
  }
  if (entry.previous !== null && entry.previous.index >= index) logged.push(reason('inclusion_failed', { role }))
  const earlier = known === null ? null : checkHead(crypto, `${role}.known`, known, trust, now)
  if (entry.known !== null && entry.known.size > index) logged.push(reason('known_checkpoint_bad', { role }))
  let notBefore: string | null = null
  if (earlier !== null) {
    const faults = [...earlier.logged, ...earlier.witnessed]
    const same = entry.known?.size === earlier.checkpoint.size && entry.known.root === toHex(earlier.checkpoint.root)
    if (!same || faults.some((f) => severityOf(f.code) === 'invalid')) {
      logged.push(reason('known_checkpoint_bad', { role }))
    } else if (faults.length > 0) logged.push(...faults)
    else if (earlier.firstAt !== null) notBefore = formatTime(earlier.firstAt)
  }
  const time = Date.parse(entry.time) / 1000
  const witnessed = [...head.witnessed]
  if (head.quorumAt !== null) {
    const early = notBefore !== null && time < Date.parse(notBefore) / 1000 - SKEW
    if (early || time > head.quorumAt + SKEW) witnessed.push(reason('log_time_outside', { time: entry.time }))
  }
  return { ...head, logged, witnessed, index, leaf: toHex(leaf), notBefore }
}
