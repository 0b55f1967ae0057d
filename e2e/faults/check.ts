import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { parseNote, parsePackage, parseTrust, type Trust, verifyPackage } from '../../evidence/src/index.ts'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import type { Handed } from './client.ts'
import type { World } from './world.ts'

/** Remembers everything ever seen from outside, and says what of it does not fit together any more. */
export class Checker {
  readonly #world: World
  readonly #numberAt = new Map<number, string>()
  readonly #rootAt = new Map<number, string>()
  #trust: Trust | undefined
  #checked = 0

  constructor(world: World) {
    this.#world = world
  }

  /** How many receipts were verified. */
  get checked(): number {
    return this.#checked
  }

  async #get(path: string): Promise<string> {
    const answer = await fetch(this.#world.url + path, { headers: { authorization: `Bearer ${this.#world.token}` } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return await answer.text()
  }

  /** Two heads of one size must be one head, whoever told of them. */
  #see(size: number, root: string, who: string): string[] {
    const before = this.#rootAt.get(size)
    this.#rootAt.set(size, root)
    return before === undefined || before === root ? [] : [`two heads of size ${size}: ${before} and ${root} (${who})`]
  }

  /**
   * The faults of what was handed out since the last check, and of the log's newest head. Places and heads are all
   * compared; of the receipts the newest `receipts` are fetched and verified.
   */
  async faults(handed: readonly Handed[], receipts: number): Promise<string[]> {
    // What a verifier has: keys pinned when it began.
    this.#trust ??= parseTrust(nodeCrypto, await this.#get('/api/v1/trust'))
    const found: string[] = []
    for (const one of handed) {
      const number = this.#numberAt.get(one.index)
      if (number !== undefined && number !== one.number) found.push(`index ${one.index} is ${number} and ${one.number}`)
      this.#numberAt.set(one.index, one.number)
      found.push(...this.#see(one.treeSize, one.rootHash, one.number))
    }
    for (const one of handed.slice(-receipts)) found.push(...(await this.#receipt(one)))
    const { text } = parseNote(await this.#get('/log/checkpoint'))
    const [, size = '', root = ''] = text.split('\n')
    found.push(...this.#see(Number(size), Buffer.from(root, 'base64').toString('hex'), 'checkpoint'))
    return found
  }

  /** Of these each receipt is refused or good: also while something is broken none is handed out that does not verify. */
  async probe(handed: readonly Handed[]): Promise<void> {
    for (const one of handed) {
      const found = await this.#receipt(one).catch(() => [])
      if (found.length > 0) throw new Error(found.join('; '))
    }
  }

  /** Recomputes the whole log, and finds in it everything that was ever handed out, once. */
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
    const rootAt = new Map(roots.map(({ size, root }) => [Number(size), root.toString('hex')]))
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
    const packageText = await this.#get(`/api/v1/deposits/${id}/receipt`)
    const verdict = verifyPackage(
      { packageText, trust: this.#trust ?? null, now: Math.floor(Date.now() / 1000) },
      nodeCrypto,
    )
    this.#checked += 1
    const proof = parsePackage(nodeCrypto, packageText).entries[0]?.proof ?? ''
    const there = Number(/^index (\d+)$/m.exec(proof)?.[1])
    return [
      ...(verdict.outcome === 'valid' ? [] : [`receipt of ${number}: ${JSON.stringify(verdict)}`]),
      ...(there === index ? [] : [`${number} was at index ${index} and is at ${there}`]),
    ]
  }
}
