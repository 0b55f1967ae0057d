import type { ProfileInput } from '../types.ts'

/** Bytes as a file that comes in pieces of `step` bytes, so that characters and rows are cut. */
export const inputOf = (path: string, bytes: Uint8Array | string, step = 61): ProfileInput => {
  const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  return {
    path,
    bytes: all.length,
    stream: async function* () {
      for (let at = 0; at < all.length; at += step) yield all.slice(at, at + step)
    },
    slice: async (from, to) => all.slice(from, to),
  }
}

/** A file that is the same piece over and over, for tests of what is held in memory. */
export const endlessInput = (path: string, head: string, piece: Uint8Array, pieces: number) => {
  const first = new TextEncoder().encode(head)
  const seen = { pieces: 0 }
  const input: ProfileInput = {
    path,
    bytes: first.length + pieces * piece.length,
    stream: async function* () {
      yield first
      for (let i = 0; i < pieces; i++) {
        seen.pieces += 1
        yield piece
      }
    },
    slice: async (from, to) => {
      const all = new Uint8Array(to - from).fill(piece[0] ?? 0)
      if (from < first.length) all.set(first.subarray(from, to))
      return all
    },
  }
  return { input, seen }
}
