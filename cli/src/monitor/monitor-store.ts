import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { equalBytes, parseCheckpoint, parseNote, type SeenHead } from '@datadeed/evidence'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { writeDurably } from '../durable-file.ts'
import { openHashTree } from './hash-tree.ts'
import type { Computed } from './log-audit.ts'
import { openSubjectHeads } from './subject-heads.ts'
import { textOf } from './text.ts'

/** What a monitor knows between two rounds. */
export interface MonitorState {
  format: 'datadeed-monitor/1'
  origin: string
  /** Keys of the log and of its SM3 tree; those found in the log itself are added. */
  vkeys: string[]
  sm3Vkeys: string[]
  /** How much was computed again, and the signed head it led to; '' before there was one. */
  size: number
  note: string
  /** Unix seconds: of the newest entry, and when this monitor last saw the log grow. */
  lastTime: number
  grownAt: number
  /** Signed heads seen elsewhere that go further than what was computed. */
  pending: SeenHead[]
  /** Keys of witnesses by address, as first met. */
  witnesses: Record<string, string>
}

export interface MonitorStore {
  state: MonitorState
  computed: Computed
  /** Saves what was computed, then the state that counts on it. */
  save(state: MonitorState): Promise<void>
  /** Undoes what was computed since the last save. */
  undo(): Promise<void>
  close(): void
}

/** Reads the state of a folder, null where there is none. Throws CliError for a damaged one. */
export const readMonitorState = async (folder: string, context: Context): Promise<MonitorState | null> => {
  const file = join(folder, 'state.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CliError(context.text.cannotRead(file))
  })
  if (text === null) return null
  try {
    const state: MonitorState = JSON.parse(text)
    if (state.format === 'datadeed-monitor/1' && Number.isSafeInteger(state.size) && Array.isArray(state.vkeys))
      return state
  } catch {
    // falls through to the sentence below
  }
  throw new CliError(textOf(context).badState(file))
}

export const openMonitorStore = async (
  folder: string,
  first: MonitorState,
  context: Context,
): Promise<MonitorStore> => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    throw new CliError(context.text.cannotWrite(folder))
  }
  const tree = openHashTree('sha256', join(folder, 'sha256'))
  const twin = openHashTree('sm3', join(folder, 'sm3'))
  let heads = openSubjectHeads(join(folder, 'subjects'), first.size)
  const short = tree.size < first.size || twin.size < first.size
  if (short) throw new CliError(textOf(context).badState(folder))
  await tree.cut(first.size)
  await twin.cut(first.size)
  // A folder that was damaged must not make an honest log look forked.
  if (first.note !== '' && !equalBytes(await tree.rootAt(first.size), parseCheckpoint(parseNote(first.note).text).root))
    throw new CliError(textOf(context).badState(folder))
  const store: MonitorStore = {
    state: first,
    computed: { tree, twin, heads },
    save: async (state) => {
      tree.sync()
      twin.sync()
      heads.sync()
      await writeDurably(join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`)
      store.state = state
    },
    undo: async () => {
      await tree.cut(store.state.size)
      await twin.cut(store.state.size)
      heads.close()
      heads = openSubjectHeads(join(folder, 'subjects'), store.state.size)
      store.computed = { tree, twin, heads }
    },
    close: () => {
      tree.close()
      twin.close()
      heads.close()
    },
  }
  return store
}
