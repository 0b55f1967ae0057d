import { fromBase64, toBase64 } from './bytes.ts'
import { parseDecimal, parseHash } from './checkpoint.ts'
import { FormatError } from './error.ts'
import { parseNote } from './note.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
/** The same text with the hashes of the SM3 tree, which other people's tools would take for SHA-256. */
export const SM3_PROOF = 'datadeed-sm3-proof/1'

/** A receipt (c2sp.org/tlog-proof): where an entry is, the path to the root, and the signed checkpoint verbatim. */
export interface TlogProof {
  readonly index: number
  /** 32 bytes each, from the leaf's sibling up. */
  readonly path: readonly Uint8Array[]
  readonly checkpoint: string
  /** Not authenticated by anything. */
  readonly extra: Uint8Array | null
}

/** The text of a `.tlog-proof` file. */
export function formatProof(proof: TlogProof, header = HEADER): string {
  const extra = proof.extra === null ? '' : `extra ${toBase64(proof.extra)}\n`
  const path = proof.path.map((hash) => `${toBase64(hash)}\n`).join('')
  return `${header}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`
}

/** Reads a `.tlog-proof` file. Throws `bad_proof` or `bad_note`. Nothing is verified. */
export function parseProof(text: string, header = HEADER): TlogProof {
  const cut = text.indexOf('\n\n')
  const lines = text.slice(0, Math.max(cut, 0)).split('\n')
  if (lines.shift() !== header) throw new FormatError('bad_proof', 'header')
  let extra: Uint8Array | null = null
  if (lines[0]?.startsWith('extra ')) {
    try {
      extra = fromBase64((lines.shift() ?? '').slice('extra '.length))
    } catch {
      throw new FormatError('bad_proof', 'extra')
    }
  }
  const index = /^index (.*)$/.exec(lines.shift() ?? '')?.[1] ?? ''
  // A tree of 2^53 leaves has paths of at most 53 hashes.
  if (lines.length > 63) throw new FormatError('bad_proof', 'path')
  const checkpoint = text.slice(cut + 2)
  parseNote(checkpoint)
  return {
    index: parseDecimal(index, 'bad_proof', 'index'),
    path: lines.map((line) => parseHash(line, 'bad_proof', 'path')),
    checkpoint,
    extra,
  }
}
