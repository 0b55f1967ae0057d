import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../operator-error.ts'

/** One step of the schema, as it lies in server/migrations. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/** The migrations that belong to this program. */
export const migrationsDir = join(import.meta.dirname, '..', '..', '..', 'migrations')

/** Reads `NNNN_verb_noun.sql` in order; two of one number, or another name, is a fault. */
export const readMigrations = (dir: string = migrationsDir): Migration[] => {
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const bad = names.find((name) => !/^\d{4}_[a-z]+(_[a-z0-9]+)+\.sql$/.test(name))
  if (bad) throw new OperatorError(`迁移文件名不合规：${bad}，应为 NNNN_verb_noun.sql。 Bad migration name.`)
  const twice = names.find((name, at) => name.slice(0, 4) === names[at - 1]?.slice(0, 4))
  if (twice) throw new OperatorError(`两个迁移文件编号相同：${twice}。 Two migrations have one number.`)
  return names.map((name) => {
    const sql = readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}
