/** SipHash-2-4 as a WebAssembly module, written out instruction by instruction: JavaScript has no fast 64-bit integers. */
type Code = number[]

/** Where things lie in the module's memory, in bytes: the key, the hash (low half first), the message with its padding. */
export const layout = { key: 0, hash: 16, message: 64 }

const leb = (n: number): Code => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)])
const vec = (items: Code[]): Code => [...leb(items.length), ...items.flat()]
const section = (id: number, body: Code): Code => [id, ...leb(body.length), ...body]
const text = (s: string): Code => vec([...s].map((c) => [c.charCodeAt(0)]))
const sleb = (n: bigint): Code =>
  n >= -64n && n < 64n ? [Number(n & 127n)] : [Number(n & 127n) | 128, ...sleb(n >> 7n)]

const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const tee = (local: number): Code => [0x22, local]
const i32 = (n: number): Code => [0x41, ...sleb(BigInt(n))]
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
  // one local of i32, five of i64
  ...vec([
    [1, 0x7f],
    [5, 0x7e],
  ]),
  ...start(v0, 0, 0x736f6d6570736575n),
  ...start(v1, 1, 0x646f72616e646f6dn),
  ...start(v2, 0, 0x6c7967656e657261n),
  ...start(v3, 1, 0x7465646279746573n),
  ...[...i32(layout.message), ...set(at)],
  ...[0x03, 0x40],
  ...[...load64(get(at)), ...set(block), ...xor(v3, get(block)), ...round, ...round, ...xor(v0, get(block))],
  ...[...get(at), ...i32(8), 0x6a, ...tee(at), ...get(end), 0x49, 0x0d, 0, 0x0b],
  ...[...xor(v2, i64(0xffn)), ...round, ...round, ...round, ...round],
  ...[...i32(layout.hash), ...get(v0), ...get(v1), 0x85, ...get(v2), 0x85, ...get(v3), 0x85, 0x37, 3, 0],
  0x0b,
]

/** Imports `env.memory`; exports `hash(end)` over the padded blocks from `layout.message` up to `end`. */
export const sipHashModule = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vec([[0x60, ...vec([[0x7f]]), ...vec([])]])),
    ...section(2, vec([[...text('env'), ...text('memory'), 0x02, 0x00, 1]])),
    ...section(3, vec([[0]])),
    ...section(7, vec([[...text('hash'), 0x00, 0]])),
    ...section(10, vec([[...leb(body.length), ...body]])),
  ])
