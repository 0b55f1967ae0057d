import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../../server/src/platform/operator-error.ts'
import { root, runOrThrow } from './run.ts'

const sources = ['web', 'core/src', 'dataset/src', 'evidence/src', 'evidence/adapters', 'package-lock.json']
const islands = join(root, 'web/src/islands')
const stamp = join(root, 'web/dist/.built')

/** The last change below a path, in milliseconds of the epoch. */
const newest = (path: string): number => {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const inside = readdirSync(path).filter((name) => !['node_modules', 'dist'].includes(name) && !name.includes('.gen.'))
  return Math.max(0, ...inside.map((name) => newest(join(path, name))))
}

const isBuilt = (): boolean => {
  const built = statSync(stamp, { throwIfNoEntry: false })
  if (!built) return false
  return sources.map((path) => join(root, path)).every((path) => !existsSync(path) || newest(path) <= built.mtimeMs)
}

/** Builds the workplace and the public pages' scripts where they are missing or older than their sources. */
export const buildWeb = (always = false): boolean => {
  if (!existsSync(join(root, 'web/index.html')) || (!always && isBuilt())) return false
  const began = new Date()
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = (...more: string[]): string =>
    // Whatever NODE_ENV the caller has: people get React without its development checks.
    runOrThrow(process.execPath, [vite, 'build', '--logLevel', 'warn', ...more], join(root, 'web'), {
      NODE_ENV: 'production',
    })
  try {
    build()
    if (existsSync(islands) && readdirSync(islands).length > 0) build('-c', 'vite.islands.config.ts')
  } catch (error) {
    throw new OperatorError(`网页构建失败。 The web build failed: ${error instanceof Error ? error.message : error}`)
  }
  mkdirSync(join(root, 'web/dist'), { recursive: true })
  writeFileSync(stamp, began.toISOString())
  return true
}
