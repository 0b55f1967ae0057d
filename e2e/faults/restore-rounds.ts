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

/** How far the log had been published when the backup was made: before it has grown, the backup is not an older one. */
const backedUp = new WeakMap<World, number>()

const published = async (world: World): Promise<number> =>
  (JSON.parse(await world.get('/api/v1/log')) as { size: number }).size

const untilGrown = async (world: World): Promise<void> => {
  const before = backedUp.get(world) ?? 0
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50))
    if ((await published(world).catch(() => 0)) > before) return
  throw new Error('nothing was published after a backup')
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
      const { world, random, probe, note } = scene
      const [backup, newest] = [`${world.cluster}.backup`, `${world.cluster}.newest`]
      if (!existsSync(backup)) {
        await stopAll(world)
        copy(world.cluster, backup)
        await startAll(world)
        backedUp.set(world, await published(world))
      }
      await untilGrown(world)
      await stopAll(world)
      renameSync(world.cluster, newest)
      copy(backup, world.cluster)
      await startAll(world)
      const closed = await closedBecause(scene)
      if (!closed.includes('回滚')) throw new Error(`the log was closed because: ${closed}`)
      await probe()
      await stopAll(world)
      const replaced = random() < 0.3
      if (replaced) {
        copy(newest, backup)
        note('the newest is the backup of the next time')
      }
      rmSync(world.cluster, { recursive: true })
      renameSync(newest, world.cluster)
      await startAll(world)
      if (replaced) backedUp.set(world, await published(world))
    },
  },
]
