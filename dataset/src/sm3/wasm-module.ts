/**
 * The SM3 compression function (GB/T 32905-2016) as a WebAssembly module. `compress8` runs eight independent messages in
 * two groups of four lanes: one group's chain of operations fills the pauses of the other's. `compress1` runs one
 * message and, between its rounds, expands the next four blocks in the lanes. Rounds are loops rather than one long
 * line, because a processor keeps only a few thousand decoded instructions: unrolled, both run at two thirds the speed.
 */
import {
  advance,
  type Code,
  countDown,
  countUp,
  get,
  i32,
  load32,
  load128,
  masks,
  moduleOf,
  range,
  scalar,
  set,
  shuffleWords,
  store32,
  store128,
  swizzle,
  vector,
} from '../wasm/code.ts'

/** Lanes of `compress8`. */
export const lanes = 8

/**
 * Where things lie in the module's memory, in bytes. The state of message m of `compress8` begins at
 * `state + 128 * (m >> 2) + 4 * (m & 3)`, its words 16 bytes apart; `compress1` has its eight words side by side.
 */
export const layout = { constants: 0, state: 4096, words: 8192, data: 65_536 }

/** `compress1` reads this far past its data, in bytes: it expands one group of blocks ahead. */
export const readAhead = 256

/** Constant of round j, already rotated. */
const roundConstant = (j: number): number => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a
  const n = j % 32
  return n === 0 ? t : (t << n) | (t >>> (32 - n))
}

/** What the functions expect in memory before their first call. */
export const writeTables = (view: DataView): void => {
  for (let j = 0; j < 64; j++) {
    for (let lane = 0; lane < 4; lane++) view.setUint32(layout.constants + 16 * j + 4 * lane, roundConstant(j), true)
  }
  for (let i = 0; i < 16; i++) {
    view.setUint8(masks.rotate8 + i, (i & ~3) | ((i + 3) & 3))
    view.setUint8(masks.byteSwap + i, i ^ 3)
  }
}

const zero = i32(0)

/** Message words 4q..4q+3 of the four blocks at `blocks`, one block to a lane, into locals w[4q..4q+3]. */
const loadWords = (blocks: Code[], q: number, w: number[], temps: number[]): Code => {
  const [a = 0, b = 0, c = 0, d = 0] = temps
  const bigEndian = (k: number) => swizzle(load128(blocks[k] ?? [], 16 * q), masks.byteSwap)
  const low = (x: number, y: number) => shuffleWords(get(x), get(y), 0, 4, 1, 5)
  const high = (x: number, y: number) => shuffleWords(get(x), get(y), 2, 6, 3, 7)
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = w.slice(4 * q, 4 * q + 4)
  return [
    ...[...bigEndian(0), ...set(w0), ...bigEndian(1), ...set(w1)],
    ...[...bigEndian(2), ...set(w2), ...bigEndian(3), ...set(w3)],
    ...[...low(w0, w1), ...set(a), ...high(w0, w1), ...set(b)],
    ...[...low(w2, w3), ...set(c), ...high(w2, w3), ...set(d)],
    ...[...shuffleWords(get(a), get(c), 0, 1, 4, 5), ...set(w0)],
    ...[...shuffleWords(get(a), get(c), 2, 3, 6, 7), ...set(w1)],
    ...[...shuffleWords(get(b), get(d), 0, 1, 4, 5), ...set(w2)],
    ...[...shuffleWords(get(b), get(d), 2, 3, 6, 7), ...set(w3)],
  ]
}

/** Message word j (16 <= j < 68) of four blocks into local `into`; the words before it lie at `base`, 16 bytes each. */
const expandWord = (j: number, base: Code, offset: number, into: number, temps: number[]): Code => {
  const [x = 0, scratch = 0] = temps
  const at = (n: number): Code => load128(base, offset + 16 * n)
  const { xor, rotl, mix } = vector
  return [
    ...xor(xor(at(j - 16), at(j - 9)), rotl(at(j - 3), 15, scratch)),
    ...set(x),
    ...xor(xor(rotl(at(j - 13), 7, scratch), at(j - 6)), mix(x, 15, scratch)),
    ...set(into),
    ...store128(base, get(into), offset + 16 * j),
  ]
}

/**
 * Round j on the eight state locals; gives the locals in their new roles. After four rounds each is in its own again.
 * `halves` are two locals that hold, between rounds, what e is the sum (xor) of: GG taken from them is ready one operation
 * earlier than from e, which shortens the chain from round to round from seven operations to six.
 */
const round = (
  ops: typeof vector,
  j: number,
  s: number[],
  input: { word: Code; mixed: Code; constant: Code },
  temps: number[],
  halves?: readonly [number, number],
): { code: Code; state: number[] } => {
  const { xor, and, or, add, rotl, mix } = ops
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = s
  const [a12 = 0, ss1 = 0, scratch = 0] = temps
  const [A, B, C] = [get(a), get(b), get(c)]
  const ff = j < 16 ? xor(xor(A, B), C) : or(and(A, B), and(C, or(A, B)))
  const fg = xor(get(f), get(g))
  const choose = (by: Code, from: Code): Code => xor(from, and(by, fg))
  const chosen = halves ? choose(get(halves[1]), choose(get(halves[0]), get(g))) : choose(get(e), get(g))
  const gg = j < 16 ? xor(get(e), fg) : chosen
  const p0 = (x: number): Code => {
    if (!halves) return [...mix(x, 9, scratch), ...set(x)]
    const [first, second] = halves
    const turned = xor(rotl(get(x), 9, scratch), rotl(get(x), 17, scratch))
    return [...get(x), ...set(first), ...turned, ...set(second), ...xor(get(first), get(second)), ...set(x)]
  }
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
      ...p0(h),
      ...[...rotl(B, 9, scratch), ...set(b)],
      ...[...rotl(get(f), 19, scratch), ...set(f)],
    ],
    state: [d, a, b, c, h, e, f, g],
  }
}

/** compress8(data, stride, blocks): eight messages `stride` bytes apart, at least one block each. */
const compress8 = () => {
  const [data, stride, blocks] = [0, 1, 2]
  const pointers = range(3, lanes - 1)
  const at = 3 + pointers.length
  const groups = [0, 1].map((k) => ({ k, state: range(at + 1 + 13 * k, 8), temps: range(at + 9 + 13 * k, 5) }))
  const w = range(at + 27, 16)
  const starts = [get(data), ...pointers.map(get)]
  const wordsOf = (k: number) => layout.words + 2048 * k

  const rounds = (from: number, count: number, base: Code): Code => {
    const code: Code = []
    const states = groups.map((group) => group.state)
    for (const j of range(from, count)) {
      for (const { k, temps } of groups) {
        const ahead = temps[4] ?? 0
        if (j < 12) code.push(...load128(base, wordsOf(k) + 16 * (j + 4)), ...set(ahead))
        else code.push(...expandWord(j + 4, base, wordsOf(k), ahead, temps.slice(2, 4)))
        const word = load128(base, wordsOf(k) + 16 * j)
        const mixed = vector.xor(word, get(ahead))
        const constant = load128(base, layout.constants + 16 * j)
        const step = round(vector, j, states[k] ?? [], { word, mixed, constant }, temps)
        code.push(...step.code)
        states[k] = step.state
      }
    }
    return code
  }
  const eachState = (code: (local: number, offset: number) => Code): Code =>
    groups.flatMap(({ k, state }) => state.flatMap((local, i) => code(local, layout.state + 128 * k + 16 * i)))
  const body: Code = [
    ...groups.flatMap(({ k, temps }) => [
      ...range(0, 4).flatMap((q) => loadWords(starts.slice(4 * k, 4 * k + 4), q, w, temps)),
      ...w.flatMap((local, j) => store128(zero, get(local), wordsOf(k) + 16 * j)),
    ]),
    ...[...zero, ...set(at), ...countUp(at, 4 * 16, i32(12 * 16), rounds(0, 4, get(at)))],
    ...rounds(12, 4, zero),
    ...[...zero, ...set(at), ...countUp(at, 4 * 16, i32(48 * 16), rounds(16, 4, get(at)))],
    ...eachState((local, offset) => [
      ...[...vector.xor(get(local), load128(zero, offset)), ...set(local)],
      ...store128(zero, get(local), offset),
    ]),
  ]
  return {
    name: 'compress8',
    parameters: 3,
    locals: { i32: lanes, v128: 2 * 13 + 16 },
    body: [
      ...pointers.flatMap((p, i) => [...(i ? get(p - 1) : get(data)), ...get(stride), 0x6a, ...set(p)]),
      ...eachState((local, offset) => [...load128(zero, offset), ...set(local)]),
      ...countDown(blocks, 1, [...body, ...[data, ...pointers].flatMap((p) => advance(p, 64))]),
    ],
  }
}

/** compress1(data, blocks): one message; `blocks` is a positive multiple of 4. */
const compress1 = () => {
  const [data, blocks, word, from, into, expandAt, constant] = [0, 1, 2, 3, 4, 5, 6]
  const [state, stemps, halves] = [range(7, 8), range(15, 3), [18, 19] as const]
  const [w, vtemps] = [range(20, 16), range(36, 5)]
  // Two sets of the 68 words and 64 mixed words of four blocks: one is used while the other is made.
  const sets = [layout.words, layout.words + 4096]
  const mixedAt = (j: number) => 16 * (68 + j)
  const fourBlocks = range(0, 4).map((k): Code => [...get(data), ...i32(64 * k), 0x6a])
  const first16 = (base: Code): Code => [
    ...range(0, 4).flatMap((q) => loadWords(fourBlocks, q, w, vtemps)),
    ...w.flatMap((local, j) => store128(base, get(local), 16 * j)),
    ...range(0, 12).flatMap((j) => store128(base, vector.xor(get(w[j] ?? 0), get(w[j + 4] ?? 0)), mixedAt(j))),
  ]
  const expand = (j: number, base: Code): Code => {
    const made = vtemps[2] ?? 0
    const mixed = vector.xor(get(made), load128(base, 16 * (j - 4)))
    return [...expandWord(j, base, 0, made, vtemps), ...store128(base, mixed, mixedAt(j - 4))]
  }
  /** 16 rounds; after every fourth, as long as there are any, one of `words` further words of the next blocks */
  const rounds = (start: number, words: number): Code => {
    const code: Code = []
    let s = state
    for (const j of range(start, 16)) {
      const base = get(word)
      const input = {
        word: load32(base, 16 * j),
        mixed: load32(base, mixedAt(j)),
        constant: start === 0 ? i32(roundConstant(j)) : load32(get(constant), layout.constants + 16 * j),
      }
      const step = round(scalar, j, s, input, stemps, halves)
      code.push(...step.code)
      s = step.state
      const done = (j - start) / 4 - 0.75
      if (Number.isInteger(done) && done < words) code.push(...expand(16 + done, get(expandAt)))
    }
    return [...code, ...advance(expandAt, 16 * words)]
  }
  const oneBlock: Code = [
    ...rounds(0, 4),
    ...[...zero, ...set(constant)],
    ...countUp(constant, 16 * 16, i32(48 * 16), [...rounds(16, 3), ...advance(word, 16 * 16)]),
    ...advance(word, -48 * 16),
    ...state.flatMap((local, i) => [
      ...[...scalar.xor(get(local), load32(zero, layout.state + 4 * i)), ...set(local)],
      ...store32(zero, get(local), layout.state + 4 * i),
    ]),
  ]
  const fourRun: Code = [
    ...[...get(from), ...set(word), ...get(into), ...set(expandAt)],
    ...countUp(word, 4, [...get(from), ...i32(16), 0x6a], oneBlock),
  ]
  const [a = 0, b = 0] = sets
  return {
    name: 'compress1',
    parameters: 2,
    locals: { i32: 18, v128: 21 },
    body: [
      ...state.flatMap((local, i) => [...load32(zero, layout.state + 4 * i), ...set(local)]),
      ...first16(i32(a)),
      ...[...i32(a), ...set(expandAt)],
      ...countUp(expandAt, 16, i32(a + 52 * 16), expand(16, get(expandAt))),
      ...[...i32(a), ...set(from), ...i32(b), ...set(into)],
      ...countDown(blocks, 4, [
        ...advance(data, 256),
        ...first16(get(into)),
        ...fourRun,
        ...[...get(from), ...get(into), ...set(from), ...set(into)],
      ]),
    ],
  }
}

/** The module: imports `env.memory`, exports `compress8` and `compress1`. */
export const sm3Module = (): Uint8Array<ArrayBuffer> => moduleOf([compress8(), compress1()])
