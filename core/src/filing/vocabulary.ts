import { counties, prefectures, reportingUnits } from '../kernel/regions.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { type Vocabulary, type VocabularyPart, vocabularyParts } from '../kernel/rule-pack-aids.ts'

/** A stretch of a name: an accepted phrase by its part, what may stand beside phrases, or what the vocabulary does not know. */
export interface Piece {
  kind: VocabularyPart | 'beside' | 'unknown'
  text: string
  /** UTF-16 units. */
  start: number
}

const SELF_GOVERNED = /(?:(?:布依|苗|侗|彝|回|水|仡佬|土家)族)+自治[州县]$/
const shortName = (name: string) =>
  SELF_GOVERNED.test(name) ? name.replace(SELF_GOVERNED, '') : name.replace(/(?:特区|新区|[市区县])$/, '')
const places = [
  '贵州省',
  '贵州',
  '黔中',
  ...[...prefectures, ...reportingUnits, ...counties].flatMap(({ name }) => [name, shortName(name)]),
].filter((name) => name.length > 1)

interface Index {
  /** Words by their first character, longest first. */
  words: Map<string, { text: string; kind: Piece['kind'] }[]>
  beside: RegExp[]
}
const indexes = new WeakMap<Vocabulary, Index>()

function indexOf(vocabulary: Vocabulary): Index {
  const known = indexes.get(vocabulary)
  if (known) return known
  const words: Index['words'] = new Map()
  const put = (text: string, kind: Piece['kind']) =>
    words.set(text.charAt(0), [...(words.get(text.charAt(0)) ?? []), { text, kind }])
  for (const { part, phrases } of vocabulary.sets) for (const phrase of phrases) put(phrase, part)
  for (const place of places) put(place, 'beside')
  const made = { words, beside: vocabulary.beside.map(({ words: pattern }) => new RegExp(pattern, 'iuy')) }
  indexes.set(vocabulary, made)
  return made
}

/** Everything that may begin at a place of the name. */
function startingAt({ words, beside }: Index, name: string, at: number): Omit<Piece, 'start'>[] {
  const phrases = (words.get(name.charAt(at)) ?? []).filter(({ text }) => name.startsWith(text, at))
  const patterns = beside.flatMap((pattern) => {
    pattern.lastIndex = at
    const text = pattern.exec(name)?.[0]
    return text ? [{ kind: 'beside' as const, text }] : []
  })
  return [...phrases, ...patterns]
}

/**
 * A name cut into pieces so that as little as possible is unknown, and then into as few pieces as possible; of equals accepted phrases before
 * proper names. Neighbouring unknown characters are one piece.
 */
export function readName(vocabulary: Vocabulary, name: string): Piece[] {
  const index = indexOf(vocabulary)
  // From the end: what the rest costs, and the piece that it begins with.
  const rest: { unknown: number; pieces: number; first: Omit<Piece, 'start'> | null }[] = []
  rest[name.length] = { unknown: 0, pieces: 0, first: null }
  for (let at = name.length - 1; at >= 0; at--) {
    const step = name.codePointAt(at) ?? 0
    const options = [
      ...startingAt(index, name, at),
      { kind: 'unknown' as const, text: String.fromCodePoint(step) },
    ].flatMap((first) => {
      const after = rest[at + first.text.length]
      if (!after) return []
      const unknown = after.unknown + (first.kind === 'unknown' ? 1 : 0)
      return [{ unknown, pieces: after.pieces + (first.kind === 'beside' ? 1.5 : 1), first }]
    })
    const [best] = options.toSorted((a, b) => a.unknown - b.unknown || a.pieces - b.pieces)
    if (best) rest[at] = best
  }
  const pieces: Piece[] = []
  for (let at = 0; at < name.length; ) {
    const first = rest[at]?.first ?? { kind: 'unknown' as const, text: name.charAt(at) }
    const last = pieces.at(-1)
    if (first.kind === 'unknown' && last?.kind === 'unknown') last.text += first.text
    else pieces.push({ ...first, start: at })
    at += first.text.length
  }
  return pieces
}

export interface NameReading {
  met: boolean
  pieces: Piece[]
  /** Stretches that the vocabulary does not know. */
  unknown: string[]
  /** Parts that every name must have and this one has not. */
  missing: VocabularyPart[]
}

const needed: readonly VocabularyPart[] = ['object', 'noun']

/** Does a name keep to accepted phrases? Null where the pack has no vocabulary. */
export function checkName({ vocabulary }: { vocabulary?: RulePack['vocabulary'] }, name: string): NameReading | null {
  if (!vocabulary) return null
  const pieces = readName(vocabulary, name.trim())
  const unknown = pieces.flatMap(({ kind, text }) => (kind === 'unknown' ? [text] : []))
  const missing = needed.filter((part) => !pieces.some(({ kind }) => kind === part))
  return { met: unknown.length === 0 && missing.length === 0, pieces, unknown, missing }
}

/** A phrase that fits what was typed; only `rest` is added to it, nothing typed is replaced. */
export interface Proposal {
  phrase: string
  rest: string
  part: VocabularyPart
}

/**
 * Phrases to go on with: first those of which the end of the text is the beginning, then phrases of the part that comes next. Of phrases for
 * one mode of transport only those of `modes`, where any are given.
 */
export function propose(
  vocabulary: Vocabulary,
  typed: string,
  {
    modes = [],
    parts = vocabularyParts,
    limit = 8,
  }: { modes?: readonly string[]; parts?: readonly VocabularyPart[]; limit?: number },
): Proposal[] {
  const suits = (mode: string | undefined) => mode === undefined || modes.length === 0 || modes.includes(mode)
  const phrases = vocabulary.sets
    .filter(({ part, mode }) => parts.includes(part) && suits(mode))
    .flatMap((set) => set.phrases.map((phrase) => ({ phrase, part: set.part })))
  const begun = phrases
    .flatMap(({ phrase, part }) => {
      for (let length = Math.min(phrase.length - 1, typed.length); length > 0; length--)
        if (typed.endsWith(phrase.slice(0, length))) return [{ phrase, part, rest: phrase.slice(length), length }]
      return []
    })
    .toSorted((a, b) => b.length - a.length)
  const order: readonly string[] = vocabularyParts
  const from = readName(vocabulary, typed).findLast(({ kind }) => order.includes(kind))?.kind
  const coming = vocabularyParts.slice(Math.max(0, order.indexOf(from ?? ''))).filter((part) => parts.includes(part))
  // A name that says that it is data is at its end.
  const next = (from === 'noun' ? [] : coming).flatMap((part) => {
    const fresh = phrases.filter((one) => one.part === part && !typed.includes(one.phrase))
    return fresh.slice(0, Math.ceil(limit / coming.length)).map(({ phrase }) => ({ phrase, part, rest: phrase }))
  })
  // What is added tells proposals apart: of those that add the same the longest match stands first.
  const seen = new Set<string>()
  return [...begun, ...next]
    .filter(({ phrase, rest }) => !seen.has(phrase) && !seen.has(`+${rest}`) && seen.add(phrase).add(`+${rest}`))
    .slice(0, limit)
    .map(({ phrase, rest, part }) => ({ phrase, rest, part }))
}
