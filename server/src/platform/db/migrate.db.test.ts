import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { OperatorError } from '../operator-error.ts'
import { withClient } from '../postgres/postmaster.ts'
import { openPool } from './connection.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './migration-files.ts'

const emptyDatabase = async (options = ''): Promise<string> => {
  const server = inject('postgresUrl')
  const name = `empty_${randomBytes(6).toString('hex')}`
  await withClient(server, (client) => client.query(`create database ${name} ${options}`))
  return server.replace('/datadeed?', `/${name}?`)
}
const step = (name: string, sql: string, checksum = name) => ({ name, sql, checksum })
const tables = (url: string) =>
  withClient(url, async (client) =>
    (await client.query("select tablename from pg_tables where schemaname = 'public' order by 1")).rows.map(
      (row) => row.tablename,
    ),
  )

test('runs each migration once, also when two programs start together', async () => {
  const url = await emptyDatabase()
  const ran = await Promise.all([migrate(url), migrate(url)])
  expect(ran.flat()).toEqual(readMigrations().map(({ name }) => name))
  expect(await migrate(url)).toEqual([])
})

test('undoes a failing migration whole and names file and line', async () => {
  const url = await emptyDatabase()
  const good = step('0001_create_a.sql', 'create table a (id int)')
  const bad = step('0002_create_b.sql', 'create table b (id int);\nselect nonsense')
  await expect(migrate(url, [good, bad])).rejects.toThrow('0002_create_b.sql:2')
  expect(await tables(url)).toEqual(['a', 'schema_migration'])
})

test('refuses a migration that was changed after it ran, and a database newer than the program', async () => {
  const url = await emptyDatabase()
  await migrate(url, [step('0001_create_a.sql', 'create table a (id int)')])
  await expect(migrate(url, [step('0001_create_a.sql', '', 'other')])).rejects.toThrow('内容被改动')
  await expect(migrate(url, [])).rejects.toThrow('程序比数据库旧')
})

test('refuses a database in which Chinese search would fail', async () => {
  const url = await emptyDatabase("template template0 locale_provider libc locale 'C'")
  await expect(migrate(url)).rejects.toThrow('中文检索')
})

const ordinaryOwner = async (attributes: string): Promise<string> => {
  const server = inject('postgresUrl')
  const name = `owner_${randomBytes(6).toString('hex')}`
  await withClient(server, async (client) => {
    await client.query(`create role ${name} login ${attributes}`)
    await client.query(`create database ${name} owner ${name}`)
  })
  return server.replace('//datadeed@', `//${name}@`).replace('/datadeed?', `/${name}?`)
}

test.each(['', 'createrole'])(
  'needs no superuser: an owner (%s) with the weak role migrates and steps down',
  async (may) => {
    const url = await ordinaryOwner(may)
    await expect(migrate(url)).rejects.toThrow('请由管理员执行一次')
    await withClient(inject('postgresUrl'), (client) => client.query(`grant datadeed_app to ${new URL(url).username}`))
    expect((await migrate(url)).length).toBeGreaterThan(0)
    const pool = openPool({ url })
    expect((await pool.query('select current_user')).rows).toEqual([{ current_user: 'datadeed_app' }])
    const job = await pool.query("select enqueue_job('task', '{}', now(), null, 3) as id")
    expect(job.rows[0]?.id).toBeTypeOf('bigint')
    await pool.end()
  },
)

test('a database that cannot be reached is one sentence, without the password', async () => {
  const failed = await migrate('postgresql://someone:geheim@127.0.0.1:1/nowhere').catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(OperatorError)
  expect(String(failed)).toContain('连不上数据库')
  expect(String(failed)).not.toContain('geheim')
})
