import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { enter, type Installation } from './entrance.ts'
import { startInstallation } from './installation.ts'

declare module 'vitest' {
  interface ProvidedContext {
    installation: Installation
  }
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
