import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { parseNote, parsePackage, parseTrust, type Trust, verifyPackage } from '../../evidence/src/index.ts'
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
