import { equalBytes } from './bytes.ts'
import type { Cosignature } from './cosignature.ts'
import type { Crypto } from './crypto.ts'
import { MLDSA_COSIGNATURE, type VerifierKey } from './note.ts'
import { type Policy, textOfOctets } from './policy.ts'
import { TRUST_FORMAT, type Trust } from './trust.ts'

/** True when cosignatures by these keys are enough. */
export function isQuorum(policy: Policy, cosigned: readonly VerifierKey[]): boolean {
  if (policy.quorum === null) return true
  const met = new Set<string>()
  for (const { name, key } of policy.witnesses) {
    if (cosigned.some((k) => k.type === key.type && k.name === key.name && equalBytes(k.publicKey, key.publicKey)))
      met.add(name)
  }
  // Groups name only what stands before them, so one pass settles all.
  for (const { name, threshold, members } of policy.groups)
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name)
  return met.has(policy.quorum)
}

/** The Unix second by which the policy was satisfied, null when it is not. */
export function quorumTime(policy: Policy, cosignatures: readonly Cosignature[]): number | null {
  const inTime = cosignatures.toSorted((a, b) => a.time - b.time)
  for (let n = 1; n <= inTime.length; n++)
    if (
      isQuorum(
        policy,
        inTime.slice(0, n).map((c) => c.key),
      )
    )
      return inTime[n - 1]?.time ?? null
  return null
}

/** Whether cosignatures that this runtime can check are able to satisfy the policy. */
export function canBeMet(crypto: Crypto, policy: Policy): boolean {
  const keys = policy.witnesses.map(({ key }) => key)
  return isQuorum(
    policy,
    keys.filter(({ type }) => type !== MLDSA_COSIGNATURE || crypto.mlDsa44Verify !== undefined),
  )
}

// Of more names all subsets are too many to try.
const MAX_TRIED_NAMES = 12

/** The fewest witnesses that can satisfy the policy. One that the policy lists with two keys is still one. */
export function fewestWitnesses(policy: Policy): number {
  const names = [...new Set(policy.witnesses.map(({ key }) => key.name))]
  const fewestKeys = fewestCosignatures(policy)
  if (names.length === policy.witnesses.length) return fewestKeys
  if (names.length > MAX_TRIED_NAMES) return Math.min(fewestKeys, names.length)
  let fewest = names.length
  for (let subset = 0; subset < 2 ** names.length; subset++) {
    const some = names.filter((_, i) => (subset >> i) % 2 === 1)
    if (some.length >= fewest) continue
    const keys = policy.witnesses.map(({ key }) => key).filter(({ name }) => some.includes(name))
    if (isQuorum(policy, keys)) fewest = some.length
  }
  return fewest
}

function fewestCosignatures(policy: Policy): number {
  const cost = new Map(policy.witnesses.map(({ name }) => [name, 1]))
  for (const { name, threshold, members } of policy.groups) {
    const costs = members.map((member) => cost.get(member) ?? 0).toSorted((a, b) => a - b)
    cost.set(
      name,
      costs.slice(0, threshold).reduce((sum, n) => sum + n, 0),
    )
  }
  return policy.quorum === null ? 0 : (cost.get(policy.quorum) ?? 0)
}

/** The policy as a file that `parsePolicy` reads as the same. Comments are not kept. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const end = (url: string | null) => (url === null ? '' : ` ${url}`)
  return [
    ...logs.map(({ vkey, url }) => `log ${vkey}${end(url)}`),
    ...witnesses.map(({ name, vkey, url }) => `witness ${textOfOctets(name)} ${vkey}${end(url)}`),
    ...groups.map(({ name, threshold, members }) => {
      const k = threshold === members.length ? 'all' : threshold === 1 ? 'any' : threshold
      return `group ${textOfOctets(name)} ${k} ${members.map(textOfOctets).join(' ')}`
    }),
    `quorum ${quorum === null ? 'none' : textOfOctets(quorum)}`,
    '',
  ].join('\n')
}

/**
 * What a policy makes a verifier believe, for one origin: its keys count at all times. Null when the policy has no log of
 * that origin, or demands no witness, which a proof of time cannot do without.
 */
export function policyTrust(policy: Policy, origin: string): (Trust & { readonly policy: Policy }) | null {
  const always = { from: '1970-01-01T00:00:00Z', until: null }
  const vkeys = policy.logs.filter(({ key }) => key.name === origin).map(({ vkey }) => ({ vkey, ...always }))
  if (vkeys.length === 0 || policy.quorum === null) return null
  const witnesses = policy.witnesses.map((w) => ({
    ...{ name: w.key.name, vkey: w.vkey, operator: textOfOctets(w.name), ...always },
  }))
  return { format: TRUST_FORMAT, log: { origin, vkeys }, witnesses, quorum: fewestWitnesses(policy), policy }
}
