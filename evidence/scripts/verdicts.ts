// Packages with the verdict a verifier must give.
import { nodeCrypto } from '../adapters/node.ts'
import { canonicalize, type Json, type Package, type Trust, utf8Encode, verifyPackage } from '../src/index.ts'
import * as world from './world.ts'

interface Given {
  readonly trust: Trust | null
  /** How the vector file calls it. */
  readonly trustName: string
  readonly now: number
  readonly documents: Readonly<Record<string, string>>
}

export type Change = (copy: world.Mutable<Package>) => void

export const verdict = (name: string, text: string, given: Partial<Given> = {}): Json => {
  const { trust, trustName, now, documents } = {
    ...{ trust: world.trust, trustName: 'trust', now: world.NOW, documents: {} },
    ...given,
  }
  const files = new Map(Object.entries(documents).map(([k, v]) => [k, utf8Encode(v)]))
  const { outcome, reasons, asOf } = verifyPackage({ packageText: text, trust, now, documents: files }, nodeCrypto)
  return {
    ...{ name, trust: trust && trustName, now, documents: { ...documents } },
    ...{ outcome, reasons: reasons.map((r) => r.code), asOf: asOf ? { ...asOf } : null, package: text },
  }
}

export const forged = (
  text: string,
  list: readonly (readonly [string, Change])[],
  given: Partial<Given> = {},
): Json[] => list.map(([name, change]) => verdict(name, canonicalize(world.forge(text, change, true)), given))
