import { isQuorum, parseNote, verifyCosignatures } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'

type Config = Pick<Platform['config'], 'policy' | 'quorum'>

/** Whether cosignatures of witnesses with these names are enough: by the policy where there is one, else by their number. */
export function isEnough({ policy, quorum }: Config, names: ReadonlySet<string>): boolean {
  if (!policy) return names.size >= quorum
  return isQuorum(
    policy,
    policy.witnesses.map(({ key }) => key).filter(({ name }) => names.has(name)),
  )
}

/**
 * The same of a note with the cosignatures stored for it, those of `stored`. A policy names keys: one that a witness of
 * that name had at first use but the policy does not list counts for nothing.
 */
export function isQuorumNote(config: Config, note: string, stored: readonly { witness: string }[]): boolean {
  const { policy } = config
  if (!policy) return isEnough(config, new Set(stored.map(({ witness }) => witness)))
  const keys = policy.witnesses.map(({ key }) => key)
  return isQuorum(
    policy,
    verifyCosignatures(nodeCrypto, parseNote(note), keys).good.map(({ key }) => key),
  )
}
