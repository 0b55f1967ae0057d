import { coordinateReader, latitudesOfChina, longitudesOfChina } from './coordinates.ts'
import { wordsOf } from './hints.ts'
import { isNothing } from './nothing.ts'
import { plateEnd } from './plates.ts'

/** Places, in the table, of the columns that make a track. `id` and `time` may be missing; both coordinates may stand in one column. */
export interface TrackColumns {
  id: number | null
  longitude: number
  latitude: number
  time: number | null
}

const longitudes = /经度|_(lng|lon|long|longitude|x_?coord|gps_?lng|gps_?lon|gps_?x|jd|jing_?du)(_|$)/
const latitudes = /纬度|_(lat|latitude|y_?coord|gps_?lat|gps_?y|wd|wei_?du)(_|$)/
const times =
  /时间|时刻|日期|_(time|timestamp|ts|datetime|date|gps_?time|position_?time|utc|sj|shi_?jian|recorded|created|upload)(_|$)/
/** Whose track it is, the surest first. */
const ids = [
  /身份证|手机号|姓名|_(id_?card|mobile|phone|user_?id|uid|passenger_?id|driver_?id|imsi|imei|openid)_/,
  /车牌|号牌|车架|_(plates?(_?(no|num|number))?|vin|vehicle_?(id|no)|veh_?(id|no)|car_?(id|no)|cph|hphm|taxi_?id|mmsi|imo|bike_?id)_/,
  /轨迹|行程|终端|设备|传感|测点|obu|船名|订单|_(trace_?id|track_?id|trip_?id|device_?(id|no)|terminal_?(id|no)|sensor_?(id|no)|obu_?(id|no)?|order_?id|ship_?name|vessel_?name|sim|id)_/,
]

const noId = /次数|数量|类型|_(type|count|color|time)_$/

const pair = /^(?:POINT ?)?[([]?(-?\d{1,3}\.\d{3,})[ ,;]{1,3}(-?\d{1,3}\.\d{3,})[)\]]?$/i

/** 106.630123,26.647661 or POINT(106.630123 26.647661), in either order where the bounds of China tell which is which. */
export const readPair = (text: string): readonly [longitude: string, latitude: string] | null => {
  const [, first, second] = pair.exec(text) ?? []
  if (first === undefined || second === undefined) return null
  return Number(first) <= 54 && Number(second) >= 73 ? [second, first] : [first, second]
}

/** What one row's values suggest when names do not: decimals in the bounds of China. */
const isLongitude = (text: string): boolean => isPrecise(text) && isWithin(Number(text), longitudesOfChina)
const isLatitude = (text: string): boolean => isPrecise(text) && isWithin(Number(text), latitudesOfChina)
const isWithin = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high
const isPrecise = (text: string): boolean => /^\d{1,3}\.\d{5,}$/.test(text)

const two = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48

/** The commonest form by position: 2024-11-22 08:00:00, with whatever separators. NaN where it is another. */
const readFixed = (text: string): number => {
  if (text.length < 19 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN
  const separator = text.charCodeAt(4)
  if ((separator !== 45 && separator !== 47) || text.charCodeAt(7) !== separator) return Number.NaN
  const year = two(text, 0) * 100 + two(text, 2)
  const date = Date.UTC(year, two(text, 5) - 1, two(text, 8))
  return date / 1000 + two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17)
}

const loose = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ]*(\d{1,2})[:时]?(\d{2})(?:[:分]?(\d{2}))?)?/

/** 2024-11-22 08:00:00, 2024/11/22T08:00, 20241122080000, Unix seconds or milliseconds of this century; a date alone is no moment. */
export const readTime = (text: string): number | null => {
  const c = text.charCodeAt(0)
  if (!(c >= 48 && c <= 57)) return null
  const fixed = readFixed(text)
  if (!Number.isNaN(fixed)) return inCentury(fixed)
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return inCentury(Number(text))
  if (/^\d{13}$/.test(text)) return inCentury(Number(text) / 1000)
  const [, y, mo, d, h, mi, s] = loose.exec(text) ?? []
  if (h === undefined) return null
  return inCentury(Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s ?? 0)) / 1000)
}

const inCentury = (seconds: number): number | null =>
  seconds >= 631_152_000 && seconds < 4_102_444_800 ? seconds : null

type Row = readonly (string | null | undefined)[]

/** The columns of a track by their names, or null; `rows` are the first ones, which tell a key from a column of single values. */
export const columnsByName = (columns: readonly string[], rows: readonly Row[]): TrackColumns | null => {
  const words = columns.slice(0, 500).map((name) => wordsOf(name.slice(0, 200)))
  const longitude = words.findIndex((name) => longitudes.test(name))
  const latitude = words.findIndex((name) => latitudes.test(name))
  if (longitude < 0 || latitude < 0) return null
  const moment = words.findIndex((name) => times.test(name))
  const time = moment < 0 ? null : moment
  return { longitude, latitude, time, id: idAmong(words, rows, [longitude, latitude, time]) }
}

/** What stands in a column in the rows, without what says that nothing does. */
export const valuesOf = (rows: readonly Row[], at: number): string[] =>
  rows.flatMap((row) => {
    const text = row[at]
    return text && !isNothing(text) ? [text] : []
  })

/** The surest id whose values come back; if none does in the first rows, the one that should. */
const idAmong = (words: readonly string[], rows: readonly Row[], taken: readonly (number | null)[]): number | null => {
  const candidates = ids.flatMap((sign) =>
    words.flatMap((name, at) => (!taken.includes(at) && sign.test(name) && !noId.test(name) ? [at] : [])),
  )
  if (candidates.length === 0) {
    const plates = (at: number) => valuesOf(rows, at).filter((text) => plateEnd(text, 0) >= text.length - 2).length
    const width = Math.min(words.length, 500)
    for (let at = 0; at < width; at++) {
      if (!taken.includes(at) && plates(at) >= 0.5 * rows.length) return at
    }
  }
  const comesBack = candidates.find((at) => new Set(rows.map((row) => row[at])).size <= 0.8 * rows.length)
  return comesBack ?? candidates[0] ?? null
}

/**
 * The columns of a track by the first rows' values, where the names did not tell: one column of longitudes, one of latitudes, one of times. An
 * id still needs its name.
 */
export const columnsByValues = (columns: readonly string[], rows: readonly Row[]): TrackColumns | null => {
  const share = (at: number, test: (text: string) => boolean) => {
    const values = valuesOf(rows, at)
    return values.length < Math.max(3, rows.length / 2) ? 0 : values.filter(test).length / values.length
  }
  const width = Math.min(columns.length, 500)
  const find = (test: (text: string) => boolean, ...not: (number | null)[]) => {
    for (let at = 0; at < width; at++) if (!not.includes(at) && share(at, test) >= 0.95) return at
    return null
  }
  const pairs = find((text) => readPair(text) !== null)
  const decimal = pairs ?? find(isLongitude)
  const beside = pairs ?? (decimal === null ? null : find(isLatitude, decimal))
  const [longitude, latitude] = decimal !== null && beside !== null ? [decimal, beside] : otherwise(rows, width)
  if (longitude === null || latitude === null) return null
  const time = find((text) => readTime(text) !== null, longitude, latitude)
  const words = columns.slice(0, 500).map((name) => wordsOf(name.slice(0, 200)))
  return { longitude, latitude, time, id: idAmong(words, rows, [longitude, latitude, time]) }
}

/** Two columns beside each other that are coordinates in another writing than decimal degrees. */
const otherwise = (rows: readonly Row[], width: number): readonly [number, number] | readonly [null, null] => {
  for (let at = 0; at + 1 < width; at++) {
    const [left, right] = [valuesOf(rows, at), valuesOf(rows, at + 1)]
    if (left.length < rows.length / 2 || right.length < rows.length / 2) continue
    if (isVaried(left) && isVaried(right)) {
      if (coordinateReader(left, right)) return [at, at + 1]
      if (coordinateReader(right, left)) return [at + 1, at]
    }
  }
  return [null, null]
}

/** Positions of what moves are hardly twice the same; codes and amounts repeat. */
const isVaried = (texts: readonly string[]): boolean => new Set(texts).size >= 0.5 * texts.length
