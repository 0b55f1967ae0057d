import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import type { Fault, Scene } from './fault.ts'
import { familyOf, inject, lacksStrace } from './strace.ts'
import { type PartName, pick, type World, witnesses, witnessNamed, workers } from './world.ts'

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
  await world.reviveAll()
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
    // Of its own accord it writes its data files only now and again.
    setTimeout(() => void checkpoint(scene.world).catch(() => {}), 300)
    await tamper(scene, others, call, `error=${error}:when=${nth(scene.random, 3)}`)
  },
})

const checkpoint = (world: World) => withClient(world.databaseUrl, (client) => client.query('checkpoint'))

const programs = (world: World, names: readonly PartName[]): number[] => names.map((name) => world.pidOf(name))

const programFails = (what: string, names: readonly PartName[], how: string): Fault => ({
  name: `${how} in ${what}`,
  lacks: lacksStrace,
  strike: async (scene) =>
    await tamper(scene, programs(scene.world, names), socketCalls, `${how}:when=${nth(scene.random, 120)}`),
})

/** What storing is made of, in its turn: each call, and how often a thread makes it before. */
const storing: readonly (readonly [call: string, nth: number, what: string])[] = [
  ['openat', 1, 'opens the new file'],
  ['write', 1, 'writes'],
  ['fsync', 1, 'has the file on the disk'],
  ['rename', 1, 'puts it in the place of the old'],
  ['openat', 2, 'opens the folder'],
  ['fsync', 2, 'has the folder on the disk'],
]

/**
 * A witness dies just before one of the calls with which it stores what it signs. What it has stored then is whole, and is
 * never older than a cosignature of it that somebody has: stored first, signed afterwards.
 */
const diesStoring = ([call, nth, what]: (typeof storing)[number]): Fault => ({
  name: `SIGKILL in a witness before it ${what}`,
  lacks: lacksStrace,
  strike: async (scene) => {
    const { world, random, note } = scene
    const name = pick(witnesses, random)
    const files = world.filesOf(name).flatMap((file) => [`${file}.new`, file])
    const paths = what.includes('folder') ? [world.folderOf(name)] : files
    // One thread of several does each of them: of the second call of a file the count is over all.
    const injection = await inject([world.pidOf(name)], call, `signal=KILL:when=${paths.length === 1 ? 1 : nth}`, paths)
    for (const deadline = Date.now() + patienceMs; injection.hits() === 0 && Date.now() < deadline; ) await sleep(20)
    await injection.stop()
    note(injection.hits() > 0 ? 'it died' : 'it lived')
    await world.kill(name)
    await storedFirst(world, name)
    await world.reviveAll()
  },
})

const storedFirst = async (world: World, name: PartName): Promise<void> => {
  const sizes = world.filesOf(name).map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { size: number }).size)
  const { rows } = await withClient(world.databaseUrl, (client) =>
    client.query<{ size: string | null }>('select max(size) as size from log_cosignature where witness = $1', [
      witnessNamed(name),
    ]),
  )
  const signed = Number(rows[0]?.size ?? 0)
  if (Math.max(0, ...sizes) < signed) throw new Error(`${name} signed for ${signed} and has stored ${sizes}`)
}

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
  ...storing.map(diesStoring),
]
