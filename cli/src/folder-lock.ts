import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Context } from './context.ts'
import { CliError } from './context.ts'

/**
 * Keeps a second process of this machine out of a folder until this one ends, however it ends: the system itself takes
 * the name back. Only Linux and Windows have such names; elsewhere nothing is locked.
 */
export const lockFolder = async (folder: string, { text }: Context): Promise<void> => {
  const prefix = { linux: '\0datadeed-', win32: '\\\\.\\pipe\\datadeed-' }[process.platform as string]
  if (prefix === undefined) return
  const server = createServer((socket) => socket.destroy())
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Where such names may not be made at all nothing is locked either.
      if (error.code === 'EADDRINUSE') reject(new CliError(text.folderInUse(folder)))
      else resolve()
    })
    server.listen(prefix + name, resolve)
  })
  server.unref()
}
