import { fewestWitnesses, type Policy, PolicyError, parsePolicy, policyTrust, type Trust } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { readBytes } from '../files.ts'
import { textOf } from './text.ts'

/** A policy file. Throws CliError with the line that is wrong. */
export const readPolicyFile = async (path: string, context: Context): Promise<Policy> => {
  const bytes = await readBytes(path, context)
  try {
    return parsePolicy(nodeCrypto, bytes)
  } catch (error) {
    if (error instanceof PolicyError) throw new CliError(textOf(context).badPolicy(path, error.text(context.lang)))
    throw error
  }
}

/** Whom to believe by a policy: its own keys, or those of a trust file where that is given as well. Throws CliError. */
export const believe = (policy: Policy, trust: Trust | null, context: Context): Trust => {
  const text = textOf(context)
  const [only, ...others] = new Set(policy.logs.map(({ key }) => key.name))
  const name = trust?.log.origin ?? (others.length === 0 ? only : undefined)
  if (name === undefined) throw new CliError(text.policyNeedsOrigin)
  if (trust && policy.quorum !== null) return { ...trust, quorum: fewestWitnesses(policy), policy }
  const believed = policyTrust(policy, name)
  if (!believed) throw new CliError(text.policyNoOrigin(name))
  return believed
}
