import {
  type Checkpoint,
  type ED25519,
  FormatError,
  parseCheckpoint,
  parseNote,
  parseVkey,
  SM2_NOTE,
  utf8Decode,
  type VerifierKey,
  verifyNote,
  verifySm2Note,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { FindingCode } from './finding.ts'

/** A checkpoint whose signature holds. */
export interface Head extends Checkpoint {
  note: string
  /** Under the log's name, by keys that are not known. */
  strangers: boolean
}

/** Reads and checks a signed head; what is wrong with it otherwise. */
export const readHead = (bytes: Uint8Array, origin: string, keys: readonly VerifierKey[]): Head | FindingCode => {
  try {
    const note = utf8Decode(bytes)
    const parsed = parseNote(note)
    const checkpoint = parseCheckpoint(parsed.text)
    if (checkpoint.origin !== origin) return 'head_unreadable'
    const sm2 = keys.some(({ type }) => type === SM2_NOTE)
    const check = sm2 ? verifySm2Note(nodeCrypto, parsed, keys) : verifyNote(nodeCrypto, parsed, keys)
    const strangers = check.unknown.includes(origin)
    if (check.bad.length > 0) return 'head_unsigned'
    if (check.good.length === 0) return strangers ? 'key_unknown' : 'head_unsigned'
    return { ...checkpoint, note, strangers }
  } catch (error) {
    if (error instanceof FormatError) return 'head_unreadable'
    throw error
  }
}

/** A vkey of one type; null for anything else. */
export const readVkey = (text: string, type: typeof ED25519 | typeof SM2_NOTE): VerifierKey | null => {
  try {
    const key = parseVkey(nodeCrypto, text.trim())
    return key.type === type ? key : null
  } catch {
    return null
  }
}
