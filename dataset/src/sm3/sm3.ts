import type { SavedStream, StreamHash } from '../fingerprint/stream-hash.ts'

/** SM3 over the chunks of a file and over whole files. */
export interface Sm3 {
  /** as many buffers as are hashed side by side, of 1 MiB, each with a zero byte before it: what is read into them is hashed where it lies */
  chunks: readonly Uint8Array[]
  /** RFC 6962 leaf hashes of the first of `chunks` (the last may be short), 32 bytes each */
  leaves(chunks: readonly Uint8Array[]): Uint8Array
  /**
   * The first of `chunks`, at most half a chunk long, as short messages side by side: the leaf hash of each, 32 bytes,
   * and with `whole` also the plain hash after it. With `whole` half as many chunks are taken as there are.
   */
  short(chunks: readonly Uint8Array[], whole: boolean): Uint8Array
  /** a running hash, new or from a saved state of 32 bytes; several may run at once */
  stream(saved?: SavedStream): StreamHash
  /** whether a few blocks in the lanes give what the plain implementation gives */
  lanesAgree(): boolean
}

/** What a leaf hash is made over: the chunk and the zero byte that lies before it. */
export const leafInput = (chunk: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset - 1, chunk.length + 1)

/** SM3 (GB/T 32905-2016) in plain TypeScript: for small inputs and for the last blocks of long ones. */
const initial = new Uint32Array([
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
])

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n))

/** Constant of round j, already rotated. */
const constants = Int32Array.from({ length: 64 }, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32))

const compress = (state: Uint32Array, w: Int32Array, view: DataView, at: number): void => {
  for (let j = 0; j < 16; j++) w[j] = view.getInt32(at + 4 * j)
  for (let j = 16; j < 68; j++) {
    const x = (w[j - 16] as number) ^ (w[j - 9] as number) ^ rotl(w[j - 3] as number, 15)
    w[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13] as number, 7) ^ (w[j - 6] as number)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let j = 0; j < 64; j++) {
    const a12 = rotl(a, 12)
    const ss1 = rotl((a12 + e + (constants[j] as number)) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (c & (a | b))
    const gg = j < 16 ? e ^ f ^ g : g ^ (e & (f ^ g))
    const tt1 = (ff + d + (ss1 ^ a12) + ((w[j] as number) ^ (w[j + 4] as number))) | 0
    const tt2 = (gg + h + ss1 + (w[j] as number)) | 0
    d = c
    c = rotl(b, 9)
    b = a
    a = tt1
    h = g
    g = rotl(f, 19)
    f = e
    e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) ^ word
  })
}

/** Takes the whole blocks at the beginning of `data` into `state`; gives how many bytes they were. */
export const sm3Blocks = (state: Uint32Array, data: Uint8Array): number => {
  const whole = data.length - (data.length % 64)
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const w = new Int32Array(68)
  for (let at = 0; at < whole; at += 64) compress(state, w, view, at)
  return whole
}

/** Goes on from `state` after whole blocks: hashes `rest`, pads for `total` bytes in all, gives the 32 bytes. */
export const finishSm3 = (state: Uint32Array, rest: Uint8Array, total: number): Uint8Array => {
  const padded = new Uint8Array(Math.ceil((rest.length + 9) / 64) * 64)
  padded.set(rest)
  padded[rest.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(total) * 8n)
  const end = state.slice()
  sm3Blocks(end, padded)
  return stateBytes(end)
}

/** A state as the 32 bytes of a digest, and back. */
export const stateBytes = (state: Uint32Array): Uint8Array => {
  const out = new DataView(new ArrayBuffer(32))
  state.forEach((word, i) => {
    out.setUint32(4 * i, word)
  })
  return new Uint8Array(out.buffer)
}

/** Throws where it is no state. */
export const stateFrom = (saved: SavedStream): Uint32Array => {
  if (saved.state.length !== 32 || saved.at % 64 !== 0) throw new RangeError('no SM3 state')
  const view = new DataView(saved.state.buffer, saved.state.byteOffset)
  return Uint32Array.from({ length: 8 }, (_, i) => view.getUint32(4 * i))
}

/** The state every SM3 hash starts from. */
export const sm3Start = (): Uint32Array => initial.slice()

/** SM3 of `data`, 32 bytes. */
export const sm3 = (data: Uint8Array): Uint8Array => finishSm3(initial, data, data.length)
