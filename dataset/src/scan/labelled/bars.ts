import { kinds, type SensitiveKind } from '../kinds.ts'

/** What the scan must reach for a kind: more where a check digit helps. */
export const barsOf = (kind: SensitiveKind): { recall: number; precision: number } =>
  kinds[kind].checkDigit ? { recall: 0.99, precision: 0.98 } : { recall: 0.95, precision: 0.95 }

/**
 * Where the scan falls short of the bar on the second set, and the recall it has there. It must not get worse; to mend it by looking at that set's
 * mistakes would make the set worthless.
 */
export const shortOnSetTwo: Partial<Record<SensitiveKind, number>> = { etcCard: 0.7, personName: 0.89, address: 0.89 }
