/** SipHash-2-4 as a WebAssembly module, written out instruction by instruction: JavaScript has no fast 64-bit integers. */
import { type Code, countUp, get, i32, moduleOf, set } from '../wasm/code.ts'

/** Where things lie in the module's memory, in bytes: the key, the hash (low half first), the message with its padding. */
export const layout = { key: 0, hash: 16, message: 64 }

const sleb = (n: bigint): Code =>
  n >= -64n && n < 64n ? [Number(n & 127n)] : [Number(n & 127n) | 128, ...sleb(n >> 7n)]
const i64 = (n: bigint): Code => [0x42, ...sleb(BigInt.asIntN(64, n))]
const load64 = (address: Code): Code => [...address, 0x29, 3, 0]
const add = (into: number, other: number): Code => [...get(into), ...get(other), 0x7c, ...set(into)]
const xor = (into: number, other: Code): Code => [...get(into), ...other, 0x85, ...set(into)]
const rotate = (local: number, by: bigint): Code => [...get(local), ...i64(by), 0x89, ...set(local)]

const [end, at, v0, v1, v2, v3, block] = [0, 1, 2, 3, 4, 5, 6] as const

const half = (a: number, b: number, by: bigint): Code => [...add(a, b), ...rotate(b, by), ...xor(b, get(a))]
const round: Code = [
  ...[...half(v0, v1, 13n), ...rotate(v0, 32n), ...half(v2, v3, 16n)],
  ...[...half(v0, v3, 21n), ...half(v2, v1, 17n), ...rotate(v2, 32n)],
]
const start = (local: number, half: number, constant: bigint): Code => [
  ...load64(i32(layout.key + 8 * half)),
  ...i64(constant),
  0x85,
  ...set(local),
]

const body: Code = [
  ...start(v0, 0, 0x736f6d6570736575n),
  ...start(v1, 1, 0x646f72616e646f6dn),
  ...start(v2, 0, 0x6c7967656e657261n),
  ...start(v3, 1, 0x7465646279746573n),
  ...[...i32(layout.message), ...set(at)],
  ...countUp(at, 8, get(end), [
    ...[...load64(get(at)), ...set(block), ...xor(v3, get(block)), ...round, ...round, ...xor(v0, get(block))],
  ]),
  ...[...xor(v2, i64(0xffn)), ...round, ...round, ...round, ...round],
  ...[...i32(layout.hash), ...get(v0), ...get(v1), 0x85, ...get(v2), 0x85, ...get(v3), 0x85, 0x37, 3, 0],
]

/** Imports `env.memory`; exports `hash(end)` over the padded blocks from `layout.message` up to `end`. */
export const sipHashModule = (): Uint8Array<ArrayBuffer> =>
  moduleOf([{ name: 'hash', parameters: 1, locals: { i32: 1, i64: 5 }, body }])
