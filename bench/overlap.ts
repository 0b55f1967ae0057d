import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, EMPTY_BIN, SKETCH_BINS } from '../evidence/src/index.ts'
import { currentIndex } from '../server/src/features/overlap/loaded-index.ts'
import { createSketchIndex, type SketchIndex } from '../server/src/features/overlap/sketch-index.ts'
import { openDatabase } from '../server/src/platform/db/connection.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import { type Bench, percentile, type Row } from './run.ts'

/** xorshift, from 0 to 1: every run sees the same columns. */
const createRandom = (seed: number) => {
  let [a, b, c, d] = [seed | 1, 0x9e3779b9, 0x243f6a88, 0xb7e15162]
  return (): number => {
    const t = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8)
    return (d >>> 0) / 2 ** 32
  }
}
const random = createRandom(2026)

/**
 * The smallest of the hashes of `size` values that fall into one bin, as a share of all hashes. Drawn, not hashed: that is how
 * they are spread, and hashing all the values of a million columns would take a day.
 */
const drawMinimum = (size: number): number =>
  size > 0 ? Math.min(1, (-Math.log(1 - random()) * SKETCH_BINS) / size) : 1

const encode = (minima: Float64Array): Uint16Array =>
  Uint16Array.from(minima, (place) => (place >= 1 ? EMPTY_BIN : codeOf(Math.floor(place * 2 ** 53))))

/** Two sets with so many values in common and so many of their own. */
const drawPair = (common: number, first: number, second: number): [Uint16Array, Uint16Array] => {
  const one = new Float64Array(SKETCH_BINS)
  const two = new Float64Array(SKETCH_BINS)
  for (let bin = 0; bin < SKETCH_BINS; bin++) {
    const shared = drawMinimum(common)
    one[bin] = Math.min(shared, drawMinimum(first))
    two[bin] = Math.min(shared, drawMinimum(second))
  }
  return [encode(one), encode(two)]
}

/** From a thousand to ten million different values, evenly over the powers of ten. */
const drawSize = (): number => Math.floor(1000 * 10 ** (4 * random()))

interface Kind {
  readonly name: string
  readonly most: number
  readonly recall: number
  /** what is common, the query's own and the registered column's own values, for a size */
  readonly sizes: (size: number) => [number, number, number]
}

/** With a Jaccard of `share`, both sets of the same size. */
const alike = (share: number): Kind => ({
  name: `Jaccard ${share}`,
  most: 20,
  recall: 0.98,
  sizes: (size) => [size, (size * (1 / share - 1)) / 2, (size * (1 / share - 1)) / 2],
})
/** Nine in ten of the query's values are in a registered column `times` as large as the query. */
const within = (times: number): Kind => ({
  name: `包含 90%，对方大 ${times} 倍`,
  most: 50,
  recall: 0.95,
  sizes: (size) => [0.9 * size, 0.1 * size, (times - 0.9) * size],
})
const kinds = [alike(0.8), alike(0.95), within(1), within(2), within(4), within(8), within(16)]

const timed = <T>(work: () => T): { result: T; ms: number } => {
  const began = performance.now()
  const result = work()
  return { result, ms: performance.now() - began }
}

interface Plant {
  readonly kind: Kind
  readonly query: Uint16Array
  readonly id: number
}

const fill = (columns: number, perKind: number): { index: SketchIndex; plants: Plant[]; ms: number } => {
  const index = createSketchIndex()
  let ms = 0
  const add = (id: number, codes: Uint16Array) => {
    ms += timed(() => index.add(id, codes)).ms
  }
  const plants: Plant[] = []
  const every = Math.floor(columns / (perKind * kinds.length))
  const minima = new Float64Array(SKETCH_BINS)
  for (let id = 0; id < columns; id++) {
    const kind = kinds[plants.length % kinds.length] as Kind
    if (id % every === 0 && plants.length < perKind * kinds.length) {
      const [query, registered] = drawPair(...kind.sizes(drawSize()))
      plants.push({ kind, query, id })
      add(id, registered)
    } else {
      const size = drawSize()
      for (let bin = 0; bin < SKETCH_BINS; bin++) minima[bin] = drawMinimum(size)
      add(id, encode(minima))
    }
  }
  return { index, plants, ms }
}

const less = (row: string, value: number, unit: string, bar: number | null = null): Row => ({
  ...{ row, value, unit, bar, better: 'less' },
})

/**
 * What each query answers, and the least time it took in three rounds over all queries: the index has long left the processor's
 * caches when a query comes again, but what else the machine did in one round is not counted.
 */
const ask = (index: SketchIndex, queries: Uint16Array[]) => {
  const rounds = Array.from({ length: 3 }, () => queries.map((codes) => timed(() => index.search({ codes }, 50))))
  return queries.map((_, i) => ({
    hits: rounds[0]?.[i]?.result.hits ?? [],
    ms: Math.min(...rounds.map((round) => round[i]?.ms ?? 0)),
  }))
}

const search = (index: SketchIndex, plants: Plant[], kind: Kind): Row[] => {
  const planted = plants.filter((plant) => plant.kind === kind)
  const answers = ask(
    index,
    planted.map(({ query }) => query),
  )
  const asked = answers.map(({ hits }, i) => ({
    found: hits.some(({ id }) => id === planted[i]?.id),
    others: hits.length,
  }))
  const times = answers.map(({ ms }) => ms)
  const found = asked.filter((one) => one.found).length
  const strays = asked.reduce((sum, one) => sum + one.others, 0) - found
  return [
    less(`${kind.name}：第 50 百分位`, percentile(times, 0.5), '毫秒'),
    less(`${kind.name}：第 99 百分位`, percentile(times, 0.99), '毫秒', kind.most),
    { row: `${kind.name}：召回率`, value: found / asked.length, unit: '', bar: kind.recall, better: 'more' },
    less(`${kind.name}：每次查询的误报`, strays / asked.length, '列', 0.1),
  ]
}

/** Every column the numbers from 1 on, as many as it has rows: the worst that real columns can be. */
const searchSerials = (columns: number): Row => {
  const index = createSketchIndex()
  const places = Array.from({ length: SKETCH_BINS }, () => {
    // How the smallest hash of a bin falls as numbers are added: the records of a random sequence.
    const records: { size: number; place: number }[] = []
    for (let size = SKETCH_BINS * -Math.log(1 - random()), place = random(); size < 1e7; ) {
      records.push({ size, place })
      size += (SKETCH_BINS * -Math.log(1 - random())) / place
      place *= random()
    }
    return records
  })
  const serials = (size: number) =>
    encode(Float64Array.from(places, (records) => records.findLast((record) => record.size <= size)?.place ?? 1))
  for (let id = 0; id < columns; id++) index.add(id, serials(drawSize()))
  index.search({ codes: serials(1e6) }, 50)
  const queries = Array.from({ length: 100 }, () => serials(drawSize()))
  const times = ask(index, queries).map(({ ms }) => ms)
  return less('所有列都是序号时：第 99 百分位', percentile(times, 0.99), '毫秒', 50)
}

/** How long a server reads until it can answer: all columns from PostgreSQL. What the sketches hold does not matter here. */
const loadAll = async (columns: number): Promise<Row> => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {}, settings: { fsync: 'off' } })
  const db = openDatabase({ url: postgres.url })
  try {
    await migrate(postgres.url)
    await withClient(postgres.url, async (client) => {
      // Neither deposits nor epochs are there to refer to.
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into column_sketch (deposit_id, epoch, file, column_name, sketch)
         select gen_random_uuid(), 1, '轨迹.csv', 'c', decode(repeat(lpad(to_hex(i % 20000), 4, '0'), 260), 'hex')
         from generate_series(1, $1::int) i`,
        [columns],
      )
    })
    const began = performance.now()
    const index = await currentIndex(db, 1)
    if (index.size() !== columns) throw new Error(`读到 ${index.size()} 列，应为 ${columns} 列。`)
    return less('服务启动后从 PostgreSQL 读入全部草图', (performance.now() - began) / 1000, '秒')
  } finally {
    await db.destroy()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** "What overlaps this" over a million registered columns, in the process that answers. */
export const run: Bench = async ({ quick }) => {
  const columns = quick ? 200_000 : 1_000_000
  const { index, plants, ms } = fill(columns, quick ? 50 : 150)
  const built = timed(() => index.search({ codes: plants[0]?.query ?? new Uint16Array(SKETCH_BINS) }, 50))
  const rows = [
    less(`建立索引，${columns.toLocaleString('en-US')} 列`, (ms + built.ms) / 1000, '秒'),
    less('内存', index.bytes() / 2 ** 20, 'MiB', 1024),
    ...kinds.flatMap((kind) => search(index, plants, kind)),
  ]
  return [...rows, searchSerials(columns / 4), await loadAll(columns)]
}
