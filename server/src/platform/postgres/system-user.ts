import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { OperatorError } from '../operator-error.ts'

/** A user of the operating system, by numbers. */
export type SystemUser = { readonly uid: number; readonly gid: number }

const passwd = (): (SystemUser & { name: string })[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))

/**
 * The user that PostgreSQL shall run as: undefined for ourselves. PostgreSQL refuses uid 0 and needs an entry in
 * /etc/passwd, so root steps down to the owner of an existing data directory, else to `postgres`, else to `nobody`.
 */
export const chooseSystemUser = (dataDirOwner: number | undefined): SystemUser | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const users = passwd().filter((user) => user.uid !== 0)
  const found =
    users.find((user) => user.uid === dataDirOwner) ??
    users.find((user) => user.name === 'postgres') ??
    users.find((user) => user.name === 'nobody')
  if (found) return { uid: found.uid, gid: found.gid }
  throw new OperatorError(
    'PostgreSQL 不能以 root 运行，系统里也没有 postgres 或 nobody 用户：请改用普通用户，或设置 DATABASE_URL。' +
      ' PostgreSQL cannot run as root and there is no user postgres or nobody: use an ordinary user or set DATABASE_URL.',
  )
}

/** True where the user may walk down to the path: every existing directory above it is open to them. */
export const canReach = (path: string, user: SystemUser): boolean => {
  const above = dirname(path)
  if (above === path) return true
  if (!canReach(above, user)) return false
  const found = statSync(above, { throwIfNoEntry: false })
  if (!found) return true
  const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001
  return (found.mode & bit) !== 0
}
