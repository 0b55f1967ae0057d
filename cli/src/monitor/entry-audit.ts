import { ENTRY_TYPES, type Entry, FormatError, parseLoggedEntry } from '@datadeed/evidence'
import type { Finding } from './finding.ts'
import type { HashTree } from './hash-tree.ts'
import type { SubjectHeads } from './subject-heads.ts'

/** A checkpoint of the SM3 tree as an entry of the log holds it. */
export interface LoggedTwinHead {
  index: number
  note: string
}

/** Reads the log's entries in their order and compares each with those before it. */
export interface EntryAudit {
  /** The tree must already hold all entries before this one. `leafHash` is 32 bytes. */
  take(index: number, bytes: Uint8Array, leafHash: Uint8Array): Promise<void> | undefined
  /** Unix seconds of the newest entry. */
  readonly lastTime: number
}

export interface EntryAuditOptions {
  tree: HashTree
  heads: SubjectHeads
  /** Unix seconds: later entries are ahead of time. */
  now: number
  lastTime: number
  report(finding: Finding): void
  onEntry?(index: number, entry: Entry): void
  onTwinHead(head: LoggedTwinHead): void
}

// Clocks of honest machines differ by less than this many seconds.
const skew = 300
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const createEntryAudit = (o: EntryAuditOptions): EntryAudit => {
  let lastTime = o.lastTime
  const roots = new Map<number, string>()
  // The entries of one batch have one time.
  let parsed = { text: '', seconds: 0 }
  const secondsOf = (text: string): number => {
    if (parsed.text !== text) parsed = { text, seconds: Date.parse(text) / 1000 }
    return parsed.seconds
  }
  const rootAt = async (size: number): Promise<string> => {
    const known = roots.get(size)
    if (known !== undefined) return known
    const root = Buffer.from(await o.tree.rootAt(size)).toString('hex')
    roots.set(size, root)
    if (roots.size > 4096) roots.delete(roots.keys().next().value ?? 0)
    return root
  }
  const compareKnown = async (index: number, { size, root }: NonNullable<Entry['known']>): Promise<void> => {
    if (size > index || (await rootAt(size)) !== root)
      o.report({ code: 'known_wrong', at: `${index}`, detail: `${size}` })
  }
  return {
    get lastTime() {
      return lastTime
    },
    take: (index, bytes, leafHash) => {
      const entry = readEntry(index, bytes, o.report)
      if (entry === null) return
      const { subject, previous, known, type } = entry
      const head = o.heads.get(subject)
      if (previous?.index !== head?.index || previous?.hash !== head?.hash)
        o.report({ code: 'chain_broken', at: `${index}`, detail: subject })
      o.heads.set(subject, { index, hash: Buffer.from(leafHash.buffer, leafHash.byteOffset, 32).toString('hex') })
      const time = secondsOf(entry.time)
      if (time > o.now + skew) o.report({ code: 'time_ahead', at: `${index}`, detail: entry.time })
      if (time < lastTime - skew) o.report({ code: 'time_back', at: `${index}`, detail: entry.time })
      lastTime = Math.max(lastTime, time)
      if (type === 'sm3_checkpoint') o.onTwinHead({ index, note: String(entry.body.checkpoint) })
      o.onEntry?.(index, entry)
      if (!known || (known.size <= index && roots.get(known.size) === known.root)) return
      return compareKnown(index, known)
    },
  }
}

const readEntry = (index: number, bytes: Uint8Array, report: (finding: Finding) => void): Entry | null => {
  let text = ''
  try {
    text = decoder.decode(bytes)
    return parseLoggedEntry(text)
  } catch (error) {
    const type = error instanceof FormatError && error.field === 'type' ? typeIn(text) : null
    if (type !== null && !ENTRY_TYPES.some((known) => known === type))
      report({ code: 'type_unknown', at: `${index}`, detail: type })
    else
      report({
        code: 'entry_malformed',
        at: `${index}`,
        detail: error instanceof FormatError ? error.message : 'UTF-8',
      })
    return null
  }
}

const typeIn = (text: string): string | null => {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
    ? value.type.slice(0, 64)
    : null
}
