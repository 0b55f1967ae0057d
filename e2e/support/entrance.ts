import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './installation.ts'
import { signIn } from './people.ts'

type Account = { readonly login: string; readonly password: string; readonly totp?: string }

/** An installation that journeys run against, and a session of everybody in its demonstration world. */
export type Installation = Place & {
  readonly accounts: Readonly<Record<string, Account>>
  readonly sessions: Readonly<Record<string, string>>
}

/** Reads who may sign in and signs everybody in once: one-time codes are good for one sign-in each half minute. */
export const enter = async (place: Place): Promise<Installation> => {
  const list = JSON.parse(readFileSync(join(place.dataDir, 'demo-accounts.json'), 'utf8')) as Account[]
  const sessions: Record<string, string> = {}
  for (const account of list) sessions[account.login] = await signIn(place.url, account)
  const { url, dataDir } = place
  return { url, dataDir, accounts: Object.fromEntries(list.map((account) => [account.login, account])), sessions }
}
