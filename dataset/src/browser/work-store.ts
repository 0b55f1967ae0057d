import type { WorkRecord } from '../fingerprint/file-work.ts'

/** Finished work that outlives the page: digests and hash states under hashed names, nothing of the data. */
export interface WorkStore {
  /** what was there when the store was opened */
  records(): WorkRecord[]
  append(records: WorkRecord[]): void
  /** drops the work on the files with these keys, and on those finished in the same runs */
  forget(keys: ReadonlySet<string>): Promise<void>
}

interface Entry {
  at: number
  records: WorkRecord[]
}

const [databaseName, storeName] = ['datadeed-fingerprints', 'work']
const keepMs = 30 * 86_400_000

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((settle, fail) => {
    request.onsuccess = () => settle(request.result)
    request.onerror = () => fail(request.error)
  })

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(databaseName, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { autoIncrement: true })
  return settled(request)
}

/** The store in the browser's IndexedDB. What is older than 30 days goes. Where storage is not allowed it holds and keeps nothing. */
export const openWorkStore = async (now = Date.now()): Promise<WorkStore> => {
  try {
    const database = await openDatabase()
    const write = () => database.transaction(storeName, 'readwrite').objectStore(storeName)
    const store = write()
    const [keys, entries] = await Promise.all([
      settled(store.getAllKeys()),
      settled(store.getAll() as IDBRequest<Entry[]>),
    ])
    const old = keys.filter((_, i) => now - (entries[i]?.at ?? 0) > keepMs)
    if (old.length > 0) {
      const stale = write()
      for (const key of old) stale.delete(key)
    }
    return {
      records: () => entries.filter(({ at }) => now - at <= keepMs).flatMap(({ records }) => records),
      append: (records) => {
        try {
          write().add({ at: Date.now(), records } satisfies Entry)
        } catch {
          // No room, or the database was taken away: the work goes on without.
        }
      },
      forget: async (done) => {
        const all = write()
        const cursor = all.openCursor()
        await new Promise<void>((settle, fail) => {
          cursor.onerror = () => fail(cursor.error)
          cursor.onsuccess = () => {
            const at = cursor.result
            if (!at) return settle()
            if ((at.value as Entry).records.some(({ key }) => done.has(key))) at.delete()
            at.continue()
          }
        }).catch(() => {})
      },
    }
  } catch {
    return { records: () => [], append: () => {}, forget: async () => {} }
  }
}
