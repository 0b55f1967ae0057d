import { AppError } from '@datadeed/core/kernel/errors'
import { hash, verify } from '@node-rs/argon2'

// OWASP's second choice for argon2id (19 MiB, 2 passes); about 25 ms on one core.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const minLength = 10
const common = ['password', '1234567890', 'qwertyuiop', 'iloveyou', '0123456789', 'admin', 'guizhou', 'datadeed']

/** Refuses a password that is too short, common, of one repeated character, or made of the login. */
export function checkPassword(password: string, login: string): void {
  const lower = password.toLowerCase()
  const weak =
    [...password].length < minLength ||
    new Set(lower).size < 4 ||
    common.some((word) => lower === word || lower.replace(/[\d!@#._-]+$/, '') === word) ||
    lower.includes(login)
  if (weak) throw new AppError('account.weak_password', {}, [{ path: 'password', message: '密码太弱' }])
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** A hash of nothing anybody knows: unknown logins take as long as known ones. */
const decoy = hash(crypto.randomUUID(), cost)

export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  if (!stored?.startsWith('$argon2id$')) {
    await verify(await decoy, password)
    return false
  }
  return await verify(stored, password)
}
