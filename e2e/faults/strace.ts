import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Why no system call can be made to fail here; null where it can. */
export const lacksStrace = (): string | null => {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0) return 'strace is not installed or may not trace'
  const scope = '/proc/sys/kernel/yama/ptrace_scope'
  const limited = existsSync(scope) && readFileSync(scope, 'utf8').trim() !== '0'
  return limited && process.getuid?.() !== 0 ? 'only root may trace running programs here' : null
}

/** System calls of running programs that are tampered with until `stop`. */
export interface Injection {
  /** How many calls were hit so far. */
  hits(): number
  stop(): Promise<void>
}

/**
 * Tampers with `calls` of these processes and of what they fork, as strace's `inject` says it (`error=EIO:when=3`);
 * with `paths` only with calls on these files.
 */
export const inject = async (
  pids: readonly number[],
  calls: string,
  how: string,
  paths: readonly string[] = [],
): Promise<Injection> => {
  const named = [...paths.flatMap((path) => ['-P', path]), ...pids.flatMap((pid) => ['-p', String(pid)])]
  const child = spawn('strace', ['-f', '-e', `trace=${calls}`, '-e', `inject=${calls}:${how}`, ...named], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let hits = 0
  child.stderr.on('data', (said: Buffer) => {
    hits += said.toString().match(/INJECTED|killed by SIGKILL/g)?.length ?? 0
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stderr, 'data'), ended])
  return {
    hits: () => hits,
    stop: async () => {
      child.kill('SIGTERM')
      // It waits for ever for the first thread of what just died when another one of it was not yet reaped.
      const stuck = setTimeout(() => child.kill('SIGKILL'), 1000)
      await ended
      clearTimeout(stuck)
      // What it let go of while it was stopped must go on.
      for (const pid of pids) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGCONT')
    },
  }
}

/** A process and all that descend from it. */
export const familyOf = (pid: number): number[] => {
  const parentOf = (one: string): number => {
    try {
      return Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${one}/stat`, 'utf8'))?.[1])
    } catch {
      return 0
    }
  }
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = all.filter((one) => parentOf(one) === pid).map(Number)
  return [pid, ...children.flatMap(familyOf)]
}
