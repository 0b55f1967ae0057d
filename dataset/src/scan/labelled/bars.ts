import { kinds, type SensitiveKind } from '../kinds.ts'

/** What the scan must reach for a kind: more where a check digit helps. */
export const barsOf = (kind: SensitiveKind): { recall: number; precision: number } =>
  kinds[kind].checkDigit ? { recall: 0.99, precision: 0.98 } : { recall: 0.95, precision: 0.95 }
