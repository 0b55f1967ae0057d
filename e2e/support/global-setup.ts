import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Place, startInstallation } from './installation.ts'
import { signIn } from './people.ts'

type Account = { readonly login: string; readonly password: string; readonly totp?: string }

/** The one installation all journeys run against, and a session of everybody in its demonstration world. */
export type Installation = Place & {
  readonly accounts: Readonly<Record<string, Account>>
  readonly sessions: Readonly<Record<string, string>>
}

declare module 'vitest' {
  interface ProvidedContext {
    installation: Installation
  }
}

/** Reads who may sign in and signs everybody in once: one-time codes are good for one sign-in each half minute. */
export const enter = async (place: Place): Promise<Installation> => {
  const list = JSON.parse(readFileSync(join(place.dataDir, 'demo-accounts.json'), 'utf8')) as Account[]
  const sessions: Record<string, string> = {}
  for (const account of list) sessions[account.login] = await signIn(place.url, account)
  const { url, dataDir } = place
  return { url, dataDir, accounts: Object.fromEntries(list.map((account) => [account.login, account])), sessions }
}

/** DATADEED_E2E_DATA names the data directory of a running demonstration to use instead, while writing journeys. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const running = process.env.DATADEED_E2E_DATA
  if (running !== undefined) {
    const { address } = JSON.parse(readFileSync(join(running, 'start.json'), 'utf8')) as { address: string }
    project.provide('installation', await enter({ url: address, dataDir: running }))
    return async () => {}
  }
  const { stop, ...place } = await startInstallation()
  try {
    project.provide('installation', await enter(place))
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
