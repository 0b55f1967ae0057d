import { kinds, type SensitiveKind } from '../kinds.ts'

/** What the scan must reach for a kind: more where a check digit helps. */
export const barsOf = (kind: SensitiveKind): { recall: number; precision: number } =>
  kinds[kind].checkDigit ? { recall: 0.99, precision: 0.98 } : { recall: 0.95, precision: 0.95 }

/**
 * What of the fourth set must at least be found where the bars above are beyond reach: of the kinds with a check digit one value in fifty there is
 * mistyped or cut short, and foreign passports under no heading have no form of their own.
 */
export const floorsOfFour: Partial<Record<SensitiveKind, number>> = {
  residentId: 0.98,
  driverLicence: 0.98,
  passport: 0.93,
  bankCard: 0.975,
  uscc: 0.98,
  vin: 0.975,
}
