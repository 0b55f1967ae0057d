import { isValid } from './instantiate.ts'

/** WebAssembly by hand: the few encodings and operations that our modules are written with. Flattened only at the end. */
export type Code = (number | Code)[]

const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)])
const sleb = (n: number): number[] => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...sleb(n >> 7)])
const vec = (items: number[][]): number[] => [...leb(items.length), ...items.flat()]
const section = (id: number, body: number[]): number[] => [id, ...leb(body.length), ...body]
const text = (s: string): number[] => vec([...s].map((c) => [c.charCodeAt(0)]))
const simd = (op: number, ...rest: number[]): number[] => [0xfd, ...leb(op), ...rest]

/** `count` locals from `from` on, or simply numbers. */
export const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

export const get = (local: number): Code => [0x20, ...leb(local)]
export const set = (local: number): Code => [0x21, ...leb(local)]
export const tee = (local: number): Code => [0x22, ...leb(local)]
export const i32 = (n: number): Code => [0x41, ...sleb(n | 0)]
export const load32 = (address: Code, offset: number): Code => [address, 0x28, 2, ...leb(offset)]
export const store32 = (address: Code, value: Code, offset: number): Code => [
  address,
  value,
  ...[0x36, 2, ...leb(offset)],
]
export const load128 = (address: Code, offset: number): Code => [address, ...simd(0x00, 4, ...leb(offset))]
export const store128 = (address: Code, value: Code, offset: number): Code => [
  address,
  value,
  ...simd(0x0b, 4, ...leb(offset)),
]
/** pointer += by */
export const advance = (pointer: number, by: number): Code => [...get(pointer), ...i32(by), 0x6a, ...set(pointer)]
/** Repeats `body` until `counter`, which it lowers by `step`, is 0. */
export const countDown = (counter: number, step: number, body: Code): Code => [
  ...[0x03, 0x40],
  body,
  ...[...get(counter), ...i32(step), 0x6b, ...tee(counter), 0x0d, 0, 0x0b],
]
/** Repeats `body` while `counter`, which it raises by `step`, is below `limit`. */
export const countUp = (counter: number, step: number, limit: Code, body: Code): Code => [
  ...[0x03, 0x40],
  body,
  ...[...get(counter), ...i32(step), 0x6a, ...tee(counter), limit, 0x49, 0x0d, 0, 0x0b],
]

/** Where the masks of byte shuffles lie in the module's memory. A mask given as a constant would be built anew at each use. */
export const masks = { rotate8: 1024, byteSwap: 1040 }

export const swizzle = (a: Code, mask: number): Code => [a, ...load128(i32(0), mask), ...byteShuffle]
/** Bytes of two vectors, `lanes` counting those of `b` from 16 on. */
export const shuffleWords = (a: Code, b: Code, ...order: number[]): Code => [
  ...[a, b],
  ...simd(0x0d, ...order.flatMap((w) => [4 * w, 4 * w + 1, 4 * w + 2, 4 * w + 3])),
]

/** The operations of a lane type. `scratch` is a local the rotations may use. */
export const vector = {
  xor: (a: Code, b: Code): Code => [a, b, ...simd(0x51)],
  and: (a: Code, b: Code): Code => [a, b, ...simd(0x4e)],
  or: (a: Code, b: Code): Code => [a, b, ...simd(0x50)],
  add: (a: Code, b: Code): Code => [a, b, ...simd(0xae)],
  // WebAssembly has no vector rotation, hence the shift pair.
  rotl: (a: Code, n: number, scratch: number): Code => [
    ...[a, ...tee(scratch), ...i32(n), ...simd(0xab)],
    ...[...get(scratch), ...i32(32 - n), ...simd(0xad), ...simd(0x50)],
  ],
  /** x ^ rotl(x, n) ^ rotl(x, n + 8), for x in local `x`: one shift pair and one byte shuffle */
  mix: (x: number, n: number, scratch: number): Code =>
    vector.xor(get(x), vector.rotl(vector.xor(get(x), swizzle(get(x), masks.rotate8)), n, scratch)),
}

export const scalar: typeof vector = {
  xor: (a, b) => [a, b, 0x73],
  and: (a, b) => [a, b, 0x71],
  or: (a, b) => [a, b, 0x72],
  add: (a, b) => [a, b, 0x6a],
  rotl: (a, n) => [a, ...i32(n), 0x77],
  mix: (x, n, scratch) =>
    scalar.xor(get(x), scalar.xor(scalar.rotl(get(x), n, scratch), scalar.rotl(get(x), n + 8, scratch))),
}

/** A function that takes and leaves i32 only by its parameters. */
export interface Fn {
  name: string
  parameters: number
  /** locals after the parameters, in this order */
  locals: { i32: number; i64?: number; v128?: number }
  body: Code
}

const flatten = (code: Code, into: number[] = []): number[] => {
  for (const part of code) {
    if (typeof part === 'number') into.push(part)
    else flatten(part, into)
  }
  return into
}

/** The module of these functions over an imported memory `env.memory`. */
export const moduleOf = (fns: Fn[]): Uint8Array<ArrayBuffer> => {
  const code = fns.map(({ locals, body }) => {
    const counts = [
      [...leb(locals.i32), 0x7f],
      [...leb(locals.i64 ?? 0), 0x7e],
      [...leb(locals.v128 ?? 0), 0x7b],
    ]
    const whole = [...vec(counts), ...flatten(body), 0x0b]
    return [...leb(whole.length), ...whole]
  })
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vec(fns.map((fn) => [0x60, ...vec(range(0, fn.parameters).map(() => [0x7f])), 0]))),
    ...section(2, vec([[...text('env'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, vec(fns.map((_, i) => [i]))),
    ...section(7, vec(fns.map((fn, i) => [...text(fn.name), 0x00, i]))),
    ...section(10, vec(code)),
  ])
}

/**
 * The relaxed byte shuffle where the machine knows it: our masks have no index past the end, which the standard one would
 * look out for at the cost of a thirtieth of a leaf's time.
 */
const relaxed = simd(0x100)
const probe: Fn = {
  name: 'x',
  parameters: 0,
  locals: { i32: 0, v128: 1 },
  body: [...get(0), ...get(0), ...relaxed, ...set(0)],
}
const byteShuffle = isValid(moduleOf([probe])) ? relaxed : simd(0x0e)
