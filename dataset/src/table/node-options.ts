import { hash, randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hash } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { TableOptions } from './hasher.ts'
import type { Scratch } from './row-set.ts'

/** What a table's value is made with in Node, in bounded memory; `close` drops the temporary files. */
export const openNodeOptions = (): { options: TableOptions; close(): void } => {
  const stores: FileScratch[] = []
  const scratch = () => {
    const store = fileScratch()
    stores.push(store)
    return store
  }
  return {
    options: { crypto: nodeCrypto, rowSha256: createRowSha256(), scratch },
    close: () => {
      for (const store of stores) store.close()
    },
  }
}

/** One-shot hashes as text cost a quarter of what hash objects and buffers do. */
const createRowSha256 = (): Hash => {
  const digest = Buffer.alloc(32)
  return (row) => {
    digest.write(hash('sha256', row, 'binary'), 'binary')
    return digest
  }
}

interface FileScratch extends Scratch {
  close(): void
}

/** Keeps runs in a file without a name on the disk of temporary files, made when the first run comes. */
const fileScratch = (): FileScratch => {
  const path = join(tmpdir(), `datadeed-${randomUUID()}`)
  const dropName = () => {
    try {
      rmSync(path, { force: true })
    } catch {
      // A system that lets nobody take the name of an open file does so after it is closed.
    }
  }
  const starts: number[] = []
  let file = -1
  let end = 0
  return {
    keep: (run) => {
      if (file < 0) {
        file = openSync(path, 'wx+', 0o600)
        // Without a name it goes with its thread, also with one that is stopped in the middle.
        dropName()
      }
      starts.push(end)
      for (let done = 0; done < run.length; ) done += writeSync(file, run, done, run.length - done, end + done)
      end += run.length
    },
    read: (run, at, into) => {
      for (let done = 0; done < into.length; ) {
        const got = readSync(file, into, done, into.length - done, (starts[run] as number) + at + done)
        if (got === 0) throw new Error(`${path} ended early`)
        done += got
      }
    },
    close: () => {
      if (file < 0) return
      closeSync(file)
      dropName()
    },
  }
}
