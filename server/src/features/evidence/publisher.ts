import { setTimeout as sleep } from 'node:timers/promises'
import {
  parseCheckpoint,
  parseNote,
  tileConsistencyProof,
  type VerifierKey,
  verifyConsistency,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { ruleAt } from './log-policy.ts'
import {
  closeState,
  cosignaturesOf,
  findNote,
  findState,
  insertCosignatures,
  insertPublication,
  newestCheckpoint,
} from './log-store.ts'
import { type Reached, tileReader } from './log-writer.ts'
import { isEnough, isQuorumNote } from './quorum.ts'
import { openWitness, type WitnessAnswer } from './witness.ts'

export interface Round {
  /** A quorum of witnesses holds just this checkpoint, now. */
  agreed: boolean
  /** The log was closed, because a witness has seen another one. */
  closed: boolean
  /** Why single witnesses did not cosign. */
  failures: Error[]
}

/** Milliseconds that the others are given once a quorum has cosigned: a slow witness delays nobody's receipt. */
const grace = 25

/** Submits the newest committed checkpoint to all witnesses and publishes it once a quorum has cosigned. */
export function createPublisher(p: Pick<Platform, 'config' | 'db'>, reached: Reached): () => Promise<Round> {
  const { db, config } = p
  const witnesses = config.witnessUrls.map((url) => ({ submit: openWitness(db, url), busy: false }))
  return async () => {
    const checkpoint = await newestCheckpoint(db)
    if (!checkpoint) throw new Error('log has no checkpoint')
    const { size, note, signed_at: signedAt } = checkpoint
    const proofs = new Map<number, Promise<Uint8Array[]>>()
    const proofFrom = (old: number) => {
      const proof = proofs.get(old) ?? soundProof(db, old, note)
      proofs.set(old, proof)
      return proof
    }
    const cosigned: VerifierKey[] = []
    const failures: Error[] = []
    let closed = false
    const enough = Promise.withResolvers<void>()
    const settle = async (answer: WitnessAnswer) => {
      if (answer.kind === 'failed') return void failures.push(answer.error)
      const reason = await contradiction(p, answer)
      if (reason) {
        closed = true
        await inTx(db, (tx) => closeState(tx, reason))
        return enough.resolve()
      }
      if (answer.kind !== 'cosigned') return
      const { name, signed, unchecked } = answer
      if (unchecked) failures.push(unchecked)
      reached('answered')
      const rows = signed.map(({ key, line, at }) => ({ size, witness: name, key_id: key.keyId, line, at }))
      await inTx(db, (tx) => insertCosignatures(tx, rows))
      reached('cosigned')
      cosigned.push(...signed.map(({ key }) => key))
      if (isEnough(config, cosigned)) enough.resolve()
    }
    // One that still thinks about an older checkpoint is asked again when it has answered.
    const answers = witnesses
      .filter((witness) => !witness.busy)
      .map(async (witness) => {
        witness.busy = true
        const answer = await witness.submit({ size: Number(size), note, signedAt, proofFrom }).finally(() => {
          witness.busy = false
        })
        await settle(answer)
      })
    const all = Promise.all(answers)
    // What goes wrong after the quorum is stored, or will be seen in the next round.
    all.catch(() => {})
    await Promise.race([all, enough.promise.then(() => sleep(closed ? 0 : grace))])
    if (closed) return { agreed: false, closed, failures: [] }
    const stored = await cosignaturesOf(db, size)
    const cosignedNote = note + stored.map((row) => row.line).join('')
    // What the log says was asked of this checkpoint, and what is asked now.
    const rule = await ruleAt(db, size)
    if ([config, ...(rule ? [rule] : [])].every((one) => isQuorumNote(one, cosignedNote, stored))) {
      await inTx(db, (tx) => insertPublication(tx, { size, note: cosignedNote, published_at: new Date() }))
      reached('published')
    }
    return { agreed: isEnough(config, cosigned), closed, failures }
  }
}

/**
 * The proof that the log of this note continues what it was at size `old`. Throws where the stored tiles do not give it: to
 * a witness it would be the proof of a fork, and one damaged tile would close the log for good.
 */
async function soundProof(db: Database, old: number, note: string): Promise<Uint8Array[]> {
  const hash = nodeCrypto.sha256
  const headIn = (signed: string) => parseCheckpoint(parseNote(signed).text)
  const { size, root } = headIn(note)
  const proof = await tileConsistencyProof(hash, tileReader(db), old, size)
  const before = await findNote(db, BigInt(old))
  // What a witness has seen and we never signed is for the witness to refuse.
  if (before !== undefined && !verifyConsistency(hash, old, size, headIn(before).root, root, proof))
    throw new Error(`日志自检不通过：瓦片给不出第 ${old} 条与第 ${size} 条之间的一致性证明，请运行 datadeed fsck`)
  return proof
}

/** The sentence that closes the log when a witness has seen more than we hold, or something else. */
async function contradiction(p: Pick<Platform, 'db'>, answer: WitnessAnswer): Promise<string | null> {
  if (answer.kind === 'differs')
    return `见证方 ${answer.name} 在 ${answer.size} 条处见证过内容不同的日志。请停止写入，查明本数据库来自何处`
  // Read again: the leader before us may have got a newer checkpoint cosigned in the meantime.
  const ours = answer.kind === 'ahead' ? Number((await findState(p.db))?.size ?? 0n) : 0
  return answer.kind === 'ahead' && answer.size > ours
    ? `检测到回滚：见证方 ${answer.name} 已见证 ${answer.size} 条，本数据库只有 ${ours} 条。请恢复更新的备份`
    : null
}
