import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { access, chmod, mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncDirectory } from '../sync-directory.ts'
import { type Certified, certifyKey, createAuthority } from './authority.ts'
import { commonNameOf } from './cms.ts'
import type { Signer } from './signer.ts'

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`

const write = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Makes the four files in a directory of their own and moves it into place whole; of two processes that try, the first wins. */
const create = async (directory: string, organization: string, now: Date): Promise<void> => {
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 })
  const draft = await mkdtemp(`${directory}-`)
  try {
    await chmod(draft, 0o700)
    const made = await createAuthority(organization, now)
    await write(join(draft, 'ca.key.pem'), pem('PRIVATE KEY', made.authority.key))
    await write(join(draft, 'ca.cert.pem'), pem('CERTIFICATE', made.authority.certificate))
    await write(join(draft, 'signer.key.pem'), pem('PRIVATE KEY', made.signer.key))
    await write(join(draft, 'signer.cert.pem'), pem('CERTIFICATE', made.signer.certificate))
    await syncDirectory(draft)
    await rename(draft, directory)
    await syncDirectory(dirname(directory))
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(join(directory, 'signer.cert.pem')))) throw error
  }
}

export interface FileSigner extends Signer {
  /** The authority's certificate, PEM, for people who want to check signatures themselves. */
  readonly authorityPem: string
  /** Certifies another key of this installation (P-256, x‖y); null where the authority's own key is kept elsewhere. */
  certify(publicKey: Uint8Array, what: Certified): Promise<Uint8Array | null>
}

/**
 * The document signer whose keys live in `directory` (files 0600), made on first use with a local authority of its own. `organization`
 * and `now` matter only then. Throws when files are missing or key and certificate do not belong together.
 */
export const openFileSigner = async (directory: string, organization: string, now: Date): Promise<FileSigner> => {
  if (!(await exists(join(directory, 'signer.cert.pem')))) await create(directory, organization, now)
  const read = (name: string) => readFile(join(directory, name), 'utf8')
  const [authorityPem, certificatePem, keyPem] = await Promise.all([
    read('ca.cert.pem'),
    read('signer.cert.pem'),
    read('signer.key.pem'),
  ])
  const key = createPrivateKey(keyPem)
  const [authority, certificate] = [new X509Certificate(authorityPem), new X509Certificate(certificatePem)]
  if (!certificate.checkPrivateKey(key) || !certificate.verify(authority.publicKey)) {
    throw new Error(`文件签章的密钥与证书不匹配，请检查目录 ${directory} 是否完整恢复。`)
  }
  return {
    name: commonNameOf(certificate.raw),
    certificates: [new Uint8Array(certificate.raw), new Uint8Array(authority.raw)],
    authorityPem,
    sign: async (bytes) => new Uint8Array(sign('sha256', bytes, key)),
    certify: async (publicKey, what) => {
      if (!(await exists(join(directory, 'ca.key.pem')))) return null
      const own = createPrivateKey(await read('ca.key.pem')).export({ type: 'pkcs8', format: 'der' })
      return await certifyKey({ key: new Uint8Array(own), certificate: new Uint8Array(authority.raw) }, publicKey, what)
    },
  }
}
