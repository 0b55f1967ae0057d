import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { passwordMatches } from './passwords.ts'
import * as store from './store.ts'
import { totpStep } from './totp.ts'

const maxFailures = 5
const lockMinutes = 15

/** Why an account's owner is not let in, or null when they are; every outcome is recorded and counts towards the lock. */
export async function refusal(
  tx: Tx,
  account: Awaited<ReturnType<typeof store.lockAccount>>,
  { matches, totp }: { matches: boolean; totp: string | undefined },
  from: string,
  now: Date,
): Promise<AppError | null> {
  const record = (outcome: 'succeeded' | 'failed' | 'locked') =>
    store.insertSignIn(tx, { account_id: account.id, at: now, from_address: from, outcome })
  if (account.locked_until && account.locked_until > now) {
    await record('locked')
    const minutes = Math.ceil((account.locked_until.getTime() - now.getTime()) / 60_000)
    return new AppError('account.locked', { minutes, seconds: minutes * 60 })
  }
  const fail = async (code: 'account.bad_credentials' | 'account.bad_totp') => {
    const count = account.failed_count + 1
    const locked = count >= maxFailures
    await store.updateAccount(tx, account.id, {
      failed_count: locked ? 0 : count,
      locked_until: locked ? new Date(now.getTime() + lockMinutes * 60_000) : null,
    })
    await record('failed')
    return locked
      ? new AppError('account.locked', { minutes: lockMinutes, seconds: lockMinutes * 60 })
      : new AppError(code)
  }
  if (!matches || !account.active) return await fail('account.bad_credentials')
  if (account.totp_secret) {
    if (!totp) return new AppError('account.totp_required')
    const step = totpStep(account.totp_secret, account.login, totp, now.getTime())
    if (step === null || step <= account.totp_last_step) return await fail('account.bad_totp')
    await store.updateAccount(tx, account.id, { totp_last_step: step })
  }
  await store.updateAccount(tx, account.id, { failed_count: 0, locked_until: null })
  await record('succeeded')
  return null
}

/**
 * Asks somebody who is signed in to show again who they are, before they sign what binds their organisation. Failures count towards the
 * account's lock. Throws as signing in does, at the fields `password` and `totp`.
 */
export async function proveSelf(
  p: Platform,
  actor: Actor,
  { password, totp }: { password: string; totp?: string | undefined },
  from: string,
): Promise<void> {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  const { accountId } = actor
  const { password_hash } = await store.getAccount(p.db, accountId)
  const matches = await passwordMatches(password_hash, password)
  const fault = await inTx(p.db, async (tx) =>
    refusal(tx, await store.lockAccount(tx, accountId), { matches, totp }, from, new Date()),
  )
  if (!fault) return
  if (fault.code === 'account.bad_credentials')
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'password', message: '密码不正确，请重新输入' }])
  if (fault.code === 'account.totp_required' || fault.code === 'account.bad_totp')
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'totp', message: '请输入身份验证器上现在的 6 位动态码' },
    ])
  throw fault
}
