import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncDirectory } from '../sync-directory.ts'

/**
 * The 32 private bytes in a file of hex digits (0600), made with `make` at first use; of two processes that try at once
 * the first wins. Throws when the file holds anything else.
 */
export async function readOrMakeSeed(file: string, make: () => Uint8Array): Promise<Uint8Array> {
  try {
    return await readSeed(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${randomBytes(8).toString('hex')}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(`${Buffer.from(make()).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  // link fails when another process was first, whose key then is the key.
  await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(temporary)
  await syncDirectory(dirname(file))
  return await readSeed(file)
}

/** The bytes in such a file; throws where there is none. */
export async function readSeed(file: string): Promise<Uint8Array> {
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`密钥文件 ${file} 不完整，请从备份恢复`)
  return new Uint8Array(Buffer.from(text, 'hex'))
}
