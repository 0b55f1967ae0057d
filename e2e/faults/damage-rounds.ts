import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import type { Fault } from './fault.ts'
import { pick, witnesses } from './world.ts'

interface Damage {
  what: string
  table: string
  /** The row, named by its columns. */
  where: string
  column: string
  /** The damaged value, of the old one. */
  to: string
}

const flipped = (column: string) =>
  `set_byte(${column}, length(${column}) / 2, get_byte(${column}, length(${column}) / 2) # 1)`
const torn = (column: string) =>
  `overlay(${column} placing decode(repeat('00', length(${column}) / 2), 'hex') from 1 + length(${column}) - length(${column}) / 2)`
const edge =
  '(level, n, width) = (select level, n, width from log_tile where level = 0 order by n desc, width desc limit 1)'
const full =
  '(level, n, width) = (select level, n, width from log_tile where level = 0 order by width desc, n desc limit 1)'
const published = '(select size from log_publication order by size desc limit 1)'

const rows: readonly Damage[] = [
  { what: 'the newest tile is torn', table: 'log_tile', where: edge, column: 'bytes', to: torn('bytes') },
  {
    what: 'a bit of the newest tile is flipped',
    table: 'log_tile',
    where: edge,
    column: 'bytes',
    to: flipped('bytes'),
  },
  { what: 'a bit of a full tile is flipped', table: 'log_tile', where: full, column: 'bytes', to: flipped('bytes') },
  {
    what: 'a bit of the newest deposit in the log is flipped',
    table: 'log_entry',
    where: `index = (select index from log_entry where subject <> 'sm3' and index < ${published} order by index desc limit 1)`,
    column: 'entry',
    to: flipped('entry'),
  },
  {
    what: 'a bit of the newest leaf hash is flipped',
    table: 'log_entry',
    where: 'index = (select max(index) from log_entry)',
    column: 'leaf_hash',
    to: flipped('leaf_hash'),
  },
  {
    what: 'a letter of the newest checkpoint is another',
    table: 'log_checkpoint',
    where: 'size = (select max(size) from log_checkpoint)',
    column: 'note',
    to: "overlay(note placing 'x' from length(note) / 2)",
  },
  {
    what: 'a bit of the newest root that was published is flipped',
    table: 'log_checkpoint',
    where: `size = ${published}`,
    column: 'root',
    to: flipped('root'),
  },
  {
    what: "a bit of the log's head is flipped",
    table: 'log_state',
    where: 'id = 1',
    column: 'root',
    to: flipped('root'),
  },
]

/** What names a row of each table, as text. */
const keys: Readonly<Record<string, string>> = {
  log_tile: '(level, n, width)::text',
  log_entry: '(index)::text',
  log_checkpoint: '(size)::text',
  log_state: '(id, size)::text',
}

const known = new Set<string>()

/** Changes a row under load, so that whoever reads it next must notice; puts it back as it was. */
const rowDamage = ({ what, table, where, column, to }: Damage): Fault => ({
  name: what,
  strike: async ({ world, random, probe }) => {
    const key = keys[table]
    const row = await withClient(world.databaseUrl, async (client) => {
      await client.query('begin')
      // The head is locked as the sequencer does: what is damaged is what it will build upon.
      await client.query('select 1 from log_state for update')
      const { rows } = await client.query<{ key: string; was: unknown }>(
        `select ${key} as key, ${column} as was from ${table} where ${where}`,
      )
      await client.query(`update ${table} set ${column} = ${to} where ${key} = $1`, [rows[0]?.key])
      await client.query('commit')
      return rows[0]
    })
    if (!row) throw new Error('there is no such row')
    let restored: number | null = 0
    try {
      await sleep(200 + random() * 500)
      await probe()
      // Seconds on a large log: each kind at first, and then now and again.
      const passedOver = known.has(what) && random() < 0.8
      known.add(what)
      if (!passedOver && (await world.checkLog()) === '') throw new Error('fsck finds nothing')
    } finally {
      const sql = `update ${table} set ${column} = $1 where ${key} = $2`
      restored = (await withClient(world.databaseUrl, (client) => client.query(sql, [row.was, row.key]))).rowCount
    }
    if (restored !== 1) throw new Error('the row moved on while it was damaged')
  },
})

/** A witness whose memory is not whole must say so and cosign nothing. */
const witnessDamage = (what: string, damage: (content: string, random: () => number) => string): Fault => ({
  name: `the state of a witness ${what}`,
  strike: async ({ world, random, note }) => {
    const name = pick(witnesses, random)
    const [file] = world.filesOf(name)
    if (!file) return note('it has none yet')
    await world.kill(name)
    const whole = readFileSync(file, 'utf8')
    const damaged = damage(whole, random)
    writeFileSync(file, damaged)
    // It may well refuse to start.
    const starts = await world.revive(name).then(
      () => true,
      () => false,
    )
    if (starts) await sleep(200 + random() * 500)
    else note('it does not start, as it should not')
    await world.kill(name)
    const left = readFileSync(file, 'utf8')
    writeFileSync(file, whole)
    await world.revive(name)
    if (left !== damaged) throw new Error(`${name} went on from a damaged state`)
  },
})

const older = new Map<string, string>()

/** Damage to what is stored, and older states of it. */
export const damages: readonly Fault[] = [
  ...rows.map(rowDamage),
  witnessDamage('is torn', (content, random) => content.slice(0, Math.floor(random() * content.length))),
  witnessDamage('is zeros', (content) => '\0'.repeat(content.length)),
  {
    name: 'half of a new state beside that of a witness',
    strike: async ({ world, random }) => {
      const name = pick(witnesses, random)
      await world.kill(name)
      for (const file of world.filesOf(name)) writeFileSync(`${file}.new`, readFileSync(file, 'utf8').slice(0, 40))
      await world.revive(name)
    },
  },
  {
    name: 'a witness is rolled back',
    strike: async ({ world, random, note }) => {
      const name = pick(witnesses, random)
      await world.kill(name)
      const [file] = world.filesOf(name)
      if (file) {
        const now = readFileSync(file, 'utf8')
        const before = older.get(file)
        if (before) writeFileSync(file, before)
        else note('its first state is kept for the next time')
        older.set(file, now)
      }
      await world.revive(name)
    },
  },
]
