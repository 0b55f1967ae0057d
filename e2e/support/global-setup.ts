import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { enter, type Installation } from './entrance.ts'
import { startInstallation } from './installation.ts'

declare module 'vitest' {
  interface ProvidedContext {
    installation: Installation
  }
}

/** Gives the journeys a folder for what they make and download; answers with its removal. */
const useFolder = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** DATADEED_E2E_DATA names the data directory of a running demonstration to use instead, while writing journeys. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const running = process.env.DATADEED_E2E_DATA
  if (running !== undefined) {
    const { address } = JSON.parse(readFileSync(join(running, 'start.json'), 'utf8')) as { address: string }
    project.provide('installation', await enter({ url: address, dataDir: running }))
    const clear = useFolder()
    return async () => clear()
  }
  const { stop, ...place } = await startInstallation()
  try {
    project.provide('installation', await enter(place))
  } catch (error) {
    await stop()
    throw error
  }
  const clear = useFolder()
  return async () => {
    await stop()
    clear()
  }
}
