import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Temp file, fsync, rename, fsync of the folder: after this a power cut leaves the old content or the new, never less. */
export const writeDurably = async (file: string, content: string): Promise<void> => {
  const temp = `${file}.new`
  const handle = await open(temp, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temp, file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
