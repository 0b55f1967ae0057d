import type { ComparisonKey } from '@datadeed/dataset'
import { disclosePart, fromHex, type Part, SKETCH_PART } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from './context.ts'
import { CliError } from './context.ts'
import { field, type PlatformClient } from './platform-client.ts'

/** The key under which this machine makes sketches, kept in memory only; undefined, with a note, where the platform gives none. */
export const fetchComparisonKey = async (
  client: PlatformClient,
  context: Context,
): Promise<ComparisonKey | undefined> => {
  try {
    const answer = await client.json('GET', '/api/v1/comparison-keys')
    const current = typeof answer === 'object' && answer !== null && 'current' in answer ? answer.current : null
    const epoch = typeof current === 'object' && current !== null && 'epoch' in current ? current.epoch : null
    const key = fromHex(field(current, 'key'))
    if (typeof epoch !== 'number' || key.length !== 16) throw new CliError(context.text.badAnswer(''))
    return { epoch, key }
  } catch (error) {
    context.note(context.text.noSketchKey(error instanceof CliError ? error.message : String(error)))
    return undefined
  }
}

/** Hands the sketch of a deposit to the registry; how many sketches it kept, null where there is none or it did not get through: then a note says so. */
export const handInSketch = async (
  client: PlatformClient,
  id: string,
  parts: readonly Part[],
  context: Context,
): Promise<number | null> => {
  if (!parts.some(({ name }) => name === SKETCH_PART)) return null
  const disclosure = disclosePart(nodeCrypto, parts, SKETCH_PART)
  try {
    const kept = await client.json('POST', `/api/v1/deposits/${encodeURIComponent(id)}/sketch`, { disclosure })
    const sketches = typeof kept === 'object' && kept !== null && 'sketches' in kept ? kept.sketches : null
    if (typeof sketches !== 'number') throw new CliError(context.text.badAnswer(''))
    context.note(context.text.sketchSent(sketches))
    return sketches
  } catch (error) {
    context.note(context.text.sketchFailed(error instanceof CliError ? error.message : String(error)))
    return null
  }
}
