import { createDetector } from './detect.ts'
import { hintsOf } from './hints.ts'
import { type Judgement, judge, type Tally } from './judge.ts'
import { kinds } from './kinds.ts'
import { maskExample } from './mask.ts'
import { isNothing } from './nothing.ts'
import { placeOf, signal, signalCount } from './signals.ts'
import type { ColumnScan } from './types.ts'

const tokensKept = 8
/** Of names more are kept: how many different ones there are tells them from other words. */
const namesKept = 24
const namePlace = placeOf('personName')
const examplesShown = 3
/** So many numbers tell whether they run on. */
const runsWatched = 10_000

/**
 * Watches one column for sensitive values. Every value is looked at (texts over 4,096 characters from their front), so counts and shares are
 * of all values, not of a sample. `columns` are the names of the whole table, which lend context.
 */
export const createColumnScan = (name: string, { columns }: { columns: readonly string[] }): ColumnScan => {
  const hints = hintsOf(name, columns)
  const detector = createDetector(hints)
  const counts = new Float64Array(signalCount)
  const tokens: string[][] = []
  const prefixes = new Uint8Array(100)
  const tally: Tally = { values: 0, counts, tokens, prefixes: 0, bare: 0, serialSteps: 0, gaps: 0 }
  let values = 0
  let before = 0

  const keepToken = (place: number) => {
    const kept = tokens[place]
    const token = detector.tokens[place]
    if (token === undefined) return
    if (!kept) tokens[place] = [token]
    else if (kept.length < (place === namePlace ? namesKept : tokensKept) && !kept.includes(token)) kept.push(token)
  }
  /** How bare numbers run on, and how they begin: 0 to 99 by the second and third digit. */
  const watchRun = (token: string) => {
    if (tally.bare >= runsWatched || (token.length !== 11 && token.length !== 9)) return
    tally.bare += 1
    const prefix = Number(token.slice(1, 3))
    if (prefixes[prefix] === 0) {
      prefixes[prefix] = 1
      tally.prefixes += 1
    }
    const value = Number(token)
    if (value > before && value - before < 20) {
      tally.serialSteps += 1
      if (value - before > 1) tally.gaps += 1
    }
    before = value
  }

  return {
    add: (text, times) => {
      if (text === '') return
      values += times
      // What says that there is no value is one to whoever counts, but none to judge the column by.
      if (isNothing(text)) return
      tally.values += times
      const found = detector.signals(text)
      if (found === 0) return
      for (let rest = found; rest !== 0; rest &= rest - 1) {
        const place = 31 - Math.clz32(rest & -rest)
        counts[place] = (counts[place] ?? 0) + times
        if (place < 20) keepToken(place)
      }
      if (found & signal.mobile) watchRun(detector.tokens[placeOf('mobile')] ?? '')
      else if (found & signal.mmsi) watchRun(detector.tokens[placeOf('mmsi')] ?? '')
    },
    end: (rows) =>
      judge(tally, hints).map((judgement) => ({
        column: name,
        kind: judgement.kind,
        share: values === 0 ? 0 : judgement.count / values,
        count: judgement.count,
        confidence: Math.round(judgement.confidence * 100) / 100,
        reasons: reasonsOf(judgement, name, values, rows),
        remedy: kinds[judgement.kind].remedy,
        localExamples: (tokens[placeOf(judgement.hit)] ?? [])
          .slice(0, examplesShown)
          .map((token) => maskExample(judgement.kind, token)),
      })),
  }
}

const percent = (share: number): string =>
  share >= 0.9995 ? '100%' : share < 0.001 ? '不到0.1%' : `${(share * 100).toFixed(1)}%`

const reasonsOf = (found: Judgement, column: string, values: number, rows: number): string[] => {
  const { name, standard, checkDigit } = kinds[found.kind]
  const form = checkDigit ? `形式与校验位都符合${name}（${standard}）` : `符合${name}的形式（${standard}）`
  const empty = rows > values ? `，另有 ${rows - values} 行为空` : ''
  const reasons = [`有 ${found.count} 个值${form}，占非空值的 ${percent(found.count / values)}${empty}。`]
  if (found.named) reasons.push(`字段名“${column}”指明这是${name}。`)
  else if (found.near) reasons.push('同一张表里的其他字段描述同一个人、车或者船。')
  if (found.misses > 0 && found.chance > 0) {
    reasons.push(`同样长度而不符合的有 ${found.misses} 个；如果全是巧合，只会有约 ${percent(found.chance)} 符合。`)
  }
  if (found.contrary) reasons.push('字段名像编号、金额或者时间，可信程度已相应降低。')
  if (found.note) reasons.push(found.note)
  return reasons
}
