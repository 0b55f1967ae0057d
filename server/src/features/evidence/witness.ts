import {
  COSIGNATURE,
  formatAddCheckpoint,
  formatSignature,
  parseNote,
  parseSignatures,
  parseVkey,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { type PinnedKey, pinnedFrom } from './log-key.ts'
import { pinSetting, settingsBelow } from './log-store.ts'

/** A witness's key as it was at first use. */
export interface PinnedWitness extends PinnedKey {
  name: string
}

export interface Submission {
  size: number
  /** The log's signed note. */
  note: string
  /** Consistency proof from an older size. */
  proofFrom(oldSize: number): Promise<readonly Uint8Array[]>
}

/** What asking a witness led to. `ahead` and `differs` mean that our log is not the one the witness has seen. */
export type WitnessAnswer =
  | { kind: 'cosigned'; name: string; line: string; at: Date }
  | { kind: 'ahead'; name: string; size: number }
  | { kind: 'differs'; name: string; size: number }
  | { kind: 'failed'; error: Error }

const timeout = 2000
/** Milliseconds a witness's clock may be ahead of ours; verifiers allow as much. */
const clockTolerance = 300_000
const settingPrefix = 'witness:'

/** All witnesses ever met, by address: receipts they cosigned must verify also when they are no longer asked. */
export async function pinnedWitnesses(db: Database): Promise<Map<string, PinnedWitness>> {
  return await settingsBelow<PinnedWitness>(db, settingPrefix)
}

/** Each witness ever met once, since when it was first met, though it moved to another address. */
export function everMet(byAddress: ReadonlyMap<string, PinnedWitness>): PinnedWitness[] {
  const firsts = new Map<string, PinnedWitness>()
  for (const witness of [...byAddress.values()].toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)))
    if (!firsts.has(witness.vkey)) firsts.set(witness.vkey, witness)
  return [...firsts.values()]
}

async function pinWitness(db: Database, url: string): Promise<PinnedWitness> {
  const known = (await pinnedWitnesses(db)).get(url)
  if (known) return known
  const answer = await fetch(`${url}/vkey`, { signal: AbortSignal.timeout(timeout) })
  if (!answer.ok) throw new Error(`见证方 ${url} 未给出公钥（HTTP ${answer.status}）`)
  const vkey = (await answer.text()).split('\n')[0]?.trim() ?? ''
  const key = parseVkey(nodeCrypto, vkey)
  if (key.type !== COSIGNATURE) throw new Error(`见证方 ${url} 的公钥不是见证公钥`)
  return await pinSetting<PinnedWitness>(db, settingPrefix + url, { name: key.name, vkey, from: pinnedFrom() })
}

/** Asks one witness at one address to cosign, by c2sp.org/tlog-witness; remembers between calls which size it has. */
export function openWitness(db: Database, url: string): (s: Submission) => Promise<WitnessAnswer> {
  let oldSize: number | null = null
  return async (submission) => {
    try {
      const witness = await pinWitness(db, url)
      const answer = await submit(witness, url, submission, Math.min(oldSize ?? submission.size, submission.size))
      if (answer.kind === 'cosigned') oldSize = submission.size
      return answer
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return { kind: 'failed', error: new Error(`见证方 ${url} 未能见证：${cause}`) }
    }
  }
}

async function submit(witness: PinnedWitness, url: string, s: Submission, first: number): Promise<WitnessAnswer> {
  const { name } = witness
  let oldSize = first
  let refusals = 0
  // A witness knows better than we which size it has; it moves only when somebody else submits meanwhile.
  for (let attempt = 0; attempt < 4; attempt++) {
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: formatAddCheckpoint(oldSize, await s.proofFrom(oldSize), s.note),
      signal: AbortSignal.timeout(timeout),
    })
    const text = await answer.text()
    if (answer.status === 200) return { kind: 'cosigned', name, ...readCosignature(witness, s.note, text) }
    if (answer.status === 409 && /^(0|[1-9]\d{0,15})\n?$/.test(text)) {
      oldSize = Number(text)
      if (oldSize > s.size) return { kind: 'ahead', name, size: oldSize }
    } else if (answer.status === 422) {
      // Asked twice, because this answer closes the log.
      if (++refusals === 2) return { kind: 'differs', name, size: oldSize }
    } else throw new Error(`HTTP ${answer.status} ${text.slice(0, 200).trim()}`)
  }
  throw new Error('大小反复变化')
}

function readCosignature({ vkey, name }: PinnedWitness, note: string, lines: string): { line: string; at: Date } {
  const { text } = parseNote(note)
  const keys = [parseVkey(nodeCrypto, vkey)]
  for (const signature of parseSignatures(lines)) {
    const [good] = verifyCosignatures(nodeCrypto, { text, signatures: [signature] }, keys).good
    if (!good) continue
    // A verifier would believe it only when that time has come; the receipts of everybody would wait for it.
    if (good.time * 1000 > Date.now() + clockTolerance) throw new Error(`${name} 的时钟快了，签名时间在将来`)
    return { line: formatSignature(signature), at: new Date(good.time * 1000) }
  }
  throw new Error(`${name} 的签名验证不通过，可能已不是当初固定的密钥`)
}
