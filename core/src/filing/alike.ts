/** Fields whose text is compared with other cases. */
export const comparedFields = ['name', 'scenario', 'algorithm'] as const
export type ComparedField = (typeof comparedFields)[number]

/** Characters in a shingle: names are short. */
const SHINGLE: Record<ComparedField, number> = { name: 2, scenario: 4, algorithm: 4 }
/** What is looked up, more characters so that fewer texts share it, and of how many neighbours one is kept. */
const LOOKED_UP: Record<ComparedField, { size: number; window: number }> = {
  name: { size: 3, window: 1 },
  scenario: { size: 8, window: 4 },
  algorithm: { size: 8, window: 4 },
}
/** Texts are compared up to here; no summary is longer. */
const LONGEST = 4000

/** A text without blanks, punctuation, width and case; `from` holds where in the text each character stood (UTF-16). */
export interface PlainText {
  chars: string[]
  from: number[]
}

export function plainText(text: string): PlainText {
  const plain: PlainText = { chars: [], from: [] }
  let at = 0
  for (const char of text) {
    for (const one of char.normalize('NFKC').toLowerCase())
      if (/[\p{L}\p{N}]/u.test(one)) {
        plain.chars.push(one)
        plain.from.push(at)
      }
    at += char.length
    if (plain.chars.length >= LONGEST) break
  }
  return plain
}

function shinglesOf({ chars }: PlainText, size: number): string[] {
  return Array.from({ length: Math.max(0, chars.length - size + 1) }, (_, i) => chars.slice(i, i + size).join(''))
}

/** The shingles a text is compared by. */
export const shinglesIn = (field: ComparedField, text: PlainText): string[] => shinglesOf(text, SHINGLE[field])

/** FNV-1a over UTF-16 units, as a signed number of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) | 0
}

/** Of every shingle that a text may be found again by. */
export const hashesOf = (field: ComparedField, text: PlainText): number[] =>
  shinglesOf(text, LOOKED_UP[field].size).map(hashOf)

/**
 * What a text is found again by: of every few neighbouring shingles the one of least hash (winnowing, Schleimer 2003), so that two texts with
 * eleven characters in a row in common share at least one; of names every shingle. Sorted, each once.
 */
export function fingerprintsOf(field: ComparedField, text: PlainText): number[] {
  const { window } = LOOKED_UP[field]
  const hashes = hashesOf(field, text)
  const kept = new Set<number>()
  for (let i = 0; i + window <= hashes.length; i++) kept.add(Math.min(...hashes.slice(i, i + window)))
  if (kept.size === 0) for (const hash of hashes) kept.add(hash)
  return [...kept].sort((a, b) => a - b)
}

export interface Likeness {
  /** Of the shingles of both texts, those in both. */
  jaccard: number
  /** Of the own shingles, those in the other text. */
  contained: number
  /** The longest stretch of the own text that is in the other, in UTF-16 units of the text as written; null where nothing is. */
  longest: { start: number; end: number } | null
  /** Own shingles that were compared, and of how many. */
  own: { compared: number; all: number }
}

const none: ReadonlySet<string> = new Set()

/** Compares the own text with another, shingle by shingle, those in `common` aside. Exact: nothing is estimated. */
export function likeness(field: ComparedField, own: PlainText, other: PlainText, common = none): Likeness {
  const size = SHINGLE[field]
  const mine = shinglesOf(own, size)
  const theirs = new Set(shinglesOf(other, size).filter((shingle) => !common.has(shingle)))
  const distinct = new Set(mine.filter((shingle) => !common.has(shingle)))
  const both = [...distinct].filter((shingle) => theirs.has(shingle)).length
  const all = distinct.size + theirs.size - both
  let best: { at: number; length: number } | null = null
  for (let i = 0, run = 0; i < mine.length; i++) {
    run = theirs.has(mine[i] ?? '') ? run + 1 : 0
    if (run > (best?.length ?? 0)) best = { at: i - run + 1, length: run }
  }
  return {
    jaccard: all === 0 ? 0 : both / all,
    contained: distinct.size === 0 ? 0 : both / distinct.size,
    own: { compared: distinct.size, all: new Set(mine).size },
    longest: best && spanOf(own, best.at, best.at + best.length + size - 1),
  }
}

function spanOf({ from }: PlainText, first: number, end: number): { start: number; end: number } {
  return { start: from[first] ?? 0, end: (from[end - 1] ?? 0) + 1 }
}
