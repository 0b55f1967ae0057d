/** A small generator with a fixed start, so that every run has the same table. */
const createRandom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return Math.floor(((state >>> 0) / 4_294_967_296) * below)
  }
}

const roads = [
  '沪昆高速',
  '兰海高速',
  '贵遵复线',
  '贵黄公路',
  '杭瑞高速',
  '厦蓉高速',
  '都香高速',
  '银百高速',
  '210国道',
  '320国道',
]
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const pad = (n: number, width: number) => String(n).padStart(width, '0')

/** Names of the columns of {@link tripRows}. */
export const tripColumns = ['记录编号', '车牌号', '采集时间', '经度', '纬度', '速度', '路段名称', '桩号', '载重吨']

/**
 * Rows of vehicles on roads, as a transport company records them: a running number, 200,000 plates, times to the second that grow, positions of
 * six places, speeds, roads, kilometre posts and loads, one in fifty of them missing.
 */
export function* tripRows(rows: number): Generator<string[]> {
  const random = createRandom(42)
  for (let row = 0; row < rows; row++) {
    const seconds = Math.floor(row / 7)
    const day = Math.floor(seconds / 86_400)
    const plate = random(200_000)
    yield [
      `R${pad(row, 10)}`,
      `贵${letters[plate % 9] ?? 'A'}${letters[plate % 24] ?? 'A'}${pad(plate % 10_000, 4)}`,
      `2026-${pad(1 + (Math.floor(day / 28) % 12), 2)}-${pad(1 + (day % 28), 2)} ${pad(Math.floor(seconds / 3600) % 24, 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`,
      `10${4 + random(5)}.${pad(random(1_000_000), 6)}`,
      `2${5 + random(4)}.${pad(random(1_000_000), 6)}`,
      `${random(120)}.${random(10)}`,
      roads[random(roads.length)] ?? '',
      `K${random(1200)}+${pad(random(10) * 100, 3)}`,
      random(50) === 0 ? '' : `${random(49)}.${pad(random(100), 2)}`,
    ]
  }
}

/** The table as UTF-8 CSV, in pieces of many rows. */
export function* tripCsv(rows: number): Generator<string> {
  let piece = `${tripColumns.join(',')}\n`
  for (const row of tripRows(rows)) {
    piece += `${row.join(',')}\n`
    if (piece.length > 65_536) {
      yield piece
      piece = ''
    }
  }
  yield piece
}
