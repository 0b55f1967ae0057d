import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { FingerprintError } from '../fingerprint/errors.ts'
import { arrange } from '../fingerprint/paths.ts'
import type { ListedFile } from '../fingerprint/schedule.ts'
import type { NodeSource } from './reader.ts'
import { identityOf } from './reader.ts'

/**
 * The files at a path, in manifest order: the file alone under its own name, or all files below a folder. Empty folders leave no trace.
 * Throws `link`, `not_a_file`, `unreadable`, `no_files`, `bad_name`, `name_collision`.
 */
export const listFiles = async (path: string): Promise<ListedFile<NodeSource>[]> => {
  const root = resolve(path)
  const found: ListedFile<NodeSource>[] = []
  const visit = async (file: string, name: string): Promise<void> => {
    const stat: BigIntStats = await lstat(file, { bigint: true }).catch((error: unknown) => {
      throw new FingerprintError('unreadable', name || path, error)
    })
    if (stat.isSymbolicLink()) throw new FingerprintError('link', name || path)
    if (stat.isFile()) {
      const source = { file, identity: identityOf(stat) }
      found.push({ path: name || basename(root), source, bytes: Number(stat.size) })
      return
    }
    if (!stat.isDirectory()) throw new FingerprintError('not_a_file', name || path)
    const entries = await readdir(file).catch((error: unknown) => {
      throw new FingerprintError('unreadable', name || path, error)
    })
    for (const entry of entries.sort()) await visit(join(file, entry), name ? `${name}/${entry}` : entry)
  }
  await visit(root, '')
  return arrange(found, path)
}
