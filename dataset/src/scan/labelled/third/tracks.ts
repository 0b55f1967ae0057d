import type { Draw } from '../draw.ts'
import type { LabelledTable } from '../labels.ts'

const stamp = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** Journeys of buses, ships, hired cars and lorries; and things with a place and a time that do not move. */
export const tracks = (draw: Draw, round: number): LabelledTable[] => {
  const { one, between, random, digits, two } = draw
  const start = 1_732_000_000 + round * 86_400
  const journeys = (
    ids: readonly string[],
    points: number,
    step: number,
    make: (id: string, x: string, y: string, at: number) => string[],
  ) =>
    ids.flatMap((id) => {
      let x = 104.5 + random() * 4
      let y = 25 + random() * 3
      let at = start + between(0, 3600)
      const [dx, dy] = [(random() - 0.5) * step, (random() - 0.5) * step]
      return Array.from({ length: points }, () => {
        x += dx + (random() - 0.5) * step
        y += dy + (random() - 0.5) * step
        at += between(10, 600)
        return make(id, x.toFixed(one([5, 6])), y.toFixed(6), at).map((text) => [text] as const)
      })
    })
  const many = (make: () => string): string[] => Array.from({ length: between(20, 35) }, make)
  const table = (
    name: string,
    columns: readonly string[],
    rows: LabelledTable['rows'],
    track = true,
  ): LabelledTable => ({
    name: `${round}.${name}`,
    columns,
    rows,
    track,
  })
  const posts = Array.from(
    { length: 25 },
    (_, i) => [`QX${100 + i}`, (105 + i / 30 + random() / 100).toFixed(6), (26 + i / 40).toFixed(6)] as const,
  )
  return [
    table(
      'bus',
      one([
        ['线路', '自编号', '经度', '纬度', '采集时间'],
        ['route', 'bus_no', 'LON', 'LAT', 'report_time'],
      ]),
      journeys(
        many(() => `A${digits(4)}`),
        between(10, 18),
        0.01,
        (id, x, y, at) => [`${between(1, 300)}路`, id, x, y, stamp(at).slice(0, 19).replace('T', ' ')],
      ),
    ),
    table(
      'lorry',
      one([
        ['终端ID', '位置', '上报时间'],
        ['terminal', 'location', 'gpsTime'],
      ]),
      journeys(
        many(() => `1${digits(11)}`),
        between(8, 14),
        0.05,
        (id, x, y, at) => [id, `${x},${y}`, stamp(at)],
      ),
    ),
    table(
      'ride',
      one([
        ['驾驶员编号', '上车经度', '上车纬度', '上车时间', '费用'],
        ['driver_id', 'pickup_longitude', 'pickup_latitude', 'pickup_datetime', 'fare'],
      ]),
      journeys(
        many(() => `D${digits(6)}`),
        between(8, 14),
        0.03,
        (id, x, y, at) => [id, x, y, String(at), `${between(8, 90)}.${digits(1)}`],
      ),
    ),
    table(
      'weather',
      one([
        ['站号', 'lng', 'lat', '观测时间', '气温'],
        ['station', '经度', '纬度', 'obs_time', 'temperature'],
      ]),
      Array.from({ length: 12 }, (_, hour) =>
        posts.map((post) =>
          [...post, stamp(start + hour * 3600), (between(-50, 320) / 10).toFixed(1)].map((text) => [text] as const),
        ),
      ).flat(),
      false,
    ),
    table(
      'stops',
      ['站点', '经度', '纬度', '建成年月'],
      posts.map(([id, x, y]) =>
        [id, x, y, `20${two(between(1, 24))}-${two(between(1, 12))}`].map((text) => [text] as const),
      ),
      false,
    ),
  ]
}
