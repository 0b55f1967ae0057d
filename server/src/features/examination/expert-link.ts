import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Platform } from '../../platform/platform.ts'
import { readOrMakeSeed } from '../../platform/signing/seed-file.ts'

/**
 * Links and codes are made anew from a key file whenever a mail needs them, so neither is kept: the database has the digest of
 * the link only, a queue the number of the request.
 */
async function mac({ config }: Pick<Platform, 'config'>, use: 'link' | 'code', what: string): Promise<Buffer> {
  const seed = await readOrMakeSeed(join(config.dataDir, 'keys', 'expert-links'), () => randomBytes(32))
  const key = Buffer.from(hkdfSync('sha256', seed, '', `datadeed expert ${use}`, 32))
  return createHmac('sha256', key).update(what).digest()
}

export async function linkTokenOf(p: Platform, { id, linkNo }: { id: string; linkNo: number }): Promise<string> {
  return (await mac(p, 'link', `${id} ${linkNo}`)).toString('base64url')
}

/** Six digits, good for one link and one sending. */
export async function codeOf(p: Platform, of: { id: string; linkNo: number; codeNo: number }): Promise<string> {
  const digest = await mac(p, 'code', `${of.id} ${of.linkNo} ${of.codeNo}`)
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

export function sameDigest(a: Buffer, b: Buffer | null): boolean {
  return b !== null && a.length === b.length && timingSafeEqual(a, b)
}
