import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { OperatorError } from '../operator-error.ts'
import { openPool } from './connection.ts'
import { type Migration, readMigrations } from './migration-files.ts'

/** Any fixed number: programs that start together migrate one after the other. */
const lockKey = 8420_0001

type Applied = { name: string; checksum: string }

const assertFit = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ version: number; encoding: string; ctype: string; provider: string }>(
    `select current_setting('server_version_num')::int as version, pg_encoding_to_char(encoding) as encoding,
            datctype as ctype, datlocprovider as provider
       from pg_database where datname = current_database()`,
  )
  const found = rows[0]
  if (!found || found.version < 150_000)
    throw new OperatorError('需要 PostgreSQL 15 或更高版本。 PostgreSQL 15 or newer is needed.')
  // With LC_CTYPE=C trigram search drops every Chinese character without a word.
  const plain = found.provider === 'c' && ['C', 'POSIX'].includes(found.ctype)
  if (found.encoding !== 'UTF8' || plain)
    throw new OperatorError(
      `数据库的编码是 ${found.encoding}、字符分类是 ${found.ctype}，中文检索会失效：请用 UTF8 与 C.UTF-8 重建数据库。` +
        ` Encoding ${found.encoding} with LC_CTYPE ${found.ctype} breaks Chinese search: create it with UTF8 and C.UTF-8.`,
    )
}

const assertHistory = (applied: readonly Applied[], migrations: readonly Migration[]): void => {
  for (const [at, { name, checksum }] of applied.entries()) {
    const ours = migrations[at]
    if (ours?.name !== name)
      throw new OperatorError(
        `数据库已执行迁移 ${name}，本程序对应位置是 ${ours?.name ?? '（无）'}：程序比数据库旧或文件被改名，请升级程序。` +
          ` The database has migration ${name}, this program has ${ours?.name ?? 'none'} there: upgrade the program.`,
      )
    if (ours.checksum !== checksum)
      throw new OperatorError(
        `迁移 ${name} 执行之后内容被改动：请恢复原文件，改动写成新的迁移。` +
          ` Migration ${name} was changed after it ran: restore it and write the change as a new migration.`,
      )
  }
}

const apply = async (client: pg.Client, { name, sql, checksum }: Migration): Promise<void> => {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    if (!(error instanceof pg.DatabaseError)) throw error
    const line = error.position ? `:${sql.slice(0, Number(error.position)).split('\n').length}` : ''
    throw new OperatorError(`迁移 ${name}${line} 失败，已回滚。 The migration failed and was undone: ${error.message}`)
  }
}

const migrateSchema = async (client: pg.Client, migrations: readonly Migration[]): Promise<string[]> => {
  await client.query('select pg_advisory_lock($1)', [lockKey])
  await client.query(
    `create table if not exists schema_migration (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  )
  const { rows: applied } = await client.query<Applied>('select name, checksum from schema_migration order by name')
  assertHistory(applied, migrations)
  const missing = migrations.slice(applied.length)
  for (const migration of missing) await apply(client, migration)
  return missing.map(({ name }) => name)
}

const migrateJobs = async (url: string): Promise<void> => {
  const pool = openPool({ url, role: 'owner', max: 2 })
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

const connect = async (url: string): Promise<pg.Client> => {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    await client.connect()
    return client
  } catch (error) {
    const reason = error instanceof Error ? error.message || ('code' in error && String(error.code)) : error
    throw new OperatorError(
      `连不上数据库，请检查 DATABASE_URL 的地址、用户名、密码和数据库名。 Cannot connect to the database: ${reason}`,
    )
  }
}

/**
 * Brings the database at `url` (the owner's address) to this program's schema, job tables included.
 * @returns the names of the migrations that ran now. @throws OperatorError
 */
export const migrate = async (url: string, migrations: readonly Migration[] = readMigrations()): Promise<string[]> => {
  const client = await connect(url)
  try {
    await assertFit(client)
    const ran = await migrateSchema(client, migrations)
    await migrateJobs(url)
    return ran
  } finally {
    await client.end()
  }
}
