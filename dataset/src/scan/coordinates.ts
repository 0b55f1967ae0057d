/** Reads degrees from a coordinate as one file writes them; NaN where a text is none. */
export type CoordinateReader = (text: string) => number

type Bounds = readonly [low: number, high: number]
export const longitudesOfChina: Bounds = [73, 135.1]
export const latitudesOfChina: Bounds = [3, 54]

const sexagesimal =
  /^\s*[NSEW东西南北]?\D?(\d{1,3})\s?[°º度]\s?(\d{1,2}(?:\.\d+)?)\s?['′’分]?\s?(?:(\d{1,2}(?:\.\d+)?)\s?(?:["″”秒]|''|′′)?)?\s?[NSEW]?\s*$/
/** 104°24′15.1″, 东经104度24分15秒, 104°24.2515′ */
const readSexagesimal: CoordinateReader = (text) => {
  const [, degrees, minutes, seconds] = sexagesimal.exec(text.replace(/^[东西][经]|^[南北]纬/, '')) ?? []
  return degrees === undefined ? Number.NaN : Number(degrees) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600
}

/** NMEA 0183: degrees and minutes in one number, 10624.2515 or 2635.1200N. */
const readNmea: CoordinateReader = (text) => {
  const [, degrees, minutes] = /^(\d{1,3})([0-5]\d\.\d{2,})[NSEW]?$/.exec(text) ?? []
  return degrees === undefined ? Number.NaN : Number(degrees) + Number(minutes) / 60
}

const scaled =
  (scale: number): CoordinateReader =>
  (text) =>
    /^\d{6,10}$/.test(text) ? Number(text) / scale : Number.NaN

/** Millionths, ten-millionths and hundred-thousandths of a degree, ten-thousandths of a minute (AIS, JT/T 808 has millionths), milliseconds of arc. */
const readers: readonly CoordinateReader[] = [
  readSexagesimal,
  readNmea,
  scaled(1e6),
  scaled(1e7),
  scaled(1e5),
  scaled(600_000),
  scaled(3_600_000),
]

const within = (texts: readonly string[], read: CoordinateReader, [low, high]: Bounds): boolean => {
  if (texts.length < 3) return false
  let inside = 0
  for (const text of texts) {
    const degrees = read(text)
    if (degrees >= low && degrees <= high) inside += 1
  }
  return inside >= 0.95 * texts.length
}

/**
 * How two columns of coordinates are to be read where they are no decimal degrees; null where they are, or are nothing known. Told by the bounds
 * of China alone, so that coordinates from elsewhere are read as decimal degrees only.
 */
export const coordinateReader = (
  longitudes: readonly string[],
  latitudes: readonly string[],
): CoordinateReader | null => {
  if (within(longitudes, Number, [-180, 180]) && within(latitudes, Number, [-90, 90])) return null
  return (
    readers.find((read) => within(longitudes, read, longitudesOfChina) && within(latitudes, read, latitudesOfChina)) ??
    null
  )
}
