import { toBase64 } from './bytes.ts'
import { type Checkpoint, parseCheckpoint, parseDecimal, parseHash } from './checkpoint.ts'
import { FormatError } from './error.ts'
import { type Note, parseNote } from './note.ts'

const MAX_PROOF_LINES = 63

/** The body of an add-checkpoint call (c2sp.org/tlog-witness), read. */
export interface AddCheckpointRequest {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  readonly note: Note
  readonly checkpoint: Checkpoint
}

/** The body of an add-checkpoint call; `note` is the signed checkpoint verbatim. */
export function formatAddCheckpoint(oldSize: number, proof: readonly Uint8Array[], note: string): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
}

/** Reads the body of an add-checkpoint call. Throws FormatError, which a witness answers with status 400. */
export function parseAddCheckpoint(body: string): AddCheckpointRequest {
  const cut = body.indexOf('\n\n')
  const [old = '', ...lines] = body.slice(0, Math.max(cut, 0)).split('\n')
  if (!old.startsWith('old ')) throw new FormatError('bad_request', 'old')
  if (lines.length > MAX_PROOF_LINES) throw new FormatError('too_large', 'proof')
  const note = parseNote(body.slice(cut + 2))
  return {
    oldSize: parseDecimal(old.slice(4), 'bad_request', 'old'),
    proof: lines.map((line) => parseHash(line, 'bad_request', 'proof')),
    note,
    checkpoint: parseCheckpoint(note.text),
  }
}
