import type { Hints } from './hints.ts'
import type { SensitiveKind } from './kinds.ts'
import { placeOf, type Signal, signal } from './signals.ts'

/** What a column's values added up to. `counts` is by the place of the signal's bit. */
export interface Tally {
  /** without those that say there is none */
  values: number
  counts: Float64Array
  /** up to eight different texts that showed the signal, by its place */
  tokens: readonly (readonly string[] | undefined)[]
  /** different beginnings (second and third digit) of bare mobile numbers or MMSI */
  prefixes: number
  /** bare mobile numbers and MMSI, and how many of them were the one before plus less than twenty */
  bare: number
  serialSteps: number
  /** of these steps those of more than one */
  gaps: number
}

/** How sure a kind is by its values alone, with telling columns beside it, and under its own name. */
export interface Certainty {
  hit: Signal
  miss?: Signal
  /** share of look-alikes that pass by chance */
  chance?: number
  alone: number
  near: number
  named: number
  /** the share of values that must have the form where no name speaks of it; with less of it the kind is less certain */
  whole?: number
}

/** Certainties by kind, set on the first labelled set. Findings below {@link leastConfidence} are not told. */
export const certainties = {
  residentId: { hit: 'residentId', miss: 'residentIdMiss', chance: 1 / 11, alone: 0.97, near: 0.98, named: 0.99 },
  driverArchive: { hit: 'driverArchive', alone: 0, near: 0, named: 0.9 },
  passport: { hit: 'passport', alone: 0.3, near: 0.55, named: 0.93, whole: 1 },
  travelPermit: { hit: 'travelPermit', alone: 0.3, near: 0.55, named: 0.93, whole: 1 },
  seafarer: { hit: 'seafarer', alone: 0.55, near: 0.75, named: 0.93, whole: 0.6 },
  mobile: { hit: 'mobile', miss: 'mobileMiss', chance: 0.5, alone: 0.92, near: 0.95, named: 0.98 },
  landline: { hit: 'landline', miss: 'landlineMiss', chance: 0.3, alone: 0.85, near: 0.88, named: 0.95 },
  email: { hit: 'email', alone: 0.97, near: 0.97, named: 0.99 },
  bankCard: { hit: 'bankCard', miss: 'bankCardMiss', chance: 1 / 10, alone: 0.9, near: 0.92, named: 0.98 },
  uscc: { hit: 'uscc', miss: 'usccMiss', chance: 1 / 31, alone: 0.97, near: 0.97, named: 0.99 },
  plate: { hit: 'plate', alone: 0.95, near: 0.97, named: 0.98 },
  vin: { hit: 'vin', miss: 'vinMiss', chance: 1 / 11, alone: 0.93, near: 0.95, named: 0.98 },
  obu: { hit: 'obu', alone: 0, near: 0.6, named: 0.9, whole: 0.6 },
  etcCard: { hit: 'etcCard', alone: 0.8, near: 0.88, named: 0.93, whole: 0.1 },
  mmsi: { hit: 'mmsi', miss: 'mmsiMiss', chance: 0.29, alone: 0.35, near: 0.8, named: 0.95 },
  imo: { hit: 'imo', miss: 'imoMiss', chance: 1 / 10, alone: 0.7, near: 0.9, named: 0.97 },
  address: { hit: 'address', alone: 0.85, near: 0.88, named: 0.92 },
} as const satisfies Partial<Record<SensitiveKind, Certainty>>

/** Findings of less confidence than this are not told. */
export const leastConfidence = 0.5

/** One kind as judged: how many values, how sure, and what spoke for and against it. */
export interface Judgement {
  kind: SensitiveKind
  hit: Signal
  count: number
  confidence: number
  named: boolean
  near: boolean
  contrary: boolean
  misses: number
  chance: number
  note: string | null
}

/** Few different values prove less. */
const ofSample = (tokens: readonly string[] | undefined): number => {
  const different = tokens?.length ?? 0
  return different >= 3 ? 1 : different === 2 ? 0.93 : 0.86
}

const speaksForItself = (kind: SensitiveKind, tokens: readonly string[], near: boolean): boolean =>
  kind === 'landline'
    ? tokens.every((token) => /\D/.test(token)) || new Set(tokens.map((token) => token.slice(0, 4))).size >= 3
    : kind === 'mmsi' && near && new Set(tokens.map((token) => token.slice(0, 3))).size >= 2

const judgeKind = (kind: SensitiveKind, certainty: Certainty, tally: Tally, hints: Hints): Judgement | null => {
  const hits = tally.counts[placeOf(certainty.hit)] ?? 0
  if (hits === 0) return null
  const chance = certainty.chance ?? 0
  const named = (hints.named & signal[certainty.hit]) !== 0
  const near = (hints.near & signal[certainty.hit]) !== 0
  let misses = certainty.miss === undefined ? 0 : (tally.counts[placeOf(certainty.miss)] ?? 0)
  // Of 18-digit numbers that are no resident numbers one in a thousand looks like a credit code of digits only.
  if (kind === 'uscc' && !named) misses += tally.counts[placeOf('residentIdMiss')] ?? 0
  // If all look-alikes were random, `chance` of them would pass; what is above that is substance.
  const tries = hits + misses
  const rate = hits / tries
  let substance = Math.max(0, (rate - chance) / (1 - chance))
  const surprise = (hits - tries * chance) / Math.sqrt(tries * chance * (1 - chance) || 1)
  const checked = chance > 0 && chance < 0.2
  if (checked && hits >= 20 && surprise >= 6) substance = Math.max(substance, 0.75)
  if (named && rate >= 2 * chance) substance = Math.max(substance, 0.8)
  if (certainty.whole && !named) substance = Math.min(1, hits / tally.values / certainty.whole)
  let confidence = (named ? certainty.named : near ? certainty.near : certainty.alone) * substance
  confidence *= ofSample(tally.tokens[placeOf(certainty.hit)])
  const sound = checked && substance >= 0.9 && hits >= 10
  // Area codes set apart, or several of them, are no order numbers; ships' numbers among ships are no serials.
  const apart =
    substance >= 0.9 && hits >= 10 && speaksForItself(kind, tally.tokens[placeOf(certainty.hit)] ?? [], near)
  if (hints.contrary && !sound && !apart && kind !== 'email' && kind !== 'plate') confidence *= checked ? 0.55 : 0.5
  let note: string | null = null
  if ((kind === 'mobile' || kind === 'mmsi') && tally.bare >= (named ? 20 : 5)) {
    // Under its own heading a run without gaps may be a batch of cards; one with gaps is a ledger.
    if (named ? tally.gaps / tally.bare > 0.6 && tally.prefixes <= 2 : tally.serialSteps / tally.bare > 0.5) {
      confidence *= 0.4
      note = '这些号码逐个递增，更像流水号。'
    } else if (named) {
      note = null
    } else if (kind === 'mobile' && tally.bare >= 20 && tally.prefixes < 5) {
      confidence *= 0.45
      note = '这些号码的号段很少，更像编号。'
    } else if (hints.contrary && tally.prefixes >= 15 && substance >= 0.9) {
      confidence *= 1.6
      note = '这些号码遍布各号段，不像编号。'
    }
  }
  const count = rate >= 0.9 || named ? hits : Math.max(1, Math.round(hits - (misses * chance) / (1 - chance)))
  return {
    kind,
    hit: certainty.hit,
    count,
    confidence: Math.min(0.99, confidence),
    named,
    near,
    contrary: hints.contrary,
    misses,
    chance,
    note,
  }
}

/** Fifteen-digit resident numbers have no check digit: they count beside longer ones, under a name, or where all values are of the form. */
const judgeOldIds = (tally: Tally, hints: Hints, modern: Judgement | null): Judgement | null => {
  const hits = tally.counts[placeOf('residentId15')] ?? 0
  if (hits === 0) return modern
  const old = judgeKind(
    'residentId',
    { hit: 'residentId15', miss: 'residentId15Miss', chance: 0.02, alone: 0.8, near: 0.9, named: 0.93 },
    tally,
    hints,
  )
  if (!old) return modern
  // By themselves a handful among others prove nothing.
  if (!old.named && (hits / tally.values < 0.5 || hits < 10) && !(modern && modern.confidence >= leastConfidence))
    return modern
  if (!modern || modern.confidence < leastConfidence) return old
  return { ...modern, count: modern.count + old.count }
}

/** Names are judged by the whole column: single words of two or three characters can be anything. */
const judgeNames = (tally: Tally, hints: Hints): Judgement | null => {
  const count = tally.counts[placeOf('personName')] ?? 0
  if (count === 0) return null
  const commonShare = (tally.counts[placeOf('commonName')] ?? 0) / tally.values
  const share = count / tally.values
  // Beside the firms of a column of customers the short words tell.
  const short = count + (tally.counts[placeOf('notName')] ?? 0)
  const different = tally.tokens[placeOf('personName')]?.length ?? 0
  const named = (hints.named & signal.personName) !== 0
  const near = (hints.near & signal.personName) !== 0
  // Three different words that all look like common names are hardly an accident, eight are none.
  let note: string | null = null
  const enough = different >= 8 ? 1 : different >= 5 ? 0.85 : different >= 3 ? 0.72 : 0
  const called = tally.counts[placeOf('calledName')] ?? 0
  const people = (near || hints.someName) && share >= 0.7 && commonShare >= (hints.party ? 0.3 : 0.4)
  const among = hints.someName && share >= 0.2 && count >= short * 0.7 && commonShare * tally.values >= count * 0.5
  // So many different short words, of which so many have a common surname and a common given name, are names wherever they stand.
  const common = commonShare * tally.values
  const plainly =
    share >= 0.2 &&
    ((different >= 20 && count >= short * 0.8 && common >= count * 0.3) ||
      (different >= 9 && count >= short * 0.95 && common >= count * 0.4))
  let confidence = 0
  if (named) confidence = share >= 0.05 ? 0.95 : 0.6
  else if (hints.contrary || hints.thing) confidence = plainly && share >= 0.8 ? 0.6 : 0
  else if (people || among) confidence = 0.88 * enough
  else if ((share >= 0.8 && commonShare >= 0.5) || plainly) confidence = 0.78 * enough
  // Under a heading of names the words of places and things show themselves by having none of the common ones among them.
  if (named && count >= 20 && common < count * 0.1) {
    confidence = 0.4
    note = '字段名说是姓名，但几乎没有常见的姓名。'
  }
  // In running text the word before it says that it is one.
  if (called >= count * 0.5) confidence = Math.max(confidence, 0.85 * enough)
  return {
    kind: 'personName',
    hit: 'personName',
    count,
    confidence: confidence * (named ? ofSample(tally.tokens[placeOf('personName')]) : 1),
    named,
    near,
    contrary: hints.contrary,
    misses: tally.counts[placeOf('notName')] ?? 0,
    chance: 0,
    note,
  }
}

/** Where doors are, roads and crossings without one are addresses too. */
const judgeAddresses = (doors: Judgement, tally: Tally): Judgement => {
  const rough = tally.counts[placeOf('roughAddress')] ?? 0
  return rough > doors.count * 3 ? doors : { ...doors, count: doors.count + rough }
}

/** In a column of several kinds of documents, or of toll codes, the one with the surer form vouches for the others if they make up the rest. */
const vouch = (
  judged: readonly (Judgement | null)[],
  sure: readonly SensitiveKind[],
  others: readonly SensitiveKind[],
  tally: Tally,
): void => {
  const of = (kinds: readonly SensitiveKind[]) =>
    judged.filter((found): found is Judgement => found !== null && kinds.includes(found.kind))
  const witness = of(sure).find(({ confidence }) => confidence >= leastConfidence)
  if (!witness) return
  const beside = of(others)
  const together = [witness, ...beside].reduce((sum, { count }) => sum + count, 0)
  if (together < tally.values * 0.75) return
  for (const found of beside) {
    if (found.count < 3) continue
    found.confidence = Math.max(found.confidence, 0.8)
    found.note ??= '同一字段里还有其他证件或者卡号，合起来占了大多数。'
  }
}

/** Numbers of documents begin with letters of several countries and kinds, serial numbers with one. */
const vouchByLetters = (judged: readonly (Judgement | null)[], tally: Tally): void => {
  const found = judged
    .filter((one) => one?.kind === 'passport' || one?.kind === 'travelPermit')
    .filter((one) => one !== null)
  const letters = new Set(
    found.flatMap(({ hit }) => (tally.tokens[placeOf(hit)] ?? []).map((token) => token.charAt(0))),
  )
  const count = found.reduce((sum, one) => sum + one.count, 0)
  if (letters.size < 3 || count < 10 || count < tally.values * 0.7 || found.some(({ contrary }) => contrary)) return
  for (const one of found) one.confidence = Math.max(one.confidence, one.count >= 3 ? 0.6 : 0)
}

/** All kinds a column holds with enough confidence. */
export const judge = (tally: Tally, hints: Hints): Judgement[] => {
  const judged: (Judgement | null)[] = []
  for (const [kind, certainty] of Object.entries(certainties) as [keyof typeof certainties, Certainty][]) {
    const found = judgeKind(kind, certainty, tally, hints)
    if (kind === 'address') judged.push(found && judgeAddresses(found, tally))
    else if (kind !== 'residentId') judged.push(found)
    else {
      const all = judgeOldIds(tally, hints, found)
      judged.push(all && hints.licence ? { ...all, kind: 'driverLicence' } : all)
    }
  }
  judged.push(judgeNames(tally, hints))
  vouch(judged, ['residentId', 'driverLicence'], ['passport', 'travelPermit'], tally)
  vouch(judged, ['etcCard'], ['obu'], tally)
  vouchByLetters(judged, tally)
  return judged.filter((found): found is Judgement => found !== null && found.confidence >= leastConfidence)
}
