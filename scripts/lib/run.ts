import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'

/** The repository. */
export const root = dirname(dirname(import.meta.dirname))

/** A tool that npm installed. */
export const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

/** Runs a program to its end and gives what it printed; what it says on failure becomes the error. */
export const runOrThrow = (program: string, args: readonly string[], cwd = root): string => {
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
  if (done.status === 0) return done.stdout
  throw new Error(`${program} ${args.join(' ')}\n${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`)
}
