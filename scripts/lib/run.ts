import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'

/** The repository. */
export const root = dirname(dirname(import.meta.dirname))

/** A tool that npm installed. */
export const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

/** Runs a program to its end and gives what it printed; what it says on failure becomes the error. */
export const runOrThrow = (
  program: string,
  args: readonly string[],
  cwd = root,
  env: NodeJS.ProcessEnv = {},
): string => {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 } as const
  const done = spawnSync(program, args, options)
  if (done.status === 0) return done.stdout
  throw new Error(`${program} ${args.join(' ')}\n${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`)
}
