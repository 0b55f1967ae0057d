/**
 * The SM3 compression function (GB/T 32905-2016) as a WebAssembly module, written out instruction by instruction.
 * `compress4` runs four independent messages in the four lanes of a vector; `compress1` runs one message and expands
 * four of its blocks at a time in the lanes. WebAssembly has no vector rotation, hence the shift pairs.
 */
type Code = number[]

/** Where things lie in the module's memory, in bytes. */
export const layout = { constants: 0, expanded: 1024, state: 4096, data: 65_536 }

const leb = (n: number): Code => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)])
const sleb = (n: number): Code => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...sleb(n >> 7)])
const vec = (items: Code[]): Code => [...leb(items.length), ...items.flat()]
const section = (id: number, body: Code): Code => [id, ...leb(body.length), ...body]
const text = (s: string): Code => vec([...s].map((c) => [c.charCodeAt(0)]))

const get = (local: number): Code => [0x20, ...leb(local)]
const set = (local: number): Code => [0x21, ...leb(local)]
const tee = (local: number): Code => [0x22, ...leb(local)]
const i32 = (n: number): Code => [0x41, ...sleb(n | 0)]
const simd = (op: number, ...rest: number[]): Code => [0xfd, ...leb(op), ...rest]
const load128 = (address: Code, offset: number): Code => [...address, ...simd(0x00, 4, ...leb(offset))]
const store128 = (address: Code, value: Code, offset: number): Code => [
  ...address,
  ...value,
  ...simd(0x0b, 4, ...leb(offset)),
]
const shuffle = (a: Code, b: Code, lanes: number[]): Code => [...a, ...b, ...simd(0x0d, ...lanes)]
const words = (...order: number[]): number[] => order.flatMap((w) => [4 * w, 4 * w + 1, 4 * w + 2, 4 * w + 3])
const perWord = (...order: number[]): number[] => [0, 4, 8, 12].flatMap((base) => order.map((b) => base + b))

/** The operations of a lane type. `scratch` is a local the rotations may use. */
const vector = {
  xor: (a: Code, b: Code): Code => [...a, ...b, ...simd(0x51)],
  and: (a: Code, b: Code): Code => [...a, ...b, ...simd(0x4e)],
  or: (a: Code, b: Code): Code => [...a, ...b, ...simd(0x50)],
  add: (a: Code, b: Code): Code => [...a, ...b, ...simd(0xae)],
  rotl: (a: Code, n: number, scratch: number): Code => [
    ...a,
    ...tee(scratch),
    ...i32(n),
    ...simd(0xab),
    ...get(scratch),
    ...i32(32 - n),
    ...simd(0xad),
    ...simd(0x50),
  ],
  /** x ^ rotl(x, n) ^ rotl(x, n + 8), for x in local `x`: one shift pair and one byte shuffle */
  mix: (x: number, n: number, scratch: number): Code =>
    vector.xor(get(x), vector.rotl(vector.xor(get(x), shuffle(get(x), get(x), perWord(3, 0, 1, 2))), n, scratch)),
}
const scalar = {
  xor: (a: Code, b: Code): Code => [...a, ...b, 0x73],
  and: (a: Code, b: Code): Code => [...a, ...b, 0x71],
  or: (a: Code, b: Code): Code => [...a, ...b, 0x72],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  rotl: (a: Code, n: number, _scratch: number): Code => [...a, ...i32(n), 0x77],
  mix: (x: number, n: number, scratch: number): Code =>
    scalar.xor(get(x), scalar.xor(scalar.rotl(get(x), n, scratch), scalar.rotl(get(x), n + 8, scratch))),
}

/** Constant of round j, already rotated. */
export const roundConstant = (j: number): number => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a
  const n = j % 32
  return n === 0 ? t : (t << n) | (t >>> (32 - n))
}

/** Message words 4q..4q+3 of four blocks at `pointers`, one block to a lane, into locals w[4q..4q+3]. */
const loadWords = (pointers: Code[], q: number, w: number[], temps: number[]): Code => {
  const [a = 0, b = 0, c = 0, d = 0] = temps
  const bigEndian = (k: number) => {
    const raw = load128(pointers[k] ?? [], 16 * q)
    return [...raw, ...tee(a), ...shuffle([], get(a), perWord(3, 2, 1, 0))]
  }
  const low = (x: Code, y: Code) => shuffle(x, y, words(0, 4, 1, 5))
  const high = (x: Code, y: Code) => shuffle(x, y, words(2, 6, 3, 7))
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = w.slice(4 * q, 4 * q + 4)
  return [
    ...[...bigEndian(0), ...set(w0), ...bigEndian(1), ...set(w1)],
    ...[...bigEndian(2), ...set(w2), ...bigEndian(3), ...set(w3)],
    ...[...low(get(w0), get(w1)), ...set(a), ...high(get(w0), get(w1)), ...set(b)],
    ...[...low(get(w2), get(w3)), ...set(c), ...high(get(w2), get(w3)), ...set(d)],
    ...[...shuffle(get(a), get(c), words(0, 1, 4, 5)), ...set(w0)],
    ...[...shuffle(get(a), get(c), words(2, 3, 6, 7)), ...set(w1)],
    ...[...shuffle(get(b), get(d), words(0, 1, 4, 5)), ...set(w2)],
    ...[...shuffle(get(b), get(d), words(2, 3, 6, 7)), ...set(w3)],
  ]
}

/** Message word j (16 <= j < 68) in the ring of 16 vector locals. */
const expandWord = (j: number, w: number[], x: number, scratch: number): Code => {
  const at = (n: number): Code => get(w[n % 16] ?? 0)
  const { xor, rotl, mix } = vector
  return [
    ...xor(xor(at(j - 16), at(j - 9)), rotl(at(j - 3), 15, scratch)),
    ...set(x),
    ...xor(xor(mix(x, 15, scratch), rotl(at(j - 13), 7, scratch)), at(j - 6)),
    ...set(w[j % 16] ?? 0),
  ]
}

/** Round j on the eight state locals; gives the locals in their new roles. */
const round = (
  ops: typeof vector | typeof scalar,
  j: number,
  s: number[],
  input: { word: Code; mixed: Code; constant: Code },
  temps: number[],
): { code: Code; state: number[] } => {
  const { xor, and, or, add, rotl, mix } = ops
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = s
  const [a12 = 0, ss1 = 0, scratch = 0] = temps
  const A = get(a)
  const B = get(b)
  const C = get(c)
  const ff = j < 16 ? xor(xor(A, B), C) : or(and(A, B), and(C, or(A, B)))
  const gg = j < 16 ? xor(xor(get(e), get(f)), get(g)) : xor(get(g), and(get(e), xor(get(f), get(g))))
  return {
    code: [
      ...rotl(A, 12, scratch),
      ...set(a12),
      ...rotl(add(add(get(a12), input.constant), get(e)), 7, scratch),
      ...set(ss1),
      ...add(add(add(get(h), input.word), gg), get(ss1)),
      ...set(h),
      ...add(add(add(get(d), input.mixed), ff), xor(get(ss1), get(a12))),
      ...set(d),
      ...[...mix(h, 9, scratch), ...set(h)],
      ...[...rotl(B, 9, scratch), ...set(b)],
      ...[...rotl(get(f), 19, scratch), ...set(f)],
    ],
    state: [d, a, b, c, h, e, f, g],
  }
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)
const whileBlocks = (counter: number, step: number, body: Code): Code => [
  ...[0x03, 0x40],
  ...body,
  ...[...get(counter), ...i32(step), 0x6b, ...tee(counter), 0x0d, 0],
  0x0b,
]
const advance = (pointer: number, by: number): Code => [...get(pointer), ...i32(by), 0x6a, ...set(pointer)]

/** compress4(data, stride, blocks): four messages `stride` bytes apart, at least one block each. */
const compress4 = (): Code => {
  const [data, stride, blocks] = [0, 1, 2]
  const pointers = range(3, 3)
  const [state, w, temps] = [range(6, 8), range(14, 16), range(30, 5)]
  const lanes = [get(data), ...pointers.map(get)]
  const zero = i32(0)
  const body: Code = []
  for (const q of range(0, 4)) body.push(...loadWords(lanes, q, w, temps))
  let s = state
  for (const j of range(0, 64)) {
    if (j + 4 >= 16) body.push(...expandWord(j + 4, w, temps[3] ?? 0, temps[2] ?? 0))
    const word = get(w[j % 16] ?? 0)
    const mixed = vector.xor(word, get(w[(j + 4) % 16] ?? 0))
    const step = round(vector, j, s, { word, mixed, constant: load128(zero, layout.constants + 16 * j) }, temps)
    body.push(...step.code)
    s = step.state
  }
  s.forEach((local, i) => {
    const before = load128(zero, layout.state + 16 * i)
    body.push(...vector.xor(get(local), before), ...set(local))
    body.push(...store128(zero, get(local), layout.state + 16 * i))
  })
  const pointerStart = pointers.flatMap((p, i) => [...(i ? get(p - 1) : get(data)), ...get(stride), 0x6a, ...set(p)])
  return fn(
    [
      [3, 0x7f],
      [29, 0x7b],
    ],
    [
      ...pointerStart,
      ...state.flatMap((local, i) => [...load128(zero, layout.state + 16 * i), ...set(local)]),
      // 64 rounds turn the eight roles round eight times, so every local ends in its own role again.
      ...whileBlocks(blocks, 1, [...body, ...[data, ...pointers].flatMap((p) => advance(p, 64))]),
    ],
  )
}

/** compress1(data, blocks): one message; `blocks` is a positive multiple of 4. */
const compress1 = (): Code => {
  const [data, blocks, lane] = [0, 1, 2]
  const [state, stemps] = [range(3, 8), range(11, 3)]
  const [w, vtemps] = [range(14, 16), range(30, 5)]
  const zero = i32(0)
  const at = (j: number) => layout.expanded + 16 * j
  const mixedAt = (j: number) => at(68 + j)
  const expand: Code = []
  const lanes = range(0, 4).map((k): Code => [...get(data), ...i32(64 * k), 0x6a])
  for (const q of range(0, 4)) expand.push(...loadWords(lanes, q, w, vtemps))
  for (const j of range(0, 68)) {
    if (j >= 16) expand.push(...expandWord(j, w, vtemps[3] ?? 0, vtemps[2] ?? 0))
    const word = get(w[j % 16] ?? 0)
    expand.push(...store128(zero, word, at(j)))
    if (j >= 4) expand.push(...store128(zero, vector.xor(word, get(w[(j - 4) % 16] ?? 0)), mixedAt(j - 4)))
  }
  const load32 = (address: Code, offset: number): Code => [...address, 0x28, 2, ...leb(offset)]
  const rounds: Code = []
  let s = state
  for (const j of range(0, 64)) {
    const word = load32(get(lane), at(j))
    const mixed = load32(get(lane), mixedAt(j))
    const step = round(scalar, j, s, { word, mixed, constant: i32(roundConstant(j)) }, stemps)
    rounds.push(...step.code)
    s = step.state
  }
  s.forEach((local, i) => {
    rounds.push(...scalar.xor(get(local), load32(zero, layout.state + 4 * i)), ...set(local))
    rounds.push(...zero, ...get(local), 0x36, 2, ...leb(layout.state + 4 * i))
  })
  const overLanes = [
    ...[...i32(0), ...set(lane), 0x03, 0x40],
    ...rounds,
    ...[...get(lane), ...i32(4), 0x6a, ...tee(lane), ...i32(16), 0x49, 0x0d, 0, 0x0b],
  ]
  return fn(
    [
      [12, 0x7f],
      [21, 0x7b],
    ],
    [
      ...state.flatMap((local, i) => [...load32(zero, layout.state + 4 * i), ...set(local)]),
      ...whileBlocks(blocks, 4, [...expand, ...overLanes, ...advance(data, 256)]),
    ],
  )
}

const fn = (locals: [count: number, type: number][], body: Code): Code => {
  const code = [...vec(locals.map(([count, type]) => [...leb(count), type])), ...body, 0x0b]
  return [...leb(code.length), ...code]
}

/** The module: imports `env.memory`, exports `compress4` and `compress1`. */
export const sm3Module = (): Uint8Array<ArrayBuffer> => {
  const i32s = (n: number): Code => vec(range(0, n).map(() => [0x7f]))
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      vec([
        [0x60, ...i32s(3), 0],
        [0x60, ...i32s(2), 0],
      ]),
    ),
    ...section(2, vec([[...text('env'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, vec([[0], [1]])),
    ...section(
      7,
      vec([
        [...text('compress4'), 0x00, 0],
        [...text('compress1'), 0x00, 1],
      ]),
    ),
    ...section(10, vec([compress4(), compress1()])),
  ])
}
