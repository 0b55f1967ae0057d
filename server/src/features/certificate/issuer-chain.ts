import { createPublicKey, X509Certificate } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { jwkOf } from '@datadeed/evidence'
import { OperatorError } from '../../platform/operator-error.ts'
import type { Platform } from '../../platform/platform.ts'
import { syncDirectory } from '../../platform/sync-directory.ts'

/** Milliseconds before its end at which a certificate of our own making is made anew. */
const renewBefore = 30 * 86_400_000

async function kept(path: string): Promise<X509Certificate[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => new X509Certificate(block))
}

/**
 * Certificates (DER) of the key that signs credentials, its own first, without the root. They are in the file
 * `keys/credential-THUMBPRINT.pem`, where the operator puts those of a licensed authority; without it the local authority of
 * this installation certifies the key, anew before that ends and for another address. Empty where neither can be had.
 */
export async function issuerChain(p: Platform, kid: string, publicKey: Uint8Array): Promise<readonly Uint8Array[]> {
  const path = join(p.config.dataDir, 'keys', `credential-${kid}.pem`)
  const chain = await kept(path)
  const [leaf] = chain
  const own = createPublicKey({ key: { ...jwkOf(publicKey) }, format: 'jwk' })
  if (leaf && !leaf.publicKey.equals(own))
    throw new OperatorError(`${path} 的第一张证书不是凭证签名密钥的证书，请换成这把密钥的证书，或者移走该文件。`)
  const ends = leaf ? Date.parse(leaf.validTo) : 0
  const local = new X509Certificate(p.pdfSigner.authorityPem)
  const ours = leaf?.checkIssued(local) ?? true
  const named = leaf?.subjectAltName === `URI:${p.config.publicUrl}`
  if (ours && (!named || ends < Date.now() + renewBefore)) {
    const from = new Date(Math.floor(Date.now() / 1000) * 1000)
    const made = await p.pdfSigner.certify(publicKey, {
      commonName: p.pack.registrar.name,
      uri: p.config.publicUrl,
      from,
    })
    if (made) {
      const draft = `${path}.${process.pid}.new`
      await writeFile(draft, new X509Certificate(made).toString(), { mode: 0o600 })
      await rename(draft, path)
      await syncDirectory(dirname(path))
      return [made]
    }
  }
  return ends > Date.now() ? chain.map(({ raw }) => new Uint8Array(raw)) : []
}
