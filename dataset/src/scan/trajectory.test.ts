import { describe, expect, it } from 'vitest'
import { publishable } from './publishable.ts'
import { scanTable } from './table.ts'
import { createTrajectoryScan } from './trajectory.ts'
import { readTime } from './trajectory-columns.ts'
import { createRandom, createUnicity } from './unicity.ts'

const at = (lng: number, lat: number) => [lng.toFixed(6), lat.toFixed(6)]
const time = (i: number) => new Date(Date.UTC(2024, 9, 1) + i * 60_000).toISOString()
const walks = (count: number, length: number, spread: number, seed = 7) => {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, who) =>
    Array.from({ length }, (_, i) => [`v${who}`, ...at(106 + random() * spread, 26 + random() * spread), time(i * 30)]),
  ).flat()
}
const scan = (columns: string[], rows: string[][]) => {
  const track = createTrajectoryScan(columns)
  for (const row of rows) track.addRow(row)
  return track.end()
}

describe('tracks', () => {
  it('are found by names', () => {
    const found = scan(['vehicle_id', 'lng', 'lat', 'gps_time'], walks(30, 8, 0.5))
    expect(found).toMatchObject({
      kind: 'trajectory',
      count: 240,
      share: 1,
      columns: { id: 'vehicle_id', time: 'gps_time' },
    })
    expect(found?.reidentification).toMatchObject({ points: 4, traces: 30, sampled: 1, unique: 1 })
  })
  it('are found by values where names say nothing', () => {
    expect(scan(['a', 'b', 'c', 'd'], walks(30, 8, 0.5))).toMatchObject({
      columns: { id: null, longitude: 'b', latitude: 'c', time: 'd' },
    })
  })
  it('need only their own columns once these are chosen', () => {
    const track = createTrajectoryScan(['note', 'vehicle_id', 'lng', 'lat', 'gps_time'])
    const rows = walks(30, 8, 0.5).map((row) => ['x', ...row])
    expect(track.wanted()).toBeNull()
    for (const row of rows) track.addRow(row)
    expect(track.wanted()).toEqual([2, 3, 4, 1])
  })
  it.each([
    (x: string, y: string) => `${x},${y}`,
    (x: string, y: string) => `${y}, ${x}`,
    (x: string, y: string) => `POINT(${x} ${y})`,
    (x: string, y: string) => `[${x},${y}]`,
  ])('are found with both coordinates in one column %#', (write) => {
    const rows = walks(30, 8, 0.5).map(([who = '', x = '', y = '', when = '']) => [who, write(x, y), when])
    expect(scan(['车牌号', '位置', '时间'], rows)).toMatchObject({
      count: 240,
      column: '位置、时间',
      columns: { longitude: '位置', latitude: '位置' },
    })
  })
  it('are not pressures and temperatures', () => {
    const rows = walks(30, 8, 0.5).map(([, x = '', y = '', when = '']) => [
      when,
      Number(x).toFixed(4),
      Number(y).toFixed(4),
    ])
    expect(scan(['time', 'hPa', 'C'], rows)).toBeNull()
  })
  it('need moments, not only days', () => {
    const rows = walks(30, 8, 0.5).map((row) => [...row.slice(0, 3), '2024-10-01'])
    expect(scan(['vehicle_id', 'lng', 'lat', '日期'], rows)).toBeNull()
  })
  it('are not stakes without time, nor sensors that stand still', () => {
    expect(
      scan(
        ['桩号', '经度', '纬度'],
        walks(30, 8, 0.5).map((row) => row.slice(0, 3)),
      ),
    ).toBeNull()
    const still = walks(30, 8, 0.5).map(([who = '', , , when = '']) => [
      who,
      ...at(106 + Number(who.slice(1)) / 50, 26),
      when,
    ])
    expect(scan(['device_id', 'lng', 'lat', 'time'], still)).toBeNull()
  })
  it('are not coordinates of a city', () => {
    const rows = walks(30, 8, 0.5).map(([who = '', , , when = '']) => [who, '106.6', '26.6', when])
    expect(scan(['user_id', 'lng', 'lat', 'time'], rows)).toBeNull()
  })
  it.each([
    ['', ''],
    ['NaN', 'NaN'],
    ['1e999', '-1e999'],
    ['181', '91'],
    ['0', '0'],
    ['abc', '26.123456'],
  ])('with coordinates %s %s are none', (x, y) => {
    const rows = walks(30, 8, 0.5).map(([who = '', , , when = '']) => [who, x, y, when])
    expect(scan(['user_id', 'lng', 'lat', 'time'], rows)).toBeNull()
  })
})

describe('the estimate', () => {
  it('falls to none where all walk together', () => {
    const crowd = walks(1, 8, 0.5).flatMap((row) => Array.from({ length: 30 }, (_, i) => [`p${i}`, ...row.slice(1)]))
    expect(scan(['user_id', 'lng', 'lat', 'time'], crowd)?.reidentification?.unique).toBe(0)
  })
  it('lies within its own error of the share known by construction', () => {
    // Half of the traces walk in pairs, and nobody can tell the two of a pair apart.
    const rows = walks(200, 8, 0.5).flatMap((row) => {
      const who = Number((row[0] ?? '').slice(1))
      return who < 100 ? [row] : who < 150 ? [row, [`twin${who}`, ...row.slice(1)]] : []
    })
    const found = scan(['user_id', 'lng', 'lat', 'time'], rows)?.reidentification
    expect(found?.traces).toBe(200)
    expect(Math.abs((found?.unique ?? 0) - 0.5)).toBeLessThan(2 * (found?.error ?? 0))
    expect(found?.error).toBeLessThan(0.03)
  })
  it('keeps whole traces, fewer of them, where there are too many points, and says how many', () => {
    const unicity = createUnicity()
    for (let who = 0; who < 4000; who++) for (let i = 0; i < 120; i++) unicity.add(`v${who}`, i, who * 1000 + i)
    const found = unicity.estimate(4, createRandom(1))
    expect(found?.sampled).toBeLessThan(1)
    expect((found?.traces ?? 0) / 4000).toBeCloseTo(found?.sampled ?? 0, 1)
    expect(unicity.kept().moved).toBe(unicity.kept().traces)
  })
})

it.each([
  ['2024-10-01 08:30:00', 1_727_771_400],
  ['2024/10/1 8:30', 1_727_771_400],
  ['2024-10-01T08:30:00Z', 1_727_771_400],
  ['20241001083000', 1_727_771_400],
  ['1727771400', 1_727_771_400],
  ['1727771400000', 1_727_771_400],
  ['2024年10月1日8时30分', 1_727_771_400],
  ['2024-10-01', null],
  ['99999999999999', null],
  ['', null],
  ['abc', null],
])('reads %s', (text, seconds) => expect(readTime(text)).toBe(seconds))

describe('what leaves the machine', () => {
  const rows = walks(30, 8, 0.5).map((row, i) => [...row, `1381234${String(1000 + i)}`])
  const findings = scanTable(['vehicle_id', 'lng', 'lat', 'gps_time', '手机号'], rows)
  it('holds no example and nothing of any value', () => {
    expect(findings.map(({ kind }) => kind)).toEqual(['mobile', 'trajectory'])
    expect(findings[0]?.localExamples).toHaveLength(3)
    const text = JSON.stringify(publishable(findings))
    expect(text).not.toMatch(/localExamples|1381234|138\*/)
    expect(text).toContain('reidentification')
  })
  it('lets no member through that it does not know', () => {
    const tampered = findings.map((finding) => ({ ...finding, secret: '13812341000' }))
    expect(JSON.stringify(publishable(tampered))).not.toContain('secret')
  })
})
