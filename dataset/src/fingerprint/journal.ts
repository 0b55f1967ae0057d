import { type FileWork, learn, noWork, type WorkRecord } from './file-work.ts'

/** Finished work of earlier runs, and a place for that of this one. */
export interface WorkJournal {
  /** what is known of the file with this key */
  known(key: string, bytes: number): FileWork | undefined
  add(record: WorkRecord): void
  /** writes out what waits; called at the end of a run, whatever its end */
  flush(): void
}

/** Work is written out this often, milliseconds: at most this much is lost, and a short run writes nothing. */
const flushEvery = 1000

/** A journal over records read before; `write` takes new ones and must not throw. `now` in milliseconds. */
export const createJournal = (
  earlier: readonly WorkRecord[],
  write: (records: WorkRecord[]) => void,
  now: () => number,
): WorkJournal => {
  const known = new Map<string, WorkRecord[]>()
  for (const record of earlier) {
    const records = known.get(record.key)
    if (records) records.push(record)
    else known.set(record.key, [record])
  }
  let waiting: WorkRecord[] = []
  const states = new Map<string, WorkRecord>()
  let since = now()
  const flush = () => {
    since = now()
    const batch = [...waiting, ...states.values()]
    waiting = []
    states.clear()
    if (batch.length > 0) write(batch)
  }
  return {
    known: (key, bytes) => {
      const records = known.get(key)
      if (!records) return undefined
      const work = noWork(bytes)
      for (const record of records) learn(work, record)
      return work
    },
    add: ({ key, states: state, ...rest }) => {
      // Of a running hash only the newest state is of use.
      for (const name of ['sha256', 'sm3'] as const) {
        const saved = state?.[name]
        if (state && saved) states.set(`${key} ${name}`, { key, states: { at: state.at, [name]: saved } })
      }
      if (rest.leaves || rest.whole) waiting.push({ key, ...rest })
      if (now() - since >= flushEvery) flush()
    },
    flush,
  }
}
