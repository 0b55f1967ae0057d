import { tileConsistencyProof } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  closeState,
  cosignaturesOf,
  findState,
  insertCosignatures,
  insertPublication,
  newestCheckpoint,
} from './log-store.ts'
import { type Reached, tileReader } from './log-writer.ts'
import { openWitness, type WitnessAnswer } from './witness.ts'

export interface Round {
  /** A quorum of witnesses holds just this checkpoint, now. */
  agreed: boolean
  /** The log was closed, because a witness has seen another one. */
  closed: boolean
  /** Why single witnesses did not cosign. */
  failures: Error[]
}

/** Submits the newest committed checkpoint to all witnesses and publishes it once a quorum has cosigned. */
export function createPublisher(p: Pick<Platform, 'config' | 'db'>, reached: Reached): () => Promise<Round> {
  const { db, config } = p
  const ask = config.witnessUrls.map((url) => openWitness(db, url))
  return async () => {
    const checkpoint = await newestCheckpoint(db)
    if (!checkpoint) throw new Error('log has no checkpoint')
    const size = Number(checkpoint.size)
    const proofs = new Map<number, Promise<Uint8Array[]>>()
    const proofFrom = (old: number) => {
      const proof = proofs.get(old) ?? tileConsistencyProof(nodeCrypto.sha256, tileReader(db), old, size)
      proofs.set(old, proof)
      return proof
    }
    const answers = await Promise.all(ask.map((submit) => submit({ size, note: checkpoint.note, proofFrom })))
    const reason = await contradiction(p, answers)
    if (reason) {
      await inTx(db, (tx) => closeState(tx, reason))
      return { agreed: false, closed: true, failures: [] }
    }
    if (answers.length > 0) reached('answered')
    const cosigned = answers.filter((answer) => answer.kind === 'cosigned')
    const rows = cosigned.map(({ name, line, at }) => ({ size: checkpoint.size, witness: name, line, at }))
    await inTx(db, (tx) => insertCosignatures(tx, rows))
    if (rows.length > 0) reached('cosigned')
    const stored = await cosignaturesOf(db, checkpoint.size)
    if (stored.length >= config.quorum) {
      const note = checkpoint.note + stored.map((row) => row.line).join('')
      await inTx(db, (tx) => insertPublication(tx, { size: checkpoint.size, note, published_at: new Date() }))
      reached('published')
    }
    return {
      agreed: new Set(cosigned.map((answer) => answer.name)).size >= config.quorum,
      closed: false,
      failures: answers.flatMap((answer) => (answer.kind === 'failed' ? [answer.error] : [])),
    }
  }
}

/** The sentence that closes the log when a witness has seen more than we hold, or something else. */
async function contradiction(p: Pick<Platform, 'db'>, answers: readonly WitnessAnswer[]): Promise<string | null> {
  for (const answer of answers) {
    if (answer.kind === 'differs')
      return `见证方 ${answer.name} 在 ${answer.size} 条处见证过内容不同的日志。请停止写入，查明本数据库来自何处`
    // Read again: the leader before us may have got a newer checkpoint cosigned in the meantime.
    const ours = answer.kind === 'ahead' ? Number((await findState(p.db))?.size ?? 0n) : 0
    if (answer.kind === 'ahead' && answer.size > ours)
      return `检测到回滚：见证方 ${answer.name} 已见证 ${answer.size} 条，本数据库只有 ${ours} 条。请恢复更新的备份`
  }
  return null
}
