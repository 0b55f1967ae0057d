import {
  equalBytes,
  FormatError,
  formatCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVkey,
  utf8Decode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { LoggedTwinHead } from './entry-audit.ts'
import type { Finding } from './finding.ts'
import type { Computed } from './log-audit.ts'
import { type Head, readHead } from './log-keys.ts'
import type { LogSource } from './log-source.ts'

export interface TwinOptions {
  computed: Computed
  /** As it is served, unchecked; null where none is. */
  twinHead: Head | null
  /** Those that entries hold. */
  logged: readonly LoggedTwinHead[]
  origin: string
  vkeys: readonly string[]
  report(finding: Finding): void
  /** How many of the logged ones have their SM2 signature checked, the newest first: one takes longer than 100 entries. */
  signatures?: number
}

/** Compares every checkpoint of the SM3 tree with the tree computed from the same entries. */
export const checkTwin = async (o: TwinOptions): Promise<void> => {
  const { computed, twinHead, logged, report } = o
  const tree = computed.twin
  if (!tree) return
  if (!twinHead && logged.length > 0 && o.vkeys.length > 0) report({ code: 'sm3_missing', at: 'sm3/checkpoint' })
  const keys = o.vkeys.map((vkey) => parseVkey(nodeCrypto, vkey))
  const signedFrom = logged.length - (o.signatures ?? logged.length)
  for (const [i, { index, note }] of logged.entries()) {
    // The checkpoint is the entry after those it covers.
    const expected = formatCheckpoint(o.origin, index, await tree.rootAt(index))
    if (!note.startsWith(`${expected}\n`)) report({ code: 'sm3_entry_wrong', at: `${index}` })
    else if (keys.length > 0 && i >= signedFrom && typeof readHead(Buffer.from(note), o.origin, keys) === 'string')
      report({ code: 'sm3_unsigned', at: `${index}` })
  }
  if (!twinHead) return
  if (keys.length > 0) {
    const checked = readHead(Buffer.from(twinHead.note), o.origin, keys)
    if (typeof checked === 'string') return report({ code: 'sm3_unsigned', at: 'sm3/checkpoint' })
  }
  if (!equalBytes(await tree.rootAt(twinHead.size), twinHead.root))
    report({ code: 'sm3_root_wrong', at: 'sm3/checkpoint' })
}

/**
 * The SM3 tree's checkpoint as it is served, its signature unchecked as yet; null where there is none. Read it before the
 * log's own: a log that grows meanwhile covers it then all the more.
 */
export const readTwinHead = async (source: LogSource, report: (finding: Finding) => void): Promise<Head | null> => {
  const bytes = await source.read('sm3/checkpoint')
  if (bytes === null) return null
  try {
    const note = utf8Decode(bytes)
    return { ...parseCheckpoint(parseNote(note).text), note, strangers: false }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    report({ code: 'head_unreadable', at: 'sm3/checkpoint' })
    return null
  }
}
