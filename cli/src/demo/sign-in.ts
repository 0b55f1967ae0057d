import { TOTP } from 'otpauth'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { readBytes } from '../files.ts'
import { createPlatformClient, type PlatformClient, PlatformRefusal } from '../platform-client.ts'

/** Somebody who may sign in to the demonstration, as its seed writes it. */
export interface DemoAccount {
  login: string
  password: string
  /** Base32 secret of the second factor, for staff. */
  totp?: string
}

/** The accounts file of a demonstration; throws a sentence where it is not one. */
export const readAccounts = async (path: string, context: Context): Promise<Map<string, DemoAccount>> => {
  const text = new TextDecoder().decode(await readBytes(path, context))
  try {
    const accounts = JSON.parse(text) as DemoAccount[]
    return new Map(accounts.map((account) => [account.login, account]))
  } catch {
    throw new CliError(context.text.demoAccounts(path))
  }
}

const stepSeconds = 30

const codeOf = ({ totp }: DemoAccount): string | undefined =>
  totp === undefined ? undefined : new TOTP({ secret: totp, period: stepSeconds }).generate()

/**
 * One session of an account. A one-time code is good once: where somebody has just used this one, the next is waited
 * for, half a minute at most.
 */
export const signIn = async (server: string, account: DemoAccount, context: Context): Promise<PlatformClient> => {
  const client = createPlatformClient(server, context)
  const { login, password } = account
  try {
    await client.signIn({ login, password, totp: codeOf(account) })
  } catch (error) {
    if (!(error instanceof PlatformRefusal) || error.reason !== 'account.bad_totp') throw error
    const left = stepSeconds - ((Date.now() / 1000) % stepSeconds)
    context.note(context.text.demoWaits(Math.ceil(left)))
    await new Promise((resolve) => setTimeout(resolve, left * 1000 + 200))
    await client.signIn({ login, password, totp: codeOf(account) })
  }
  return client
}
