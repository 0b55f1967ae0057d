import { ENTRY_TYPES, type Entry, FormatError, formatTime, HASH_BYTES, parseLoggedEntry } from '@datadeed/evidence'
import type { EntryFacts } from './entry-facts.ts'
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
  /**
   * Takes the entries of a bundle from place `skip` on; `first` is the index of its first. The tree must already hold
   * them. `leaves` are the leaf hashes of all its entries.
   */
  take(first: number, skip: number, facts: EntryFacts, leaves: Uint8Array): Promise<void>
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

type Known = NonNullable<Entry['known']>
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const createEntryAudit = (o: EntryAuditOptions): EntryAudit => {
  let lastTime = o.lastTime
  const roots = new Map<number, string>()
  const rootAt = async (size: number): Promise<string> => {
    const known = roots.get(size)
    if (known !== undefined) return known
    const root = Buffer.from(await o.tree.rootAt(size)).toString('hex')
    roots.set(size, root)
    if (roots.size > 4096) roots.delete(roots.keys().next().value ?? 0)
    return root
  }
  const compareKnown = async (index: number, { size, root }: Known): Promise<void> => {
    if (size > index || (await rootAt(size)) !== root)
      o.report({ code: 'known_wrong', at: `${index}`, detail: `${size}` })
  }
  const compare = (
    ...[index, subject, previous, hashes, at]: [index: number, subject: string, number, Uint8Array, at: number]
  ): void => {
    if (!o.heads.endsAt(subject, previous, hashes, at))
      o.report({ code: 'chain_broken', at: `${index}`, detail: subject })
  }
  const compareTime = (index: number, time: number): void => {
    if (time > o.now + skew) o.report({ code: 'time_ahead', at: `${index}`, detail: formatTime(time) })
    if (time < lastTime - skew) o.report({ code: 'time_back', at: `${index}`, detail: formatTime(time) })
    lastTime = Math.max(lastTime, time)
  }
  const takeInFull = async (index: number, bytes: Uint8Array, leaves: Uint8Array, at: number): Promise<void> => {
    const entry = readEntry(index, bytes, o.report)
    if (entry === null) return
    const { subject, previous, known, type } = entry
    compare(index, subject, previous?.index ?? -1, Buffer.from(previous?.hash ?? '', 'hex'), 0)
    o.heads.set(subject, index, leaves, at)
    compareTime(index, Date.parse(entry.time) / 1000)
    if (type === 'sm3_checkpoint') o.onTwinHead({ index, note: String(entry.body.checkpoint) })
    o.onEntry?.(index, entry)
    if (known) await compareKnown(index, known)
  }
  return {
    get lastTime() {
      return lastTime
    },
    take: async (first, skip, { subjects, numbers, previous, known, others }, leaves) => {
      for (const [i, subject] of subjects.split('\n').entries()) {
        if (i < skip) continue
        const index = first + i
        const at = i * HASH_BYTES
        const other = others.get(i)
        if (other) {
          await takeInFull(index, other, leaves, at)
          continue
        }
        compare(index, subject, numbers[3 * i] ?? -1, previous, at)
        o.heads.set(subject, index, leaves, at)
        compareTime(index, numbers[3 * i + 1] ?? 0)
        const named = known[numbers[3 * i + 2] ?? -1]
        // Nearly always there is nothing to wait for, and waiting for nothing is not free.
        if (named && !(named.size <= index && roots.get(named.size) === named.root)) await compareKnown(index, named)
      }
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
