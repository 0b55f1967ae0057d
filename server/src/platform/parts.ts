import { join } from 'node:path'
import type { Config } from '../config.ts'
import { createFileMailer } from './mail/file-mailer.ts'
import type { Mailer } from './mail/mailer.ts'
import { createSmtpMailer } from './mail/smtp-mailer.ts'
import { createClamdScanner } from './scanner/clamd.ts'
import { noScanner, type Scanner } from './scanner/scanner.ts'
import { type FileSigner, openFileSigner } from './signing/key-files.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { createDiskStore } from './storage/disk-store.ts'
import { createS3Store } from './storage/s3-store.ts'

/** Parts of the installation beside the database, each behind its port. */
export interface Parts {
  blobs: BlobStore
  scanner: Scanner
  mail: Mailer
  /** Seals certificates and letters. */
  pdfSigner: FileSigner
}

/** `https://key:secret@host/bucket?region=…` */
function s3Store(url: string, spoolDirectory: string): BlobStore {
  const { protocol, host, pathname, username, password, searchParams } = new URL(url)
  return createS3Store({
    endpoint: `${protocol}//${host}`,
    bucket: pathname.replaceAll('/', ''),
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    spoolDirectory,
  })
}

/** `smtp://user:password@host:587` or `smtps://…`. */
function smtpMailer(url: string, from: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  return createSmtpMailer({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    from,
    ...(username ? { user: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
  })
}

/** `host:port` or the path of a UNIX socket. */
function clamdScanner(address: string): Scanner {
  const [host = '', port] = address.split(':')
  return createClamdScanner({ address: port ? { host, port: Number(port) } : { path: address } })
}

const year = 366 * 86_400_000

/** `since` is from when the signing certificate is good, where it has yet to be made. */
export async function openParts(
  config: Config,
  // The demonstration world signs what happened months ago: its certificate must have been good then.
  since = new Date(Date.now() - (config.demo ? year : 0)),
): Promise<Parts> {
  const at = (name: string) => join(config.dataDir, name)
  const organisation = config.demo ? '数契演示签发机构' : '数契签发机构'
  return {
    blobs: config.s3Url ? s3Store(config.s3Url, at('spool')) : createDiskStore(at('blobs')),
    scanner: config.clamd ? clamdScanner(config.clamd) : noScanner,
    mail: config.smtpUrl ? smtpMailer(config.smtpUrl, config.mailFrom) : createFileMailer(at('mail'), config.mailFrom),
    pdfSigner: await openFileSigner(at('keys/pdf'), organisation, since),
  }
}
