import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWeb } from '../../scripts/lib/web-build.ts'
import { enter, type Installation } from './entrance.ts'
import { freePorts, startInstallation } from './installation.ts'

/** Gives the journeys a folder for what they make and download; answers with its removal. */
const useFolder = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

type Stop = () => Promise<void>

const startOne = async (port: number, stops: Stop[]): Promise<Installation> => {
  const { stop, ...place } = await startInstallation(port)
  stops.push(stop)
  return await enter(place)
}

/** DATADEED_E2E_DATA names the data directory of a running demonstration to use instead, while writing journeys. */
export const setup = async (project: TestProject): Promise<Stop> => {
  const running = process.env.DATADEED_E2E_DATA
  if (running !== undefined) {
    const { address } = JSON.parse(readFileSync(join(running, 'start.json'), 'utf8')) as { address: string }
    project.provide('installations', [await enter({ url: address, dataDir: running })])
    const clear = useFolder()
    return async () => clear()
  }
  buildWeb()
  const stops: Stop[] = []
  const stopAll = async (): Promise<void> => void (await Promise.all(stops.map((stop) => stop())))
  const ports = await freePorts(Number(project.config.maxWorkers))
  const started = await Promise.allSettled(ports.map((port) => startOne(port, stops)))
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await stopAll()
    throw failed.reason
  }
  project.provide(
    'installations',
    started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  )
  const clear = useFolder()
  return async () => {
    await stopAll()
    clear()
  }
}
