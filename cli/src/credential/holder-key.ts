import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type Es256Key, fromBase64Url } from '@datadeed/evidence'
import { es256Key } from '@datadeed/evidence/node'
import { CliError, type Context } from '../context.ts'
import { readBytes } from '../files.ts'
import { credentialText } from './text.ts'

/** Writes a new P-256 key as PEM that openssl reads, for its owner's eyes alone; never over an old one. */
export const makeHolderKey = async (path: string, context: Context): Promise<Es256Key> => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === 'EEXIST' ? context.text.exists(path) : context.text.cannotWrite(path))
  })
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return await readHolderKey(path, context)
}

/** A P-256 key from PEM. Throws CliError with what is wrong. */
export const readHolderKey = async (path: string, context: Context): Promise<Es256Key> => {
  const pem = Buffer.from(await readBytes(path, context))
  try {
    const { crv, d } = createPrivateKey(pem).export({ format: 'jwk' })
    if (crv !== 'P-256' || d === undefined) throw new Error('another curve')
    return es256Key(fromBase64Url(d))
  } catch {
    throw new CliError(credentialText[context.lang].badKey(path))
  }
}
