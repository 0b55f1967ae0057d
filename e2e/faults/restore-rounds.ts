import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, Scene } from './fault.ts'
import { type PartName, type World, workers } from './world.ts'

const patienceMs = 30_000
const writers: readonly PartName[] = ['server', ...workers]

/** Ends whatever uses the database, and the database in good order, so that its files may be moved. */
const stopAll = async (world: World): Promise<void> => {
  await Promise.all(writers.map((name) => world.kill(name)))
  await world.stopDatabase()
}

const startAll = async (world: World): Promise<void> => {
  await world.startDatabase()
  await Promise.all(writers.map((name) => world.revive(name)))
}

const copy = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true })
  // As docs/operations.md says: the files keep their owner.
  execFileSync('cp', ['-a', from, to])
}

/** The reason that `/readyz` gives for a log that takes nothing any more. */
const closedBecause = async ({ world }: Scene): Promise<string> => {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    const answer = await fetch(`${world.url}/readyz`).catch(() => null)
    const { closed = null } = ((await answer?.json().catch(() => null)) ?? {}) as { closed?: string | null }
    if (closed === null) continue
    if (answer?.status !== 503) throw new Error('a closed log is told to be ready')
    // What was published before the backup is still told; whatever else is handed out will not be in the newest log.
    return closed
  }
  throw new Error('nobody noticed that the database was rolled back')
}

/** An operator restores a backup that is too old, is told so, and restores the newest. */
export const restores: readonly Fault[] = [
  {
    name: 'an older backup is restored, then the newest',
    strike: async (scene) => {
      const { world, random, probe, handsOut, note } = scene
      const [backup, newest] = [`${world.cluster}.backup`, `${world.cluster}.newest`]
      await stopAll(world)
      if (!existsSync(backup)) {
        copy(world.cluster, backup)
        await startAll(world)
        if (!(await handsOut(2, patienceMs))) throw new Error('nothing was handed out after a backup')
        await stopAll(world)
      }
      renameSync(world.cluster, newest)
      copy(backup, world.cluster)
      await startAll(world)
      const closed = await closedBecause(scene)
      if (!closed.includes('回滚')) throw new Error(`the log was closed because: ${closed}`)
      await probe()
      await stopAll(world)
      if (random() < 0.3) {
        copy(newest, backup)
        note('the newest is the backup of the next time')
      }
      rmSync(world.cluster, { recursive: true })
      renameSync(newest, world.cluster)
      await startAll(world)
    },
  },
]
