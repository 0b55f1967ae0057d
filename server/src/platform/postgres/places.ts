import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { systemHome } from './binaries.ts'
import { canReach, type SystemUser } from './system-user.ts'

/** The user id that owns a directory, undefined where there is none. */
export const ownerOf = (dir: string): number | undefined => statSync(dir, { throwIfNoEntry: false })?.uid

const makePrivate = (dir: string, user: SystemUser | undefined): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  if (user) chownSync(dir, user.uid, user.gid)
}

/** Where an existing cluster for this data directory is, or would be if nothing stands in the way. */
export const knownPlace = (dataDir: string): string => {
  const note = `${resolve(dataDir)}.location`
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : resolve(dataDir)
}

/**
 * The directory that really holds the cluster. Normally the one asked for; where root steps down to a user who cannot
 * reach it (a clone below /root), a directory of its own below /var/lib/datadeed, whose address is kept in
 * `<dataDir>.location`: removing ./data then still means starting afresh.
 */
export const placeCluster = (dataDir: string, user: SystemUser | undefined): string => {
  const wanted = resolve(dataDir)
  const known = knownPlace(dataDir)
  mkdirSync(dirname(wanted), { recursive: true })
  if (known !== wanted || !user || canReach(wanted, user)) return known
  const elsewhere = join(systemHome, `cluster-${randomUUID()}`)
  mkdirSync(systemHome, { recursive: true })
  chmodSync(systemHome, 0o755)
  writeFileSync(`${wanted}.location`, `${elsewhere}\n`)
  return elsewhere
}

/** What lies in the directory; `closed` where we may not look. */
export const contentOf = (dir: string): 'nothing' | 'cluster' | 'other' | 'closed' => {
  try {
    const names = readdirSync(dir)
    if (names.length === 0) return 'nothing'
    return names.includes('PG_VERSION') ? 'cluster' : 'other'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : 'closed'
  }
}

/** An existing cluster must be ours: PostgreSQL itself would say it less plainly. */
export const assertOwned = (cluster: string, user: SystemUser | undefined): void => {
  const owner = ownerOf(cluster)
  const runner = user?.uid ?? process.getuid?.()
  if (owner === undefined || owner === runner) return
  throw new OperatorError(
    `数据目录 ${cluster} 属于用户 ${owner}，当前用户是 ${runner}：请用原来的用户启动，或更改目录属主。` +
      ` The data directory belongs to user ${owner}, we are ${runner}: start as that user or change its owner.`,
  )
}

// Unix socket addresses end at 103 bytes on macOS and 107 on Linux; commas and blanks have a meaning in the setting.
const fitsSocket = (dir: string): boolean => /^[\w/.-]+$/.test(dir) && dir.length + '/.s.PGSQL.5432'.length <= 103

/** A private directory for the socket: the cluster itself, or a short name below /tmp where its path does not do. */
export const placeSocket = (cluster: string, user: SystemUser | undefined): string => {
  if (fitsSocket(cluster)) return cluster
  const dir = `/tmp/datadeed-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
  if (!existsSync(dir)) makePrivate(dir, user)
  const found = lstatSync(dir)
  // /tmp is open to everybody: whoever owns this directory could answer in the name of the database.
  if (!found.isDirectory() || (found.mode & 0o077) !== 0 || found.uid !== (user?.uid ?? process.getuid?.()))
    throw new OperatorError(
      `${dir} 不是本程序的私有目录：请删除后重试。 ${dir} is not our private directory: remove it and try again.`,
    )
  return dir
}

/** Removes the socket's own directory after a stop; a socket still in use keeps it. */
export const removeSocketDir = (dir: string, cluster: string): void => {
  if (dir === cluster) return
  try {
    rmdirSync(dir)
  } catch {
    // Not empty: somebody started the server again meanwhile.
  }
}

/** Makes an empty private directory for a new cluster. */
export const makeClusterDir = makePrivate
