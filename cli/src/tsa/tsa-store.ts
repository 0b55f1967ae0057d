import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { createIdentities, type Identity } from './certificates.ts'

const files = ['ca.key.pem', 'tsa.key.pem', 'ca.pem', 'tsa.pem'] as const

const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The authority whose key and certificates lie in a folder, made at first use. Throws CliError for a damaged folder. */
export const openTsaStore = async (
  folder: string,
  now: Date,
  { text }: Context,
): Promise<{ ca: Identity; tsa: Identity }> => {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw new CliError(text.cannotWrite(folder))
  })
  const found = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)))
  if (found.every((content) => content === null)) {
    const { ca, tsa } = await createIdentities(now)
    const contents = [
      pem('PRIVATE KEY', ca.key),
      pem('PRIVATE KEY', tsa.key),
      pem('CERTIFICATE', ca.certificate),
      pem('CERTIFICATE', tsa.certificate),
    ]
    for (const [i, name] of files.entries())
      await write(join(folder, name), contents[i] ?? '', text.cannotWrite(folder))
    return { ca, tsa }
  }
  try {
    const [caKey, tsaKey] = found.slice(0, 2).map((key) => createPrivateKey(key ?? ''))
    const [ca, tsa] = found.slice(2).map((certificate) => new X509Certificate(certificate ?? ''))
    if (!caKey || !tsaKey || !ca?.checkPrivateKey(caKey) || !tsa?.checkPrivateKey(tsaKey) || !tsa.verify(ca.publicKey))
      throw new Error('does not fit')
    const secret = (key: typeof caKey) => new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }))
    return {
      ca: { key: secret(caKey), certificate: new Uint8Array(ca.raw) },
      tsa: { key: secret(tsaKey), certificate: new Uint8Array(tsa.raw) },
    }
  } catch {
    throw new CliError(text.tsaBadStore(folder))
  }
}

const write = async (path: string, content: string, failure: string): Promise<void> => {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch {
    throw new CliError(failure)
  }
}
