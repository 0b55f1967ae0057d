import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { MAX_FILES } from '@datadeed/evidence'
import { FingerprintError } from '../fingerprint/errors.ts'
import { arrange } from '../fingerprint/paths.ts'
import type { ListedFile } from '../fingerprint/schedule.ts'
import type { NodeSource } from './reader.ts'
import { identityOf } from './reader.ts'

/**
 * The files at a path, in manifest order: the file alone under its own name, or all files below a folder. Empty folders leave no trace.
 * Throws `link`, `not_a_file`, `unreadable`, `no_files`, `bad_name`, `name_collision`, `too_many_files`, `too_deep`.
 */
export const listFiles = async (path: string): Promise<ListedFile<NodeSource>[]> => {
  const root = resolve(path)
  const found: ListedFile<NodeSource>[] = []
  const add = (file: string, name: string) => {
    const stat = tried(name, () => lstatSync(file, { bigint: true }))
    if (stat.isSymbolicLink()) throw new FingerprintError('link', name)
    if (!stat.isFile()) throw new FingerprintError('not_a_file', name)
    if (found.length === MAX_FILES) throw new FingerprintError('too_many_files', path)
    found.push({ path: name, source: { file, identity: identityOf(stat) }, bytes: Number(stat.size) })
  }
  // Without recursion, so that no depth of folders is too much for the stack.
  const visit = (folder: string) => {
    const open = [{ folder, prefix: '' }]
    for (let next = open.pop(); next; next = open.pop()) {
      const { folder, prefix } = next
      const entries: Dirent[] = tried(prefix.slice(0, -1) || path, () => readdirSync(folder, { withFileTypes: true }))
      for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const file = folder + sep + entry.name
        if (entry.isDirectory()) open.push({ folder: file, prefix: `${prefix}${entry.name}/` })
        else add(file, prefix + entry.name)
      }
    }
  }
  const stat = tried(path, () => lstatSync(root))
  if (stat.isDirectory()) visit(root)
  else add(root, basename(root))
  return arrange(found, path)
}

const tried = <T>(name: string, look: () => T): T => {
  try {
    return look()
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG'
    // A name that is no UTF-8 was read with a replacement character, under which there is no file.
    const noText = name.includes('\ufffd')
    throw new FingerprintError(tooLong ? 'too_deep' : noText ? 'bad_name' : 'unreadable', name, error)
  }
}
