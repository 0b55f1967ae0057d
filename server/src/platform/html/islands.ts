import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const kept = new Map<string, { at: number; hash: string }>()

/** Addresses of built scripts, changing with their content; null for one that is not built. */
export function islandAddress(webDir: string): (name: string) => string | null {
  return (name) => {
    const file = join(webDir, 'islands', `${name}.js`)
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) return null
    let known = kept.get(file)
    if (known?.at !== found.mtimeMs) {
      known = { at: found.mtimeMs, hash: createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12) }
      kept.set(file, known)
    }
    return `/islands/${name}.js?v=${known.hash}`
  }
}
