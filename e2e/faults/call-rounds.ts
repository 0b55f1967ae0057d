import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, Scene } from './fault.ts'
import { familyOf, inject, lacksStrace } from './strace.ts'
import { type PartName, partNames, pick, type World, witnesses, workers } from './world.ts'

const patienceMs = 2500

/** Lets system calls of these processes fail until one was hit and a little longer, then mends what fell. */
const tamper = async (
  { world, random, note }: Scene,
  pids: readonly number[],
  calls: string,
  how: string,
  paths: readonly string[] = [],
): Promise<void> => {
  const injection = await inject(pids, calls, how, paths)
  for (const deadline = Date.now() + patienceMs; injection.hits() === 0 && Date.now() < deadline; ) await sleep(20)
  await sleep(random() * 400)
  await injection.stop()
  note(`${how}: ${injection.hits()} calls hit`)
  await world.startDatabase()
  for (const name of partNames) await world.revive(name)
}

/** Which call of each thread is hit: some are made a few times a second, some thousands of times. */
const nth = (random: () => number, most: number): number => 1 + Math.floor(random() ** 2 * most)

const witnessCalls = 'openat,write,fsync,rename'
const databaseCalls = 'pwrite64,pwritev,fsync,fdatasync,sync_file_range'
const socketCalls = 'read,write,writev'

const witnessFails = (error: string): Fault => ({
  name: `${error} in a witness's folder`,
  lacks: lacksStrace,
  strike: async (scene) => {
    const name = pick(witnesses, scene.random)
    const call = pick(witnessCalls.split(','), scene.random)
    const folder = scene.world.folderOf(name)
    const files = scene.world.filesOf(name).flatMap((file) => [file, `${file}.new`])
    // Each call from the nth on, or only the nth.
    const when = `${nth(scene.random, 3)}${pick(['', '+'], scene.random)}`
    await tamper(scene, [scene.world.pidOf(name)], call, `error=${error}:when=${when}`, [folder, ...files])
  },
})

const databaseFails = (error: string): Fault => ({
  name: `${error} in PostgreSQL`,
  lacks: lacksStrace,
  strike: async (scene) => {
    const call = pick([databaseCalls, ...databaseCalls.split(',').slice(0, 4)], scene.random)
    // Not its first process: it may miss the end of a child when strace lets go of it, and then waits for ever.
    const [, ...others] = familyOf(scene.world.databasePid)
    await tamper(scene, others, call, `error=${error}:when=${nth(scene.random, 3)}`)
  },
})

const programs = (world: World, names: readonly PartName[]): number[] => names.map((name) => world.pidOf(name))

const programFails = (what: string, names: readonly PartName[], how: string): Fault => ({
  name: `${how} in ${what}`,
  lacks: lacksStrace,
  strike: async (scene) =>
    await tamper(scene, programs(scene.world, names), socketCalls, `${how}:when=${nth(scene.random, 120)}`),
})

/** System calls that fail, and death in the midst of one. */
export const callFaults: readonly Fault[] = [
  databaseFails('EIO'),
  witnessFails('EIO'),
  programFails('the workers', workers, 'error=EIO'),
  programFails('the server', ['server'], 'error=EIO'),
  databaseFails('ENOSPC'),
  witnessFails('ENOSPC'),
  programFails('the workers', workers, 'signal=KILL'),
  programFails('the server', ['server'], 'signal=KILL'),
  {
    name: 'signal=KILL in a witness that stores what it signed',
    lacks: lacksStrace,
    strike: async (scene) => {
      const name = pick(witnesses, scene.random)
      const files = scene.world.filesOf(name).flatMap((file) => [file, `${file}.new`])
      await tamper(scene, programs(scene.world, [name]), pick(witnessCalls.split(','), scene.random), 'signal=KILL', [
        scene.world.folderOf(name),
        ...files,
      ])
    },
  },
]
