import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'
import { familyOf } from './strace.ts'
import { diskWitness, pick, type World, witnesses } from './world.ts'

const lacksPrlimit = (): string | null =>
  spawnSync('prlimit', ['--version']).status === 0 ? null : 'prlimit is not installed'

/** Largest size of a file that these processes may write to, bytes; what goes beyond fails as on a full disk. */
const limitFiles = (pids: readonly number[], bytes: number | 'unlimited'): void => {
  for (const pid of pids) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

const mend = async (world: World): Promise<void> => {
  await world.startDatabase()
  await world.reviveAll()
}

/** Disks that are full, and files that may not grow. */
export const diskFaults: readonly Fault[] = [
  {
    name: 'the disk of PostgreSQL is full',
    lacks: ({ databaseDisk }) => (databaseDisk ? null : 'no disk may be mounted here'),
    strike: async ({ world, random, probe }) => {
      world.databaseDisk?.fill(Math.floor(random() * 256 * 1024))
      try {
        await sleep(400 + random() * 600)
        await probe()
      } finally {
        world.databaseDisk?.free()
      }
      await mend(world)
    },
  },
  {
    name: "a witness's disk is full, without it there is no quorum",
    lacks: ({ witnessDisk }) => (witnessDisk ? null : 'no disk may be mounted here'),
    strike: async ({ world, random }) => {
      const other = pick(
        witnesses.filter((name) => name !== diskWitness),
        random,
      )
      world.witnessDisk?.fill(0)
      await world.kill(other)
      await sleep(300 + random() * 500)
      // The quorum comes back by the disk, before the other is there again.
      world.witnessDisk?.free()
      await sleep(random() * 700)
      await world.revive(other)
    },
  },
  {
    name: "the files of a witness's process may not grow",
    lacks: lacksPrlimit,
    strike: async ({ world, random }) => {
      const name = pick(witnesses, random)
      const pids = [world.pidOf(name)]
      limitFiles(pids, Math.floor(random() * 2000))
      await sleep(300 + random() * 500)
      limitFiles(pids, 'unlimited')
    },
  },
  {
    name: 'the files of PostgreSQL may not grow',
    lacks: lacksPrlimit,
    strike: async ({ world, random, probe }) => {
      const [first = 0, ...others] = familyOf(world.databasePid)
      // Not its first process: what it starts after a crash is free of the limit.
      limitFiles(others, 8192 * (1 + Math.floor(random() * 512)))
      await sleep(400 + random() * 600)
      await probe()
      limitFiles(familyOf(first), 'unlimited')
      await mend(world)
    },
  },
]
