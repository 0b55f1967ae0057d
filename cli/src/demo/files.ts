import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlatformClient } from '../platform-client.ts'

/** The folder where the demonstration leaves what it got. */
export interface DemoFolder {
  readonly path: string
  at(name: string): string
  /** Fetches a document and keeps it under `name`. */
  fetch(client: PlatformClient, url: string, name: string): Promise<Uint8Array>
}

export const openFolder = async (path: string): Promise<DemoFolder> => {
  await mkdir(path, { recursive: true })
  return {
    path,
    at: (name) => join(path, name),
    fetch: async (client, url, name) => {
      const bytes = await client.bytes(url)
      await writeFile(join(path, name), bytes)
      return bytes
    },
  }
}
