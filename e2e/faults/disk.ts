import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file system of its own below `at`, which can be filled without harm to anybody else. */
export interface Disk {
  /** Takes all that is free but about `left` bytes. */
  fill(left: number): void
  free(): void
  unmount(): void
}

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0

/** Mounts a new file system at `at`: in memory, or, with an image file, ext4 in it. Null where that is not allowed. */
export const mountDisk = (at: string, bytes: number, image?: string): Disk | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  mkdirSync(at, { recursive: true })
  if (image) {
    writeFileSync(image, '')
    truncateSync(image, bytes)
  }
  const mounted = image
    ? run('mkfs.ext4', '-q', '-F', '-m', '0', image) && run('mount', '-o', 'loop', image, at)
    : run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'datadeed-faults', at)
  if (!mounted) return null
  const filler = join(at, 'filler')
  return {
    fill: (left) => {
      const { bavail, bsize } = statfsSync(at)
      // Some blocks go into the bookkeeping of the filler itself.
      for (let take = bavail * bsize - left; take > 0; take -= 64 * 1024) {
        if (run('fallocate', '-l', String(take), filler)) return
      }
      throw new Error(`${at} could not be filled`)
    },
    free: () => rmSync(filler, { force: true }),
    unmount: () => {
      if (!run('umount', at)) run('umount', '-l', at)
    },
  }
}
