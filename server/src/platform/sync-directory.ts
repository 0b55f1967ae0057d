import { open } from 'node:fs/promises'

/** Makes the entries of a directory survive a power cut, as `sync` of a file does for its bytes. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
