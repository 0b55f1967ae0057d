import type { Config } from '../config.ts'

/** Parts of the installation beside the database: blob store, scanner, mail, PDF signer. */
// biome-ignore lint/complexity/noBannedTypes: members arrive with their modules
export type Parts = {}

export async function openParts(_config: Config): Promise<Parts> {
  return {}
}
