import { nodeCrypto } from '../../evidence/adapters/node.ts'
import {
  CompactRange,
  canonicalize,
  type Entry,
  type EntryLink,
  formatCheckpoint,
  leafHash,
  parseEntry,
  parseNote,
  parseVkey,
  type Trust,
  toHex,
  utf8Decode,
  type VerifierKey,
  verifyCosignatures,
  verifyNote,
} from '../../evidence/src/index.ts'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'

interface Added {
  size: number
  entries: { index: string; entry: Buffer; leaf_hash: Buffer }[]
  checkpoints: { size: string; root: Buffer; note: string }[]
  publications: { size: string; note: string }[]
}

/**
 * A check of the log that owes nothing to the platform's own: it takes what was added since its last look, builds the tree
 * further from the entries alone, and remembers all it has seen, so that nothing may change behind it.
 */
export class Audit {
  readonly #trust: Trust
  readonly #logKeys: VerifierKey[]
  readonly #witnesses: VerifierKey[]
  readonly #tree = new CompactRange(nodeCrypto.sha256)
  readonly #heads = new Map<string, EntryLink>()
  readonly #rootAt = new Map<number, string>()
  readonly #subjects: string[] = []
  #published = -1

  constructor(trust: Trust) {
    this.#trust = trust
    this.#logKeys = trust.log.vkeys.map(({ vkey }) => parseVkey(nodeCrypto, vkey))
    this.#witnesses = trust.witnesses.map(({ vkey }) => parseVkey(nodeCrypto, vkey))
    this.#rootAt.set(0, toHex(this.#tree.root()))
  }

  /** Root of this size as computed from the entries; nothing where there is no checkpoint of it. */
  rootAt(size: number): string | undefined {
    return this.#rootAt.get(size)
  }

  /** Subject of an entry. */
  subjectAt(index: number): string | undefined {
    return this.#subjects[index]
  }

  /** What is wrong with all that is there and was not there at the last look. */
  async next(databaseUrl: string): Promise<string[]> {
    const from = this.#tree.size
    const { size, entries, checkpoints, publications } = await readAdded(databaseUrl, from, this.#published)
    if (size < from) return [`the log had ${from} entries and has ${size}`]
    if (entries.length !== size - from) return [`of entries ${from} to ${size} there are ${entries.length}`]
    const found: string[] = []
    const stored = new Map(checkpoints.map((row) => [Number(row.size), row]))
    for (const row of entries) {
      const index = this.#tree.size
      const hash = leafHash(nodeCrypto.sha256, row.entry)
      if (Number(row.index) !== index) return [`entry ${index} is missing`]
      if (!row.leaf_hash.equals(hash)) found.push(`entry ${index} does not have its leaf hash`)
      found.push(...this.#link(index, toHex(hash), parseEntry(utf8Decode(row.entry))))
      this.#tree.append(hash)
      const checkpoint = stored.get(index + 1)
      if (checkpoint) found.push(...this.#signed(checkpoint))
    }
    if (!this.#rootAt.has(size)) found.push(`there is no checkpoint of size ${size}`)
    for (const { size, note } of publications) found.push(...this.#cosigned(Number(size), note))
    return found
  }

  /** Each entry follows the last of its subject, and names a checkpoint that was there. */
  #link(index: number, hash: string, { subject, previous, known }: Entry): string[] {
    const before = this.#heads.get(subject) ?? null
    this.#heads.set(subject, { index, hash })
    this.#subjects.push(subject)
    const chained = canonicalize(previous) === canonicalize(before)
    const knows = known === null || this.#rootAt.get(known.size) === known.root
    return [
      ...(chained ? [] : [`entry ${index} does not follow the last of ${subject}`]),
      ...(knows ? [] : [`entry ${index} names a checkpoint of size ${known?.size} that never was`]),
    ]
  }

  #signed({ root, note }: { root: Buffer; note: string }): string[] {
    const size = this.#tree.size
    const ours = this.#tree.root()
    this.#rootAt.set(size, toHex(ours))
    const parsed = parseNote(note)
    const right = root.equals(ours) && parsed.text === formatCheckpoint(this.#trust.log.origin, size, ours)
    const signed = verifyNote(nodeCrypto, parsed, this.#logKeys).good.length > 0
    return right && signed ? [] : [`checkpoint ${size} is not that of its entries, or not signed`]
  }

  #cosigned(size: number, note: string): string[] {
    this.#published = size
    const parsed = parseNote(note)
    const root = this.#rootAt.get(size)
    const right = root && parsed.text === formatCheckpoint(this.#trust.log.origin, size, Buffer.from(root, 'hex'))
    const { good, bad } = verifyCosignatures(nodeCrypto, parsed, this.#witnesses)
    const enough = new Set(good.map(({ key }) => key.name)).size >= this.#trust.quorum
    return right && enough && bad.length === 0
      ? []
      : [`publication ${size} is not that of its entries, or lacks witnesses`]
  }
}

const readAdded = (url: string, from: number, published: number): Promise<Added> =>
  withClient(url, async (client) => {
    // One moment of the log, though it grows meanwhile.
    await client.query('begin isolation level repeatable read read only')
    const state = await client.query<{ size: string }>('select size from log_state')
    const size = Number(state.rows[0]?.size ?? 0)
    const entries = await client.query<Added['entries'][number]>(
      'select index, entry, leaf_hash from log_entry where index >= $1 and index < $2 order by index',
      [from, size],
    )
    const checkpoints = await client.query<Added['checkpoints'][number]>(
      'select size, root, note from log_checkpoint where size > $1 and size <= $2 order by size',
      [from, size],
    )
    const publications = await client.query<Added['publications'][number]>(
      'select size, note from log_publication where size > $1 and size <= $2 order by size',
      [published, size],
    )
    return { size, entries: entries.rows, checkpoints: checkpoints.rows, publications: publications.rows }
  })
