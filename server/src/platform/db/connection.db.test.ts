import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { withClient } from '../postgres/postmaster.ts'
import { openPool, openReads } from './connection.ts'
import { inTx } from './tx.ts'

const { db, owner, url } = await testDatabase()
await withClient(url, (client) =>
  client.query(`create table event (id bigserial primary key, amount numeric(18,2), day date, at timestamptz);
                create table state (id int primary key, n int not null);
                grant update on state to datadeed_app;
                insert into state values (1, 0), (2, 0)`),
)

test('the programs run under the weak role and can only append', async () => {
  expect((await sql<{ r: string }>`select current_user as r`.execute(db)).rows).toEqual([{ r: 'datadeed_app' }])
  await sql`insert into event (amount) values (1)`.execute(db)
  for (const statement of [
    sql`update event set amount = 2`,
    sql`delete from event`,
    sql`truncate event`,
    sql`drop table event`,
    sql`alter table event add x int`,
    sql`update schema_migration set checksum = ''`,
    sql`select * from graphile_worker._private_jobs`,
  ])
    await expect(statement.execute(db)).rejects.toThrow(/permission denied|must be owner/)
})

test('values keep their exactness: bigint, decimal string, day without a zone, instant', async () => {
  const { rows } = await sql`select 9007199254740993::bigint as big, 12345678901234567.89::numeric as amount,
    date '2026-02-28' as day, timestamptz '2026-02-28T00:00:00+08' as at`.execute(db)
  expect(rows).toEqual([
    { big: 9007199254740993n, amount: '12345678901234567.89', day: '2026-02-28', at: new Date('2026-02-27T16:00:00Z') },
  ])
})

test('adds a job in its own transaction and only there', async () => {
  const add = sql`select enqueue_job('task', '{"a":1}', now(), null, 3)`
  await expect(
    inTx(db, async (tx) => {
      await add.execute(tx)
      throw new Error('undo')
    }),
  ).rejects.toThrow('undo')
  await inTx(db, (tx) => add.execute(tx))
  const { rows } = await sql`select count(*) as n from graphile_worker.jobs where task_identifier = 'task'`.execute(
    owner,
  )
  expect(rows).toEqual([{ n: 1n }])
})

test('repeats a transaction that PostgreSQL broke off for a deadlock', async () => {
  let attempts = 0
  const bump = (first: number, second: number) =>
    inTx(db, async (tx) => {
      attempts++
      await sql`update state set n = n + 1 where id = ${first}`.execute(tx)
      await sql`select pg_sleep(0.2)`.execute(tx)
      await sql`update state set n = n + 1 where id = ${second}`.execute(tx)
    })
  await Promise.all([bump(1, 2), bump(2, 1)])
  expect(attempts).toBe(3)
  expect((await sql`select n from state order by id`.execute(db)).rows).toEqual([{ n: 2 }, { n: 2 }])
})

test('gives up after three attempts, and at once on other faults', async () => {
  let attempts = 0
  const failing = (code: string) =>
    inTx(db, async (tx) => {
      attempts++
      await sql`do ${sql.raw(`$$ begin raise exception 'no' using errcode = '${code}'; end $$`)}`.execute(tx)
    })
  await expect(failing('40001')).rejects.toThrow('no')
  expect(attempts).toBe(3)
  await expect(failing('23505')).rejects.toThrow('no')
  expect(attempts).toBe(4)
})

test('a connection that the server ends in the middle is reported, the process lives', async () => {
  const lost: Error[] = []
  const pool = openPool({ url, onLost: (error) => lost.push(error) })
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(owner)
  await expect.poll(() => lost.length).toBeGreaterThan(0)
  client.release(true)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})

describe('reads that share a connection', () => {
  const reads = openReads({ url })
  afterAll(() => reads.destroy())
  const number = async (n: number) => (await sql<{ n: number }>`select ${n}::int as n`.execute(reads)).rows[0]?.n

  test('each gets its own answer, under the weak role, whatever its neighbours get', async () => {
    const asked = Array.from({ length: 200 }, (_, n) => n)
    const fault = sql`select 1 / 0`.execute(reads).catch((error: Error) => error.message)
    expect(await Promise.all(asked.map(number))).toEqual(asked)
    expect(await fault).toMatch(/division by zero/)
    await expect(sql`update event set amount = 2`.execute(reads)).rejects.toThrow(/permission denied/)
  })

  test('what a lost connection owed is refused, and the next read opens another', async () => {
    const slow = sql`select pg_sleep(30)`.execute(reads)
    const refused = expect(slow).rejects.toThrow(/terminat/)
    await new Promise((settle) => setTimeout(settle, 200))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'datadeed-reads'
      and datname = current_database()`.execute(owner)
    await refused
    await new Promise((settle) => setTimeout(settle, 100))
    expect(await Promise.all([number(1), number(2)])).toEqual([1, 2])
  })
})
