import { kinds } from './kinds.ts'
import { columnsByName, columnsByValues, readTime, type TrackColumns } from './trajectory-columns.ts'
import type { Reidentification, TrajectoryScan } from './types.ts'
import { createRandom, createUnicity } from './unicity.ts'

/** Rows looked at before giving up on columns whose names say nothing. */
const rowsToDecide = 200
/** A cell of some 100 m and a quarter of an hour: what a passer-by could know. */
const cellDegrees = 0.001
const binSeconds = 900
/** The number of points the literature asks about. */
const pointsKnown = 4
const seed = 20131
const tracesWatched = 50_000

type Row = readonly (string | null | undefined)[]

/**
 * Watches rows for positions with times. Fixed installations (every id at one place) are no tracks, nor are positions without times. The
 * estimate of re-identification keeps whole traces, all of them up to 1.5 million points and a random part (by hash of the id) beyond.
 */
export const createTrajectoryScan = (columns: readonly string[]): TrajectoryScan => {
  let track = columnsByName(columns)
  let waiting: Row[] | null = track && track.time !== null ? null : []
  const unicity = createUnicity()
  const homes = new Map<string, string>()
  let rows = 0
  let complete = 0
  let inChina = 0
  let fine = 0
  let moving = 0
  const places = new Set<string>()

  const take = (row: Row, { longitude, latitude, time, id }: TrackColumns) => {
    const lngText = row[longitude]
    const latText = row[latitude]
    if (!lngText || !latText) return
    rows += 1
    const lng = Number(lngText)
    const lat = Number(latText)
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90) || (lng === 0 && lat === 0)) return
    const moment = time === null ? null : readTime(row[time] ?? '')
    if (moment === null) return
    complete += 1
    if (lng >= 73 && lng <= 135.1 && lat >= 3 && lat <= 54) inChina += 1
    // Three decimals are some 100 metres.
    if (decimals(lngText) >= 3 && decimals(latText) >= 3) fine += 1
    const x = Math.floor(lng / cellDegrees) + 180_000
    const y = Math.floor(lat / cellDegrees) + 90_000
    const place = `${x},${y}`
    if (places.size < tracesWatched) places.add(place)
    const who = id === null ? null : row[id]
    if (!who) return
    const home = homes.get(who)
    if (home === undefined) {
      if (homes.size < tracesWatched) homes.set(who, place)
    } else if (home !== '' && home !== place) {
      homes.set(who, '')
      moving += 1
    }
    // 19 bits of x, 18 of y, 16 of the bin (within two years): exact below 2^53.
    unicity.add(who, (x * 262_144 + y) * 65_536 + (Math.floor(moment / binSeconds) % 65_536))
  }
  const decide = () => {
    track = columnsByValues(columns, waiting ?? []) ?? track
    for (const row of waiting ?? []) if (track) take(row, track)
    waiting = null
  }

  return {
    addRow: (row) => {
      if (waiting) {
        waiting.push([...row])
        if (waiting.length >= rowsToDecide) decide()
      } else if (track) take(row, track)
    },
    end: () => {
      if (waiting) decide()
      if (!track || track.time === null || complete < 3 || complete / rows < 0.3 || fine / complete < 0.5) return null
      const tracked = track.id !== null
      // Without an id the same few places again and again are installations; with one, ids that never move are.
      if (
        tracked ? moving / Math.max(1, homes.size) < 0.1 : places.size / complete < 0.2 && places.size < tracesWatched
      )
        return null
      const found = tracked ? unicity.estimate(pointsKnown, createRandom(seed)) : null
      const estimate: Reidentification | null = found && { points: pointsKnown, cellDegrees, binSeconds, ...found }
      const name = (at: number) => columns[at] ?? ''
      return {
        column: [track.longitude, track.latitude, track.time].map(name).join('、'),
        columns: {
          id: track.id === null ? null : name(track.id),
          longitude: name(track.longitude),
          latitude: name(track.latitude),
          time: name(track.time),
        },
        kind: 'trajectory',
        share: complete / rows,
        count: complete,
        confidence: tracked ? (estimate ? 0.97 : 0.9) : 0.65,
        reasons: reasonsOf(
          { complete, inChina, fine, ids: homes.size, idName: track.id === null ? null : name(track.id) },
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
  seen: { complete: number; inChina: number; fine: number; ids: number; idName: string | null },
  estimate: Reidentification | null,
): string[] => {
  const reasons = [
    `有 ${seen.complete} 行同时给出精确坐标和时刻，其中 ${percent(seen.fine / seen.complete)} 精确到约 100 米以内，${percent(seen.inChina / seen.complete)} 在我国经纬度范围之内。`,
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
