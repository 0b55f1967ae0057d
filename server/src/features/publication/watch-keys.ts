import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Platform } from '../../platform/platform.ts'
import { readOrMakeSeed } from '../../platform/signing/seed-file.ts'

type Use = 'address' | 'mark' | 'link'

/** Keys for mail addresses and for links handed out by mail; all come from one file, and none is in the database. */
async function keyFor({ config }: Pick<Platform, 'config'>, use: Use): Promise<Buffer> {
  const seed = await readOrMakeSeed(join(config.dataDir, 'keys', 'publication'), () => randomBytes(32))
  return Buffer.from(hkdfSync('sha256', seed, '', `datadeed publication ${use}`, 32))
}

const cipher = 'aes-256-gcm'

/** An address as it is kept: 12 bytes nonce, 16 bytes tag, ciphertext; bound to the row's id. */
export async function sealAddress(p: Platform, id: string, address: string): Promise<Buffer> {
  const nonce = randomBytes(12)
  const sealing = createCipheriv(cipher, await keyFor(p, 'address'), nonce).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([sealing.update(address, 'utf8'), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed])
}

/** Throws when the key file is another one, or the row was changed. */
export async function openAddress(p: Platform, id: string, kept: Buffer): Promise<string> {
  const opening = createDecipheriv(cipher, await keyFor(p, 'address'), kept.subarray(0, 12))
  opening.setAAD(Buffer.from(id)).setAuthTag(kept.subarray(12, 28))
  return Buffer.concat([opening.update(kept.subarray(28)), opening.final()]).toString('utf8')
}

/** The same for the same address, whatever its letters' case, and telling nothing of it. */
export async function addressMark(p: Platform, address: string): Promise<Buffer> {
  return createHmac('sha256', await keyFor(p, 'mark'))
    .update(address.toLowerCase())
    .digest()
}

/** What a link must carry to act for something: made anew from its id each time, so that it is kept nowhere. */
export async function linkToken(p: Platform, what: 'watch' | 'objection', id: string): Promise<string> {
  const mac = createHmac('sha256', await keyFor(p, 'link'))
    .update(`${what} ${id}`)
    .digest()
  return mac.subarray(0, 24).toString('base64url')
}

export async function isLinkToken(
  p: Platform,
  what: 'watch' | 'objection',
  id: string,
  token: string,
): Promise<boolean> {
  const [good, given] = [Buffer.from(await linkToken(p, what, id)), Buffer.from(token)]
  return good.length === given.length && timingSafeEqual(good, given)
}
