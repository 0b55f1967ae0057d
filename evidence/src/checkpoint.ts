import { fromBase64, toBase64 } from './bytes.ts'
import { FormatError } from './error.ts'
import { HASH_BYTES } from './merkle.ts'

/** The head of a log (c2sp.org/tlog-checkpoint). `root` is 32 bytes. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly extensions: readonly string[]
}

/** The text a log signs. */
export function formatCheckpoint(origin: string, size: number, root: Uint8Array): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  parseCheckpoint(text)
  return text
}

/** Reads the text of a checkpoint's note. Throws `bad_checkpoint`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const extensions = rest.slice(0, -1)
  if (rest.at(-1) !== '' || origin === '' || extensions.includes('')) throw new FormatError('bad_checkpoint', 'lines')
  return {
    origin,
    size: parseDecimal(size, 'bad_checkpoint', 'size'),
    root: parseHash(root, 'bad_checkpoint', 'root'),
    extensions,
  }
}

/** A size or index written as the specifications want: ASCII digits, no leading zero, at most 2^53 - 1. */
export function parseDecimal(text: string, code: 'bad_checkpoint' | 'bad_proof' | 'bad_request', at: string): number {
  const n = Number(text)
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text) || !Number.isSafeInteger(n)) throw new FormatError(code, at)
  return n
}

/** One hash of 32 bytes in base64. */
export function parseHash(text: string, code: 'bad_checkpoint' | 'bad_proof' | 'bad_request', at: string): Uint8Array {
  let hash: Uint8Array
  try {
    hash = fromBase64(text)
  } catch {
    throw new FormatError(code, at)
  }
  if (hash.length !== HASH_BYTES) throw new FormatError(code, at)
  return hash
}
