import {
  COSIGNATURE,
  MLDSA_COSIGNATURE,
  originHash,
  parseNote,
  parseVkey,
  utf8Decode,
  type VerifierKey,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Finding } from './finding.ts'
import { type Head, readHead } from './log-keys.ts'
import { readAddress, SourceError } from './log-source.ts'

/** A witness to ask: its address and, where the verifier knows them, its keys. */
export interface WitnessToAsk {
  url: string
  keys: readonly VerifierKey[]
}

const maxHead = 262_144

/** The newest head a witness serves for a log, both signatures checked; what was found instead. */
export const askWitness = async (
  { url, keys }: WitnessToAsk,
  origin: string,
  logKeys: readonly VerifierKey[],
): Promise<Head | Finding> => {
  const address = `${url}/${originHash(nodeCrypto, origin)}/checkpoint`
  try {
    const bytes = await readAddress(address, maxHead)
    if (bytes === null) return { code: 'witness_behind', at: url }
    const head = readHead(bytes, origin, logKeys)
    if (typeof head === 'string') return { code: 'witness_unsigned', at: url }
    const check = verifyCosignatures(nodeCrypto, parseNote(head.note), keys)
    const signed = check.bad.length === 0 && (check.good.length > 0 || check.unchecked.length > 0)
    return signed ? head : { code: 'witness_unsigned', at: url }
  } catch (error) {
    if (error instanceof SourceError) return { code: 'witness_unreachable', at: url, detail: error.message }
    throw error
  }
}

/** The key a witness of ours says it has, for first use; null when it says none. */
export const fetchWitnessKey = async (url: string): Promise<string | null> => {
  const bytes = await readAddress(`${url}/vkey`, 16_384).catch(() => null)
  try {
    const vkey =
      utf8Decode(bytes ?? new Uint8Array())
        .split('\n')[0]
        ?.trim() ?? ''
    return [COSIGNATURE, MLDSA_COSIGNATURE].includes(parseVkey(nodeCrypto, vkey).type) ? vkey : null
  } catch {
    return null
  }
}
