import type { Json, Part } from '@datadeed/evidence'
import type { FileProfile } from './profile.ts'

/** The profile as parts of a manifest. `salt` gives 32 fresh random bytes in hex at every call. */
export const profileToParts = (profiles: FileProfile[], salt: () => string): Part[] => [
  { name: 'profile', salt: salt(), content: profiles as unknown as Json },
]
