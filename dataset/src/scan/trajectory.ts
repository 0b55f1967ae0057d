import { type CoordinateReader, coordinateReader } from './coordinates.ts'
import { kinds } from './kinds.ts'
import { isNothing } from './nothing.ts'
import {
  columnsByName,
  columnsByValues,
  readPair,
  readTime,
  type TrackColumns,
  valuesOf,
} from './trajectory-columns.ts'
import type { Reidentification, TrajectoryScan } from './types.ts'
import { createRandom, createUnicity } from './unicity.ts'

/** Rows held back until the columns are chosen. */
const rowsToDecide = 200
/** A cell of some 100 m and a quarter of an hour: what a passer-by could know. */
const cellDegrees = 0.001
const binSeconds = 900
/** The number of points the literature asks about. */
const pointsKnown = 4
const seed = 20131
const placesWatched = 50_000
/** Beyond these only rows of the traces kept are looked at (without an id each sixteenth), and counts are scaled up from them. */
const rowsInFull = 100_000

type Row = readonly (string | null | undefined)[]

/**
 * Watches rows for positions with times. Fixed installations (every id at one place) are no tracks, nor are positions without times. The
 * estimate of re-identification keeps whole traces, all of them up to 120,000 points and a random part (by hash of the id) beyond.
 */
export const createTrajectoryScan = (columns: readonly string[]): TrajectoryScan => {
  let track: TrackColumns | null = null
  let waiting: Row[] | null = []
  const unicity = createUnicity()
  /** rows with both coordinates; of these how many were looked at, and what was seen in them */
  let rows = 0
  let looked = 0
  let complete = 0
  let inChina = 0
  let fine = 0
  const places = new Set<number>()
  /** positions to the last decimal: those of installations are always the same ones */
  const exact = new Set<number>()
  let reader: CoordinateReader | null = null

  const take = (row: Row, { longitude, latitude, time, id }: TrackColumns) => {
    const both = longitude === latitude ? readPair(row[longitude] ?? '') : null
    const lngText = both ? both[0] : row[longitude]
    const latText = both ? both[1] : row[latitude]
    if (!lngText || !latText) return
    rows += 1
    const told = id === null ? null : row[id]
    const who = told && !isNothing(told) ? told : null
    if (looked >= rowsInFull && (who ? !unicity.wants(who) : rows % 16 !== 0)) return
    looked += 1
    const lng = reader ? reader(lngText) : Number(lngText)
    const lat = reader ? reader(latText) : Number(latText)
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90) || (lng === 0 && lat === 0)) return
    const moment = time === null ? null : readTime(row[time] ?? '')
    if (moment === null) return
    complete += 1
    if (lng >= 73 && lng <= 135.1 && lat >= 3 && lat <= 54) inChina += 1
    // Three decimals are some 100 metres.
    if (reader || (decimals(lngText) >= 3 && decimals(latText) >= 3)) fine += 1
    const x = Math.floor(lng / cellDegrees) + 180_000
    const y = Math.floor(lat / cellDegrees) + 90_000
    const place = x * 262_144 + y
    // 19 bits of x, 18 of y, 16 of the bin (within two years): exact below 2^53.
    if (who) unicity.add(who, place, place * 65_536 + (Math.floor(moment / binSeconds) % 65_536))
    else if (places.size < placesWatched) {
      places.add(place)
      exact.add(lng * 1000 + lat)
    }
  }
  const decide = () => {
    const first = waiting ?? []
    const named = columnsByName(columns, first)
    track = named && named.time !== null ? named : columnsByValues(columns, first)
    if (track && track.longitude !== track.latitude)
      reader = coordinateReader(valuesOf(first, track.longitude), valuesOf(first, track.latitude))
    for (const row of first) if (track) take(row, track)
    waiting = null
    if (track?.time === null) track = null
  }

  return {
    addRow: (row) => {
      if (waiting) {
        waiting.push([...row])
        if (waiting.length >= rowsToDecide) decide()
      } else if (track) take(row, track)
    },
    wanted: () => {
      if (waiting) return null
      return track
        ? [...new Set([track.longitude, track.latitude, track.time, track.id])].filter((at) => at !== null)
        : []
    },
    end: () => {
      if (waiting) decide()
      if (!track || track.time === null || complete < 3 || complete / looked < 0.3 || fine / complete < 0.5) return null
      const tracked = track.id !== null
      // Without an id the same few places again and again are installations; with one, ids that never move are.
      const { traces, moved } = unicity.kept()
      const installed =
        places.size < placesWatched &&
        (places.size / complete < 0.2 || (exact.size / complete < 0.5 && exact.size < places.size * 1.5))
      if (tracked ? moved / Math.max(1, traces) < 0.1 : installed) return null
      const found = tracked ? unicity.estimate(pointsKnown, createRandom(seed)) : null
      const estimate: Reidentification | null = found && { points: pointsKnown, cellDegrees, binSeconds, ...found }
      const name = (at: number) => columns[at] ?? ''
      return {
        column: [...new Set([track.longitude, track.latitude, track.time])].map(name).join('、'),
        columns: {
          id: track.id === null ? null : name(track.id),
          longitude: name(track.longitude),
          latitude: name(track.latitude),
          time: name(track.time),
        },
        kind: 'trajectory',
        share: complete / looked,
        count: Math.round((complete / looked) * rows),
        confidence: tracked ? (estimate ? 0.97 : 0.9) : 0.65,
        reasons: reasonsOf(
          { complete, rows, looked, inChina, fine, ids: traces, idName: track.id === null ? null : name(track.id) },
          estimate,
        ),
        remedy: kinds.trajectory.remedy,
        localExamples: [],
        reidentification: estimate,
      }
    },
  }
}

const decimals = (text: string): number => {
  const dot = text.indexOf('.')
  return dot < 0 ? 0 : text.length - dot - 1
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const reasonsOf = (
  seen: {
    complete: number
    rows: number
    looked: number
    inChina: number
    fine: number
    ids: number
    idName: string | null
  },
  estimate: Reidentification | null,
): string[] => {
  const reasons = [
    `${seen.looked < seen.rows ? '约' : ''}有 ${Math.round((seen.complete / seen.looked) * seen.rows)} 行同时给出精确坐标和时刻，其中 ${percent(seen.fine / seen.complete)} 精确到约 100 米以内，${percent(seen.inChina / seen.complete)} 在我国经纬度范围之内。`,
    seen.idName === null
      ? '没有字段说明点属于谁；与其他数据对照仍可能认出个人。'
      : `字段“${seen.idName}”把点连成轨迹（至少 ${seen.ids} 条）。`,
  ]
  if (estimate) {
    const bound = estimate.sampled < 1 ? `（只保留了 ${percent(estimate.sampled)} 的轨迹来估计，实际比例不高于此）` : ''
    reasons.push(
      `任意知道一条轨迹上的 ${estimate.points} 个时空点（约 100 米、15 分钟），就有 ${percent(estimate.unique)}±${percent(estimate.error)} 的轨迹被唯一认出${bound}。`,
    )
  }
  if (seen.inChina > 0) reasons.push('坐标值本身看不出是 WGS-84 还是 GCJ-02，请在数据说明中写明坐标系。')
  return reasons
}
