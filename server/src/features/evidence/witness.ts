import {
  COSIGNATURE,
  FormatError,
  formatAddCheckpoint,
  formatSignature,
  MLDSA_COSIGNATURE,
  parseNote,
  parseSignatures,
  parseVkey,
  type VerifierKey,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { readAnswer } from '../../platform/http/read-answer.ts'
import { clockBound } from './log-clock.ts'
import { type PinnedKey, pinnedFrom } from './log-key.ts'
import { pinSetting, settingsBelow } from './log-store.ts'

/** A witness's key as it was at first use. */
export interface PinnedWitness extends PinnedKey {
  name: string
}

export interface Submission {
  size: number
  /** The log's signed note, and when it was signed. */
  note: string
  signedAt: Date
  /** Consistency proof from an older size. */
  proofFrom(oldSize: number): Promise<readonly Uint8Array[]>
}

/** One verified signature of a witness over the checkpoint it was asked for. */
export interface Signed {
  key: VerifierKey
  line: string
  at: Date
}

/** What asking a witness led to. `ahead` and `differs` mean that our log is not the one the witness has seen. */
export type WitnessAnswer =
  /** `unchecked` tells of a signature this runtime has no means to check, the first time. */
  | { kind: 'cosigned'; name: string; signed: Signed[]; unchecked: Error | null }
  | { kind: 'ahead'; name: string; size: number }
  | { kind: 'differs'; name: string; size: number }
  | { kind: 'failed'; error: Error }

const timeout = 2000
/** Milliseconds a witness's clock may be ahead of ours; verifiers allow as much. */
const clockTolerance = 300_000
/**
 * And behind the time the checkpoint was signed at: what a witness signs, existed. An entry may be ahead of the database's
 * clock by `clockBound`, and that ahead of ours by as much: together it is what verifiers allow.
 */
const lagTolerance = clockTolerance - 2 * clockBound
const settingPrefix = 'witness:'
/** Of the ML-DSA-44 key of a witness that has an Ed25519 key as well. */
const secondPrefix = 'witness-mldsa:'

/** All witnesses ever met, by address: receipts they cosigned must verify also when they are no longer asked. */
export async function pinnedWitnesses(db: Database): Promise<Map<string, PinnedWitness>> {
  return await settingsBelow<PinnedWitness>(db, settingPrefix)
}

/** Each key of a witness ever met once, since when it was first met, though it moved to another address. */
export async function keysEverMet(db: Database): Promise<PinnedWitness[]> {
  const all = [...(await pinnedWitnesses(db)).values(), ...(await secondKeys(db)).values()]
  const firsts = new Map<string, PinnedWitness>()
  for (const witness of all.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)))
    if (!firsts.has(witness.vkey)) firsts.set(witness.vkey, witness)
  return [...firsts.values()]
}

/** The ML-DSA-44 keys of witnesses that have an Ed25519 key as well, by address. */
export async function secondKeys(db: Database): Promise<Map<string, PinnedWitness>> {
  return await settingsBelow<PinnedWitness>(db, secondPrefix)
}

/** What a witness says, of which it has no more to say than this. */
const textOf = async (answer: Response) => new TextDecoder().decode(await readAnswer(answer, 65_536))

/** The witness's keys as it tells them now, of the types that sign checkpoints. */
async function fetchKeys(url: string): Promise<{ vkey: string; key: VerifierKey }[]> {
  const answer = await fetch(`${url}/vkey`, { signal: AbortSignal.timeout(timeout) })
  if (!answer.ok) throw new Error(`见证方 ${url} 未给出公钥（HTTP ${answer.status}）`)
  const lines = (await textOf(answer)).split('\n').flatMap((line) => line.trim() || [])
  const keys = lines.slice(0, 8).flatMap((vkey) => knownKey(vkey) ?? [])
  return keys.filter(({ key }) => key.type === COSIGNATURE || key.type === MLDSA_COSIGNATURE)
}

/** Null for a line that is no key, or of a type that is not known here: a witness may have more ways to sign than we. */
function knownKey(vkey: string): { vkey: string; key: VerifierKey } | null {
  try {
    return { vkey, key: parseVkey(nodeCrypto, vkey) }
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** The keys pinned for an address, which are asked for at first use: Ed25519 first, then ML-DSA-44 where it has one. */
async function pinWitness(db: Database, url: string): Promise<[PinnedWitness, ...PinnedWitness[]]> {
  const known = (await pinnedWitnesses(db)).get(url)
  if (known) {
    const beside = (await secondKeys(db)).get(url)
    return beside ? [known, beside] : [known]
  }
  const keys = await fetchKeys(url)
  const first = keys.find(({ key }) => key.type === COSIGNATURE) ?? keys[0]
  if (!first) throw new Error(`见证方 ${url} 的公钥不是见证公钥`)
  const { vkey, key } = first
  const pinned = await pinSetting<PinnedWitness>(db, settingPrefix + url, { name: key.name, vkey, from: pinnedFrom() })
  const second = keys.find((k) => k.key.type === MLDSA_COSIGNATURE && k.key.name === pinned.name && k !== first)
  return second ? [pinned, await pinSecond(db, url, second)] : [pinned]
}

async function pinSecond(db: Database, url: string, { vkey, key }: { vkey: string; key: VerifierKey }) {
  return await pinSetting<PinnedWitness>(db, secondPrefix + url, { name: key.name, vkey, from: pinnedFrom() })
}

/** What a witness is asked with, and what was learnt of it since this process began. */
interface Asked {
  db: Database
  url: string
  /** The size it has. */
  oldSize: number | null
  /** Keys it signed with that it did not own up to. */
  strange: Set<string>
  /** Whether a signature that cannot be checked here was told of. */
  told: boolean
}

/** Asks one witness at one address to cosign, by c2sp.org/tlog-witness; remembers between calls which size it has. */
export function openWitness(db: Database, url: string): (s: Submission) => Promise<WitnessAnswer> {
  const asked: Asked = { db, url, oldSize: null, strange: new Set(), told: false }
  return async (submission) => {
    try {
      const answer = await submit(asked, await pinWitness(db, url), submission)
      if (answer.kind === 'cosigned') asked.oldSize = submission.size
      return answer
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return { kind: 'failed', error: new Error(`见证方 ${url} 未能见证：${cause}`) }
    }
  }
}

async function submit(
  asked: Asked,
  keys: readonly [PinnedWitness, ...PinnedWitness[]],
  s: Submission,
): Promise<WitnessAnswer> {
  const { url } = asked
  const { name } = keys[0]
  let oldSize = Math.min(asked.oldSize ?? s.size, s.size)
  let refusals = 0
  // A witness knows better than we which size it has; it moves only when somebody else submits meanwhile.
  for (let attempt = 0; attempt < 4; attempt++) {
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: formatAddCheckpoint(oldSize, await s.proofFrom(oldSize), s.note),
      signal: AbortSignal.timeout(timeout),
    })
    const text = await textOf(answer)
    if (answer.status === 200) return await readReply(asked, keys, s, text)
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

async function readReply(
  asked: Asked,
  keys: readonly [PinnedWitness, ...PinnedWitness[]],
  s: Submission,
  lines: string,
): Promise<WitnessAnswer> {
  const { db, url, strange } = asked
  const { name } = keys[0]
  const read = readCosignatures(keys, s, lines)
  // The pinned key has signed, and another beside it: a witness that learnt ML-DSA-44 after we met it.
  if (keys.length === 1 && read.signed.length > 0 && read.strangers.some((id) => !strange.has(id))) {
    for (const id of read.strangers) strange.add(id)
    // The pinned key has signed, whether or not the other is told.
    const second = (await fetchKeys(url).catch(() => [])).find(
      ({ key }) => key.type === MLDSA_COSIGNATURE && key.name === name && strange.has(key.keyId),
    )
    if (second) return await readReply(asked, [keys[0], await pinSecond(db, url, second)], s, lines)
  }
  if (read.signed.length === 0 && read.unchecked) throw new Error(withoutMlDsa(name))
  if (read.signed.length === 0) throw new Error(`${name} 的签名验证不通过，可能已不是当初固定的密钥`)
  const unchecked = read.unchecked && !asked.told ? new Error(withoutMlDsa(name)) : null
  asked.told ||= unchecked !== null
  return { kind: 'cosigned', name, signed: read.signed, unchecked }
}

const withoutMlDsa = (name: string) =>
  `本机 Node 没有 ML-DSA-44（需要 OpenSSL 3.5 以上），见证方 ${name} 的这种签名无法验证，不予保存`

function readCosignatures(keys: readonly PinnedWitness[], { note, signedAt }: Submission, lines: string) {
  const { text } = parseNote(note)
  const verifiers = keys.map(({ vkey }) => parseVkey(nodeCrypto, vkey))
  const signed: Signed[] = []
  const strangers: string[] = []
  let unchecked = false
  for (const signature of parseSignatures(lines)) {
    const check = verifyCosignatures(nodeCrypto, { text, signatures: [signature] }, verifiers)
    const [good] = check.good
    unchecked ||= check.unchecked.length > 0
    if (check.unknown.length > 0) strangers.push(signature.keyId)
    if (!good) continue
    // A verifier would believe it only when that time has come; the receipts of everybody would wait for it.
    if (good.time * 1000 > Date.now() + clockTolerance) throw new Error(`${good.key.name} 的时钟快了，签名时间在将来`)
    if (good.time * 1000 < signedAt.getTime() - lagTolerance)
      throw new Error(`${good.key.name} 的时钟慢了（或写日志的机器快了），签名时间早于它所见证的内容`)
    // Verifiers count no signature from before the key was met: a receipt with it would lack its quorum.
    const met = keys[verifiers.indexOf(good.key)]?.from ?? ''
    if (good.time * 1000 < Date.parse(met))
      throw new Error(`${good.key.name} 的时钟慢了，签名时间早于初次固定其密钥之时`)
    signed.push({ key: good.key, line: formatSignature(signature), at: new Date(good.time * 1000) })
  }
  return { signed, strangers, unchecked }
}
