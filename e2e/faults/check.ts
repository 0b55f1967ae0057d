import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { parseNote, parsePackage, type Trust, toHex, verifyPackage } from '../../evidence/src/index.ts'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import { Audit } from './audit.ts'
import type { Handed } from './client.ts'
import { Refused, type World } from './world.ts'

/** What of a world is looked at. */
type Watched = Pick<World, 'get' | 'checkLog' | 'databaseUrl'>

/** Remembers everything ever seen from outside, and says what of it does not fit together any more. */
export class Checker {
  readonly #world: Watched
  readonly #trust: Trust
  readonly #audit: Audit
  readonly #numberAt = new Map<number, string>()
  readonly #rootAt = new Map<number, string>()
  #checked = 0

  /** `trust` is what a verifier has: keys pinned when it began. */
  constructor(world: Watched, trust: Trust) {
    this.#world = world
    this.#trust = trust
    this.#audit = new Audit(trust)
  }

  /** How many receipts were verified. */
  get checked(): number {
    return this.#checked
  }

  /** Two heads of one size must be one head, whoever told of them. */
  #see(size: number, root: string, who: string): string[] {
    const before = this.#rootAt.get(size) ?? this.#audit.rootAt(size)
    if (!this.#rootAt.has(size)) this.#rootAt.set(size, root)
    return before === undefined || before === root ? [] : [`two heads of size ${size}: ${before} and ${root} (${who})`]
  }

  /**
   * The faults of what was handed out since the last check, of what was added to the log since, and of its newest head.
   * Places and heads are all compared; of the receipts the newest `receipts` are fetched and verified.
   */
  async faults(handed: readonly Handed[], receipts: number): Promise<string[]> {
    const found = await this.#audit.next(this.#world.databaseUrl)
    for (const one of handed) {
      const number = this.#numberAt.get(one.index)
      if (number !== undefined && number !== one.number) found.push(`index ${one.index} is ${number} and ${one.number}`)
      this.#numberAt.set(one.index, one.number)
      found.push(...this.#see(one.treeSize, one.rootHash, one.number))
      if (this.#audit.subjectAt(one.index) !== one.number) found.push(`${one.number} is not at index ${one.index}`)
      if (this.#audit.rootAt(one.treeSize) !== one.rootHash) found.push(`${one.number} has another head than the log`)
    }
    for (const faults of await Promise.all(handed.slice(-receipts).map((one) => this.#receipt(one))))
      found.push(...faults)
    return [...found, ...(await this.#heads())]
  }

  /** The newest head by its note and as it is told of. */
  async #heads(): Promise<string[]> {
    const { text } = parseNote(await this.#world.get('/log/checkpoint'))
    const [, size = '', root = ''] = text.split('\n')
    const told = JSON.parse(await this.#world.get('/api/v1/log')) as { size: number; rootHash: string }
    return [
      ...this.#see(Number(size), toHex(Buffer.from(root, 'base64')), 'checkpoint'),
      ...this.#see(told.size, told.rootHash, 'status'),
    ]
  }

  /**
   * Of these each is refused or good: also while something is broken nothing is handed out that does not verify, or cannot
   * even be read. How many were refused.
   */
  async probe(handed: readonly Handed[]): Promise<number> {
    const asked = [this.#heads(), ...handed.map((one) => this.#receipt(one))]
    const answers = await Promise.allSettled(asked)
    const found = answers.flatMap((answer) => {
      if (answer.status === 'fulfilled') return answer.value
      return answer.reason instanceof Refused ? [] : [`what was handed out cannot be read: ${answer.reason}`]
    })
    if (found.length > 0) throw new Error(found.join('; '))
    return answers.filter(({ status }) => status === 'rejected').length
  }

  /** Has the whole log recomputed, and finds in it everything that was ever handed out, once. */
  async wholeLog(): Promise<string[]> {
    const said = await this.#world.checkLog()
    const { places, roots, doubled } = await withClient(this.#world.databaseUrl, async (client) => ({
      places: (
        await client.query<{ number: string; index: string }>(
          'select number, index from deposit d join log_entry e on e.leaf_id = d.leaf_id',
        )
      ).rows,
      roots: (await client.query<{ size: string; root: Buffer }>('select size, root from log_checkpoint')).rows,
      doubled: (await client.query<{ title: string }>('select title from deposit group by title having count(*) > 1'))
        .rows,
    }))
    const numberAt = new Map(places.map(({ number, index }) => [Number(index), number]))
    const rootAt = new Map(roots.map(({ size, root }) => [Number(size), toHex(root)]))
    const lost = [...this.#numberAt].filter(([index, number]) => numberAt.get(index) !== number)
    const otherHeads = [...this.#rootAt].filter(([size, root]) => rootAt.get(size) !== root)
    return [
      ...(said ? [said] : []),
      ...lost.map(([index, number]) => `${number} was handed out at index ${index} and is not there`),
      ...otherHeads.map(([size]) => `the head of size ${size} that was handed out is not there`),
      ...doubled.map(({ title }) => `${title} was deposited twice`),
    ]
  }

  async #receipt({ id, number, index }: Handed): Promise<string[]> {
    const packageText = await this.#world.get(`/api/v1/deposits/${id}/receipt`)
    const verdict = verifyPackage({ packageText, trust: this.#trust, now: Math.floor(Date.now() / 1000) }, nodeCrypto)
    this.#checked += 1
    const proof = parsePackage(nodeCrypto, packageText).entries[0]?.proof ?? ''
    const there = Number(/^index (\d+)$/m.exec(proof)?.[1])
    return [
      ...(verdict.outcome === 'valid' ? [] : [`receipt of ${number}: ${JSON.stringify(verdict)}`]),
      ...(there === index ? [] : [`${number} was at index ${index} and is at ${there}`]),
    ]
  }
}
