export { FingerprintError } from '../fingerprint/errors.ts'
export type { Recalled } from './earlier-work.ts'
export { type FingerprintPathOptions, fingerprintPath } from './fingerprint-path.ts'
export { journalFolder } from './journal-file.ts'
