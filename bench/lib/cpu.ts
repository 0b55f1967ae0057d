import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

const statOf = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}

/** Processor seconds that processes and their children have used; 0 where the system does not tell. */
export const cpuSeconds = (...pids: number[]): number => {
  const all = new Set(pids)
  try {
    for (const name of readdirSync('/proc')) if (all.has(Number(statOf(Number(name))[1]))) all.add(Number(name))
  } catch {
    return 0
  }
  const ticks = [...all].map((pid) => {
    const stat = statOf(pid)
    return Number(stat[11] ?? 0) + Number(stat[12] ?? 0)
  })
  return ticks.reduce((sum, n) => sum + n, 0) / ticksPerSecond
}
