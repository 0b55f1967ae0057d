import type { Draw } from './draw.ts'
import type { LabelledTable } from './labels.ts'

const stamp = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** Tables of movements, and tables with coordinates that are none: stakes without time, gantries that never move, cities. */
export const trackTables = (draw: Draw, round: number): LabelledTable[] => {
  const { between, random, one, digits } = draw
  const start = 1_730_000_000
  const walk = (id: string) => {
    let lng = 106.5 + random() * 0.4
    let lat = 26.4 + random() * 0.4
    let at = start + between(0, 86_400)
    return Array.from({ length: between(8, 25) }, () => {
      lng += (random() - 0.5) * 0.02
      lat += (random() - 0.5) * 0.02
      at += between(30, 900)
      return [id, lng.toFixed(6), lat.toFixed(6), at] as const
    })
  }
  const points = Array.from({ length: between(25, 40) }, (_, i) => walk(`${round * 100 + i}`)).flat()
  const [id, lng, lat, time] = one([
    ['vehicle_id', 'lng', 'lat', 'gps_time'],
    ['终端号', '经度', '纬度', '定位时间'],
    ['device_id', 'longitude', 'latitude', 'timestamp'],
    ['user_id', 'gps_lon', 'gps_lat', 'ts'],
    ['ship_id', 'c1', 'c2', 'c3'],
  ] as const)
  const moving: LabelledTable = {
    name: `${round}.track`,
    columns: [id, lng, lat, time, 'speed'],
    rows: points.map(([who, x, y, at]) => [
      [who],
      [x],
      [y],
      [round % 2 ? stamp(at) : String(at)],
      [String(between(0, 120))],
    ]),
    track: true,
  }
  const stakes = Array.from({ length: 80 }, (_, i) => [
    `K${1800 + i}+${digits(3)}`,
    (106 + i / 100 + random() / 1000).toFixed(6),
    (26.5 + i / 200).toFixed(6),
  ])
  const still: LabelledTable = {
    name: `${round}.stakes`,
    columns: ['桩号', '经度', '纬度'],
    rows: stakes.map((row) => row.map((text) => [text] as const)),
    track: false,
  }
  const gantries: LabelledTable = {
    name: `${round}.gantries`,
    columns: [
      one(['门架编号', 'gantry_id', 'device_id']),
      one(['经度', 'lng']),
      one(['纬度', 'lat']),
      one(['统计时间', 'time']),
      one(['流量', 'flow']),
    ],
    rows: Array.from({ length: 200 }, (_, i) => {
      const stake = stakes[i % 20] ?? ['', '', '']
      return [
        [`GT${i % 20}`],
        [stake[1] ?? ''],
        [stake[2] ?? ''],
        [stamp(start + Math.floor(i / 20) * 300)],
        [String(between(0, 900))],
      ]
    }),
    track: false,
  }
  return [moving, still, gantries]
}
