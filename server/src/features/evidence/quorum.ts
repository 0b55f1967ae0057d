import { isQuorum, parseNote, type VerifierKey, verifyCosignatures } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'

/** Which witnesses are enough: a policy, or where there is none their number. */
export type QuorumRule = Pick<Platform['config'], 'policy' | 'quorum'>

/** Whether cosignatures by these keys are enough: by the policy where there is one, else by the number of witnesses. */
export function isEnough({ policy, quorum }: QuorumRule, keys: readonly VerifierKey[]): boolean {
  return policy ? isQuorum(policy, keys) : enoughNames(quorum, keys)
}

/** A witness that signs in two ways is one. */
const enoughNames = (quorum: number, signed: readonly { name: string }[]): boolean =>
  new Set(signed.map(({ name }) => name)).size >= quorum

/**
 * The same of a note with the cosignatures stored for it, those of `stored`. A policy names keys: one that a witness of
 * that name had at first use but the policy does not list counts for nothing.
 */
export function isQuorumNote(config: QuorumRule, note: string, stored: readonly { witness: string }[]): boolean {
  const { policy, quorum } = config
  if (!policy)
    return enoughNames(
      quorum,
      stored.map(({ witness }) => ({ name: witness })),
    )
  const keys = policy.witnesses.map(({ key }) => key)
  return isQuorum(
    policy,
    verifyCosignatures(nodeCrypto, parseNote(note), keys).good.map(({ key }) => key),
  )
}
