import { CHUNK_BYTES } from '@datadeed/evidence/chunks'

/** The two hashes that everything is made with. */
export type Algorithm = 'sha256' | 'sm3'
const algorithms: readonly Algorithm[] = ['sha256', 'sm3']

/** A bit of finished work on a file: digests and hash states, never data. */
export interface WorkRecord {
  /** which file, and in which state of it: see `keyOf` of the journal */
  key: string
  /** leaf hashes of whole chunks (the file's last may be short) from byte offset `at` on, 32 bytes each */
  leaves?: { at: number; sha256: Uint8Array; sm3: Uint8Array }
  /** where a whole-file hash can go on: after `at` bytes, with this state */
  states?: { at: number; sha256?: Uint8Array; sm3?: Uint8Array }
  /** finished whole-file digests */
  whole?: { sha256?: Uint8Array; sm3?: Uint8Array }
  /** the file under this name was finished with this many bytes: a longer one there may have grown from it */
  name?: { of: string; bytes: number }
}

/** What is already known of a file. */
export interface FileWork {
  readonly bytes: number
  readonly leaves: { readonly sha256: Uint8Array; readonly sm3: Uint8Array }
  /** 1 for each chunk whose leaves are known */
  readonly has: Uint8Array
  readonly states: { [A in Algorithm]?: { at: number; state: Uint8Array } }
  readonly whole: { [A in Algorithm]?: Uint8Array }
  /** what the first `at` bytes must hash to (SHA-256), so that what is known from a shorter file may be used */
  readonly proof?: { at: number; sha256: Uint8Array }
}

/** Nothing known of a file of so many bytes. */
export const noWork = (bytes: number): FileWork => {
  const chunks = Math.ceil(bytes / CHUNK_BYTES)
  const leaves = { sha256: new Uint8Array(32 * chunks), sm3: new Uint8Array(32 * chunks) }
  return { bytes, leaves, has: new Uint8Array(chunks), states: {}, whole: {} }
}

/** Takes a record in. What cannot belong to a file of this size is passed over, as a damaged journal may hold anything. */
export const learn = (work: FileWork, { leaves, states, whole }: WorkRecord): void => {
  if (leaves) {
    const [first, count] = [leaves.at / CHUNK_BYTES, leaves.sha256.length / 32]
    const fits = Number.isInteger(first) && first >= 0 && Number.isInteger(count) && first + count <= work.has.length
    if (fits && leaves.sm3.length === leaves.sha256.length) {
      work.leaves.sha256.set(leaves.sha256, 32 * first)
      work.leaves.sm3.set(leaves.sm3, 32 * first)
      work.has.fill(1, first, first + count)
    }
  }
  for (const name of algorithms) {
    const state = states?.[name]
    if (states && state && states.at > (work.states[name]?.at ?? 0) && states.at <= work.bytes) {
      if (states.at % CHUNK_BYTES === 0 && (name !== 'sm3' || state.length === 32))
        work.states[name] = { at: states.at, state }
    }
    const digest = whole?.[name]
    if (digest?.length === 32) work.whole[name] = digest
  }
}

/**
 * What is known of a file that has grown to `bytes` from what was known of it when shorter: all but its last, partial
 * chunk. With `proof`, only on condition that the old bytes still have their SHA-256.
 */
export const grownWork = (old: FileWork, bytes: number, proof: boolean): FileWork => {
  const work = noWork(bytes)
  const whole = Math.floor(old.bytes / CHUNK_BYTES)
  for (const name of algorithms) work.leaves[name].set(old.leaves[name].subarray(0, 32 * whole))
  work.has.set(old.has.subarray(0, whole))
  if (old.states.sm3) work.states.sm3 = old.states.sm3
  const sha256 = old.whole.sha256
  return proof && sha256 ? { ...work, proof: { at: old.bytes, sha256 } } : work
}

/** Byte ranges whose leaves are not known, cut at multiples of `step`. */
export const missingRanges = ({ bytes, has }: FileWork, step: number): { from: number; to: number }[] => {
  const ranges: { from: number; to: number }[] = []
  for (let first = has.indexOf(0); first !== -1; ) {
    const known = has.indexOf(1, first)
    const from = first * CHUNK_BYTES
    const end = known === -1 ? bytes : known * CHUNK_BYTES
    const to = Math.min(end, (Math.floor(from / step) + 1) * step)
    ranges.push({ from, to })
    first = to < bytes ? has.indexOf(0, Math.ceil(to / CHUNK_BYTES)) : -1
  }
  return ranges
}

/** Bytes whose leaves are known. */
export const knownBytes = (work: FileWork): number =>
  work.bytes - missingRanges(work, Number.MAX_SAFE_INTEGER).reduce((sum, { from, to }) => sum + to - from, 0)

/** Records that tell all that is known, for keeping. */
export const recordsOf = (key: string, work: FileWork): WorkRecord[] => {
  const records: WorkRecord[] = []
  if (work.has.length === 1 && work.has[0] === 1) {
    return [{ key, leaves: { at: 0, ...work.leaves }, whole: work.whole }]
  }
  for (let first = work.has.indexOf(1); first !== -1; ) {
    const unknown = work.has.indexOf(0, first)
    const end = unknown === -1 ? work.has.length : unknown
    const part = (bytes: Uint8Array) => bytes.slice(32 * first, 32 * end)
    const leaves = { at: first * CHUNK_BYTES, sha256: part(work.leaves.sha256), sm3: part(work.leaves.sm3) }
    records.push({ key, leaves })
    first = unknown === -1 ? -1 : work.has.indexOf(1, end)
  }
  for (const name of algorithms) {
    const saved = work.states[name]
    if (saved) records.push({ key, states: { at: saved.at, [name]: saved.state } })
  }
  return [...records, { key, whole: work.whole }]
}
