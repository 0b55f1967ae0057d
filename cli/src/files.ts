import { constants } from 'node:fs'
import { access, readFile, stat, writeFile } from 'node:fs/promises'
import type { Context } from './context.ts'
import { CliError } from './context.ts'

/** Bytes of a file, or the sentence that says it cannot be read. */
export const readBytes = (path: string, { text }: Context): Promise<Uint8Array> =>
  readFile(path).catch(() => {
    throw new CliError(text.cannotRead(path))
  })

/** Writes a new file and never over an old one; `secret` says that nobody else is to read it. */
export const writeNew = (
  path: string,
  content: string | Uint8Array,
  { text }: Context,
  secret = false,
): Promise<void> =>
  writeFile(path, content, { flag: 'wx', mode: secret ? 0o600 : 0o666 }).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === 'EEXIST' ? text.exists(path) : text.cannotWrite(path))
  })

/** Refuses a name that is taken, before the work whose result it is for. */
export const checkFree = async (path: string, { text }: Context): Promise<void> => {
  const taken = await access(path).then(
    () => true,
    () => false,
  )
  if (taken) throw new CliError(text.exists(path))
}

/** Refuses a folder in which nothing could be written, before the work whose result belongs there. */
export const checkFolder = async (path: string, { text }: Context): Promise<void> => {
  const usable = await Promise.all([stat(path), access(path, constants.W_OK | constants.X_OK)]).then(
    ([found]) => found.isDirectory(),
    () => false,
  )
  if (!usable) throw new CliError(text.cannotWrite(path))
}
