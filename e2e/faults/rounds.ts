import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import { callFaults } from './call-rounds.ts'
import { damages } from './damage-rounds.ts'
import { diskFaults } from './disk-rounds.ts'
import type { Fault } from './fault.ts'
import { restores } from './restore-rounds.ts'
import { type PartName, partNames, pick, type World, witnesses, workers } from './world.ts'

const killed = (name: PartName): Fault => ({
  name: `kill -9 ${name}`,
  strike: async ({ world, random }) => {
    await world.kill(name)
    await sleep(random() * 400)
    await world.revive(name)
  },
})

/** What was published before may still be answered for so long. */
const lateAnswersMs = 500

/** One of this kind works with a wrong clock, and without it there is no receipt: so there is none. */
const clockOff = (name: PartName, hours: number): Fault => ({
  name: `the clock of ${name} is ${Math.abs(hours)} h ${hours > 0 ? 'ahead' : 'behind'}`,
  strike: async ({ world, random, handsOut }) => {
    const peers = name.startsWith('worker') ? workers : witnesses
    const other = pick(
      peers.filter((one) => one !== name),
      random,
    )
    await Promise.all([other, name].map((one) => world.kill(one)))
    await world.revive(name, hours)
    await sleep(lateAnswersMs)
    const worked = await handsOut(2, 1500)
    await world.kill(name)
    await world.reviveAll()
    if (worked) throw new Error('receipts were handed out')
  },
})

const ofPrograms: readonly Fault[] = [
  {
    name: 'kill -9 both workers',
    strike: async ({ world }) => {
      await Promise.all(workers.map((name) => world.kill(name)))
      await world.reviveAll()
    },
  },
  {
    name: 'a paused worker wakes after the other has taken over',
    strike: async ({ world, random }) => {
      const name = pick(workers, random)
      world.pause(name)
      // Its connection is cut, as a database does with one that has gone silent: the other may lead.
      await cutConnections(world, 'datadeed-app')
      await sleep(1500)
      world.resume(name)
    },
  },
  {
    name: 'a witness is slow',
    strike: async ({ world, random }) => {
      const name = pick(witnesses, random)
      world.pause(name)
      await sleep(300 + random() * 700)
      world.resume(name)
    },
  },
  {
    name: 'two witnesses are away: there is no quorum',
    strike: async ({ world, random }) => {
      const [one, two] = [...witnesses].sort(() => random() - 0.5)
      for (const name of [one, two]) if (name) await world.kill(name)
      await sleep(random() * 600)
      await world.reviveAll()
    },
  },
  {
    name: 'the database cuts all connections',
    strike: async ({ world }) => await cutConnections(world, 'datadeed-app'),
  },
  {
    name: 'kill -9 PostgreSQL',
    strike: async ({ world }) => {
      process.kill(world.databasePid, 'SIGKILL')
      await world.startDatabase()
    },
  },
  {
    name: 'everything at once',
    strike: async ({ world }) => {
      process.kill(world.databasePid, 'SIGKILL')
      await Promise.all(partNames.map((name) => world.kill(name)))
      await world.startDatabase()
      await world.reviveAll()
    },
  },
  ...partNames.map(killed),
  // A worker whose clock is not the database's logs nothing, and a witness whose clock is off is not believed.
  ...[clockOff('worker-a', 1), clockOff('worker-b', -1)],
  ...[clockOff('witness-1', 1), clockOff('witness-2', -1)],
]

/** One of each kind, in turn: a short run has some of all. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat()

/** All that can happen in a round. */
export const faults: readonly Fault[] = inTurn([ofPrograms, callFaults, damages, [...diskFaults, ...restores]])

const cutConnections = (world: World, application: string): Promise<void> =>
  withClient(world.databaseUrl, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [application],
    )
  })
