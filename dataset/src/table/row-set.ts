import type { Crypto, Digests, Hash } from '@datadeed/evidence'
import { compareBytes } from '@datadeed/evidence'
import { createChunkTree } from './chunk-tree.ts'
import { createSm3Messages } from './sm3-rows.ts'

/** Where sorted runs of digests are kept until they are merged: memory, or a file. */
export interface Scratch {
  /** keeps a run; its number is how many were kept before */
  keep(run: Uint8Array): void
  /** fills `into` from byte `at` of a run */
  read(run: number, at: number, into: Uint8Array): void
}

/** Keeps runs in memory: 64 bytes for every row of the table. */
export const memoryScratch = (): Scratch => {
  const runs: Uint8Array[] = []
  return {
    keep: (run) => void runs.push(run.slice()),
    read: (run, at, into) => into.set((runs[run] as Uint8Array).subarray(at, at + into.length)),
  }
}

const digestBytes = 32
const runBits = 18
const runRows = 2 ** runBits

/** A multiset of digests of 32 bytes, in bounded memory if the scratch is. */
export interface DigestSet {
  add(digest: Uint8Array): void
  /** all digests in the order of their bytes, one after the other, in pieces that are good until the next */
  sorted(onPiece: (piece: Uint8Array) => void): void
}

/** An empty set. */
export const createDigestSet = (scratch: Scratch): DigestSet => {
  let run = new Uint8Array(digestBytes * 1024)
  let count = 0
  const runs: { number: number; bytes: number }[] = []
  let kept = 0
  const keep = () => {
    scratch.keep(sortedRun(run, count))
    runs.push({ number: kept++, bytes: count * digestBytes })
    count = 0
  }
  return {
    add: (digest) => {
      if ((count + 1) * digestBytes > run.length) {
        const larger = new Uint8Array(2 * run.length)
        larger.set(run)
        run = larger
      }
      run.set(digest, count * digestBytes)
      count += 1
      if (count === runRows) keep()
    },
    sorted: (onPiece) => {
      if (runs.length === 0) onPiece(sortedRun(run, count))
      else {
        if (count > 0) keep()
        merge(scratch, runs, onPiece)
      }
    },
  }
}

/** Sorts by a number that holds the first 34 bits and the place; the few that agree in those are then put right one by one. */
const sortedRun = (run: Uint8Array, count: number): Uint8Array => {
  const keys = new Float64Array(count)
  const view = new DataView(run.buffer)
  for (let i = 0; i < count; i++) {
    const at = i * digestBytes
    keys[i] = (view.getUint32(at) * 4 + (view.getUint8(at + 4) >> 6)) * runRows + i
  }
  keys.sort()
  const out = new Uint8Array(count * digestBytes)
  const from = new Int32Array(run.buffer)
  const to = new Int32Array(out.buffer)
  const words = digestBytes / 4
  let before = -1
  for (let i = 0; i < count; i++) {
    const key = keys[i] as number
    const source = (key % runRows) * words
    const prefix = Math.floor(key / runRows)
    let place = i
    if (prefix === before) place = makePlace(out, i, run.subarray(4 * source, 4 * source + digestBytes))
    for (let word = 0; word < words; word++) to[place * words + word] = from[source + word] as number
    before = prefix
  }
  return out
}

/** Moves the larger of the `count` sorted digests up by one; gives the place that became free for `digest`. */
const makePlace = (sorted: Uint8Array, count: number, digest: Uint8Array): number => {
  let at = count * digestBytes
  while (at > 0 && compareBytes(sorted.subarray(at - digestBytes, at), digest) > 0) {
    sorted.copyWithin(at, at - digestBytes, at)
    at -= digestBytes
  }
  return at / digestBytes
}

const windowBytes = digestBytes * 512

interface Cursor {
  number: number
  bytes: number
  at: number
  window: Uint8Array
  offset: number
}

const merge = (
  scratch: Scratch,
  runs: readonly { number: number; bytes: number }[],
  onPiece: (piece: Uint8Array) => void,
): void => {
  const fill = (cursor: Cursor): boolean => {
    const left = Math.min(windowBytes, cursor.bytes - cursor.at)
    if (left === 0) return false
    cursor.window = cursor.window.subarray(0, left)
    scratch.read(cursor.number, cursor.at, cursor.window)
    cursor.at += left
    cursor.offset = 0
    return true
  }
  const before = (a: Cursor, b: Cursor): boolean => {
    for (let i = 0; i < digestBytes; i++) {
      const d = (a.window[a.offset + i] as number) - (b.window[b.offset + i] as number)
      if (d !== 0) return d < 0
    }
    return false
  }
  const heap: Cursor[] = runs.map(({ number, bytes }) => {
    const cursor = { number, bytes, at: 0, window: new Uint8Array(windowBytes), offset: 0 }
    fill(cursor)
    return cursor
  })
  const sink = (from: number) => {
    for (let at = from; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && before(heap[child] as Cursor, heap[least] as Cursor)) least = child
      }
      if (least === at) return
      const moved = heap[at] as Cursor
      heap[at] = heap[least] as Cursor
      heap[least] = moved
      at = least
    }
  }
  for (let at = heap.length >> 1; at >= 0; at--) sink(at)
  while (heap.length > 0) {
    const top = heap[0] as Cursor
    onPiece(top.window.subarray(top.offset, top.offset + digestBytes))
    top.offset += digestBytes
    if (top.offset === top.window.length && !fill(top)) {
      const last = heap.pop() as Cursor
      if (heap.length === 0) return
      if (last !== top) heap[0] = last
    }
    sink(0)
  }
}

/** The rows of a table whatever their order. */
export interface RowSet {
  /** takes the UTF-8 of a row, good only until the call returns */
  add(row: Uint8Array): void
  root(): Digests
}

/** An empty set of rows. `scratch` gives one store for each hash; `rowSha256` may give its digests in one buffer used again. */
export const createRowSet = (crypto: Crypto, rowSha256: Hash, scratch: () => Scratch): RowSet => {
  const sets = { sha256: createDigestSet(scratch()), sm3: createDigestSet(scratch()) }
  const messages = createSm3Messages(sets.sm3.add, crypto.sm3)
  const rootOf = (name: 'sha256' | 'sm3') => {
    const tree = createChunkTree(crypto[name])
    sets[name].sorted(tree.write)
    return tree.roots()[0] ?? ''
  }
  return {
    add: (row) => {
      sets.sha256.add(rowSha256(row))
      messages.add(row)
    },
    root: () => {
      messages.end()
      return { sha256: rootOf('sha256'), sm3: rootOf('sm3') }
    },
  }
}
