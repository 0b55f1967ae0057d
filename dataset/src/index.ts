export { FingerprintError, type FingerprintErrorCode } from './fingerprint/errors.ts'
export type { Fingerprint } from './fingerprint/manifest.ts'
export { profileToParts } from './profile/parts.ts'
export { type FileProfile, type ProfileInput, profileFile } from './profile/profile.ts'
