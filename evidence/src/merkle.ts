import { equalBytes, fromHex, toHex } from './bytes.ts'
import type { Hash } from './crypto.ts'
import { FormatError } from './error.ts'

/** Bytes in every hash of a tree. */
export const HASH_BYTES = 32

const NOTHING = new Uint8Array(0)
const SCRATCH_LIMIT = 1_048_576 + 1
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES).fill(1, 0, 1)
let leafInput = new Uint8Array(1024)

/** `H(0x00 ‖ data)`. One buffer is used again for all leaves up to 1 MiB: hashing a million entries allocates no copies. */
export function leafHash(hash: Hash, data: Uint8Array): Uint8Array {
  const length = data.length + 1
  if (leafInput.length < length && length <= SCRATCH_LIMIT) {
    leafInput = new Uint8Array(Math.min(SCRATCH_LIMIT, Math.max(length, 2 * leafInput.length)))
  }
  const input = length <= leafInput.length ? leafInput.subarray(0, length) : new Uint8Array(length)
  input[0] = 0
  input.set(data, 1)
  return hash(input)
}

/** `H(0x01 ‖ left ‖ right)`; both are 32 bytes. */
export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a hash has 32 bytes')
  nodeInput.set(left, 1)
  nodeInput.set(right, 1 + HASH_BYTES)
  return hash(nodeInput)
}

/** `H("")`, the root of a tree without leaves. */
export function emptyRoot(hash: Hash): Uint8Array {
  return hash(NOTHING)
}

/** Root (RFC 6962, 2.1) of leaves given by their leaf hashes. */
export function treeRoot(hash: Hash, leafHashes: readonly Uint8Array[]): Uint8Array {
  const range = new CompactRange(hash)
  for (const leaf of leafHashes) range.append(leaf)
  return range.root()
}

/** What a `CompactRange` needs to go on later: the number of leaves and its peaks, largest first, in hex. */
export interface CompactRangeState {
  readonly size: number
  readonly peaks: readonly string[]
}

/** The right edge of a growing tree: appending and the root cost O(log n), the memory too. */
export class CompactRange {
  private readonly hash: Hash
  private readonly peaks: Uint8Array[] = []
  private count = 0

  /** Throws `wrong_value` when the state cannot be of a tree of its size. */
  constructor(hash: Hash, state?: CompactRangeState) {
    this.hash = hash
    if (state === undefined) return
    if (!isSize(state.size) || ones(state.size) !== state.peaks.length) throw new FormatError('wrong_value', 'peaks')
    this.count = state.size
    this.peaks = state.peaks.map((peak) => {
      if (peak.length !== 2 * HASH_BYTES) throw new FormatError('wrong_value', 'peaks')
      return fromHex(peak)
    })
  }

  get size(): number {
    return this.count
  }

  append(leaf: Uint8Array): void {
    if (leaf.length !== HASH_BYTES) throw new RangeError('a hash has 32 bytes')
    if (this.count === Number.MAX_SAFE_INTEGER) throw new RangeError('the tree is full')
    let top = leaf
    for (let n = this.count; n % 2 === 1; n = Math.floor(n / 2)) {
      top = nodeHash(this.hash, this.peaks.pop() as Uint8Array, top)
    }
    this.peaks.push(top)
    this.count++
  }

  root(): Uint8Array {
    if (this.count === 0) return emptyRoot(this.hash)
    return foldRight(this.hash, this.peaks)
  }

  state(): CompactRangeState {
    return { size: this.count, peaks: this.peaks.map(toHex) }
  }
}

/** Joins neighbouring perfect subtrees, largest first, into one root. */
export function foldRight(hash: Hash, peaks: readonly Uint8Array[]): Uint8Array {
  return peaks.reduceRight((right, left) => nodeHash(hash, left, right))
}

/** Leaves `[start, end)`, a subtree as RFC 6962 cuts them. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** The subtrees whose roots prove leaf `index` in a tree of `size`, from the leaf's sibling up. Throws RangeError. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + split(end - start)
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle })
    if (index < middle) end = middle
    else start = middle
  }
  return ranges.reverse()
}

/** The subtrees whose roots prove that the tree of `size1` is a prefix of that of `size2`. Throws RangeError. */
export function consistencyRanges(size1: number, size2: number): LeafRange[] {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) throw new RangeError(`no proof from ${size1} to ${size2}`)
  if (size1 === 0 || size1 === size2) return []
  const ranges: LeafRange[] = []
  let start = 0
  let end = size2
  while (size1 !== end) {
    const middle = start + split(end - start)
    ranges.push(size1 <= middle ? { start: middle, end } : { start, end: middle })
    if (size1 <= middle) end = middle
    else start = middle
  }
  // The verifier already knows the old root when the old tree is itself a perfect left subtree.
  if (start !== 0) ranges.push({ start, end })
  return ranges.reverse()
}

/** Inclusion proof of leaf `index` in the tree over exactly these leaf hashes. */
export function inclusionProof(hash: Hash, leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionRanges(index, leafHashes.length).map((r) => treeRoot(hash, leafHashes.slice(r.start, r.end)))
}

/** Consistency proof from the first `size1` of these leaf hashes to all of them. */
export function consistencyProof(hash: Hash, leafHashes: readonly Uint8Array[], size1: number): Uint8Array[] {
  return consistencyRanges(size1, leafHashes.length).map((r) => treeRoot(hash, leafHashes.slice(r.start, r.end)))
}

/** RFC 9162, 2.1.3.2. False for anything out of range or of the wrong length. */
export function verifyInclusion(
  hash: Hash,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || !areHashes([leaf, root, ...proof])) return false
  let node = leaf
  let at = index
  let last = size - 1
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      node = nodeHash(hash, sibling, node)
      while (at % 2 === 0 && at !== 0) {
        at = at / 2
        last = Math.floor(last / 2)
      }
    } else node = nodeHash(hash, node, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(node, root)
}

/** RFC 9162, 2.1.4.2; a tree of size 0 is consistent with every tree, proved by an empty proof. */
export function verifyConsistency(
  hash: Hash,
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) return false
  if (size1 === 0 && !equalBytes(root1, emptyRoot(hash))) return false
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2)
  if (!areHashes([root1, root2, ...proof])) return false
  if (size1 === 0) return proof.length === 0
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : proof
  const first = path[0]
  if (first === undefined || proof.length === 0) return false
  let at = size1 - 1
  let last = size2 - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  let old = first
  let now = first
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      old = nodeHash(hash, sibling, old)
      now = nodeHash(hash, sibling, now)
      while (at % 2 === 0 && at !== 0) {
        at = at / 2
        last = Math.floor(last / 2)
      }
    } else now = nodeHash(hash, now, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(old, root1) && equalBytes(now, root2)
}

/** A tree size or leaf index: a safe integer, not negative. */
export function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function areHashes(list: readonly Uint8Array[]): boolean {
  return list.every((h) => h.length === HASH_BYTES)
}

// Sizes reach 2^53, past what the bit operators can do.
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

function isPowerOfTwo(n: number): boolean {
  return ones(n) === 1
}

function ones(n: number): number {
  let count = 0
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}
