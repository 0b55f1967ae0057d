import { fromBase64, toHex } from './bytes.ts'
import { canonicalBytes, canonicalize, type Json, parseCanonical } from './canonical.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { type Disclosed, readDisclosed } from './disclosed.ts'
import {
  type DocumentDigests,
  ENTRY_TYPES,
  type Entry,
  type EntryType,
  parseEntry,
  readCertificateBody,
  readDocuments,
} from './entry.ts'
import { FormatError } from './error.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { parseNote } from './note.ts'
import { asArray, asDigest, asNullable, asObject, asOneOf, asText } from './shape.ts'
import { packageStatement } from './statement.ts'
import { MAX_TOKEN_BYTES, readToken } from './timestamp-token.ts'
import { parseProof, SM3_PROOF } from './tlog-proof.ts'
import { readTrust, type Trust } from './trust.ts'

export const PACKAGE_FORMAT = 'datadeed-package/1'
/** UTF-8 bytes of a package; only one with the manifest of very many files comes near. */
export const MAX_PACKAGE_BYTES = 96 * 1024 * 1024

/** One entry in a package: its canonical text, its receipt, and the signed checkpoint its `known` names, or null. */
export interface PackageEntry {
  readonly role: EntryType
  readonly entry: string
  readonly proof: string
  readonly known: string | null
}

/**
 * Tokens of timestamp authorities. `proof` is a receipt of the first entry in the checkpoint that was stamped, as the log
 * signed it; the SM3 checkpoint in `sm3` may be stamped too.
 */
export interface Timestamps {
  readonly proof: string
  /** DER in base64. */
  readonly tokens: readonly string[]
}

/** Everything a stranger needs to check one deposit or certificate offline. */
export interface Package {
  readonly format: typeof PACKAGE_FORMAT
  readonly kind: 'deposit' | 'certificate'
  readonly subject: string
  readonly statement: { readonly zh: string; readonly en: string }
  readonly disclosed: Disclosed
  readonly manifest: Manifest | null
  /** The deposit's or certificate's own entry first. */
  readonly entries: readonly PackageEntry[]
  readonly documents: readonly DocumentDigests[]
  readonly trust: Trust
  /** Proof that the first entry is in the SM3 tree (`datadeed-sm3-proof/1`). */
  readonly sm3?: string
  readonly timestamps?: Timestamps
  /** SHA-256, hex, of the canonical package without this member. */
  readonly checksum: string
}

/** What the caller decides; the rest of a package follows from it. */
export type PackageContent = Pick<Package, 'disclosed' | 'manifest' | 'entries' | 'trust' | 'sm3' | 'timestamps'>

const KEYS = [
  'format',
  'kind',
  'subject',
  'statement',
  'disclosed',
  'manifest',
  'entries',
  'documents',
  'trust',
  'checksum',
]

/** The text of a package file (`.datadeed.json`). Throws FormatError when it would not be read back. */
export function makePackage(crypto: Crypto, content: PackageContent): string {
  const main = parseEntry(content.entries[0]?.entry ?? '')
  const body = {
    format: PACKAGE_FORMAT,
    kind: main.type,
    subject: main.subject,
    statement: packageStatement(main, content.disclosed),
    documents: packageDocuments(main),
    ...content,
  }
  const text = canonicalize({ ...body, checksum: toHex(crypto.sha256(canonicalBytes(body))) })
  parsePackage(crypto, text)
  return text
}

/** The documents a package must list: those its own entry vouches for. */
export function packageDocuments(main: Entry): readonly DocumentDigests[] {
  return main.type === 'certificate' ? readCertificateBody(main.body).documents : []
}

/** The checksum a package must have. */
export function packageChecksum(crypto: Crypto, { checksum: _, ...body }: Package): string {
  return toHex(crypto.sha256(canonicalBytes(body)))
}

/** Reads the canonical text of a package, all formats inside it too. Throws FormatError. Nothing is verified. */
export function parsePackage(crypto: Crypto, text: string): Package {
  const object = asObject(parseCanonical(text, MAX_PACKAGE_BYTES), '', KEYS, ['sm3', 'timestamps'])
  if (object.format !== PACKAGE_FORMAT) throw new FormatError('wrong_value', 'format')
  const kind = asOneOf(object.kind, 'kind', ['deposit', 'certificate'] as const)
  const statement = asObject(object.statement, 'statement', ['zh', 'en'])
  const disclosed = readDisclosed(object.disclosed)
  const entries = asArray(object.entries, 'entries', 1, 8).map((v, i) => readPackageEntry(v, `entries[${i}]`))
  const roles = entries.map((e) => e.role)
  if (roles[0] !== kind) throw new FormatError('wrong_value', 'entries[0].role')
  if (new Set(roles).size !== roles.length) throw new FormatError('duplicate', 'entries')
  if (kind === 'certificate' && !roles.includes('deposit')) throw new FormatError('missing', 'entries')
  if ((disclosed.certificate !== null) !== (kind === 'certificate'))
    throw new FormatError('wrong_value', 'disclosed.certificate')
  return {
    format: PACKAGE_FORMAT,
    kind,
    subject: asText(object.subject, 'subject', 128),
    statement: { zh: asText(statement.zh, 'statement.zh', 4096), en: asText(statement.en, 'statement.en', 4096) },
    disclosed,
    manifest: asNullable(object.manifest, (v) => within('manifest', () => readManifest(v))),
    entries,
    documents: readDocuments(object.documents, 'documents'),
    trust: readTrust(crypto, object.trust, 'trust'),
    ...(object.sm3 !== undefined && { sm3: readProof(object.sm3, 'sm3', SM3_PROOF) }),
    ...(object.timestamps !== undefined && { timestamps: readTimestamps(object.timestamps) }),
    checksum: asDigest(object.checksum, 'checksum'),
  }
}

function readPackageEntry(value: Json, at: string): PackageEntry {
  const object = asObject(value, at, ['role', 'entry', 'proof', 'known'])
  const role = asOneOf(object.role, `${at}.role`, ENTRY_TYPES)
  const { entry } = object
  if (typeof entry !== 'string') throw new FormatError('wrong_type', `${at}.entry`)
  const { type } = within(`${at}.entry`, () => parseEntry(entry))
  if (type !== role) throw new FormatError('wrong_value', `${at}.role`)
  const proof = readProof(object.proof, `${at}.proof`)
  const known = asNullable(object.known, (v) => {
    if (typeof v !== 'string') throw new FormatError('wrong_type', `${at}.known`)
    within(`${at}.known`, () => parseCheckpoint(parseNote(v).text))
    return v
  })
  return { role, entry, proof, known }
}

function readTimestamps(value: Json): Timestamps {
  const object = asObject(value, 'timestamps', ['proof', 'tokens'])
  const tokens = asArray(object.tokens, 'timestamps.tokens', 1, 16).map((v, i) => {
    const at = `timestamps.tokens[${i}]`
    const text = asText(v, at, 2 * MAX_TOKEN_BYTES)
    within(at, () => readToken(fromBase64(text)))
    return text
  })
  return { proof: readProof(object.proof, 'timestamps.proof'), tokens }
}

function readProof(value: Json | undefined, at: string, header?: string): string {
  if (typeof value !== 'string') throw new FormatError('wrong_type', at)
  const { extra, checkpoint } = within(at, () => parseProof(value, header))
  if (extra !== null) throw new FormatError('unknown_field', `${at}.extra`)
  within(at, () => parseCheckpoint(parseNote(checkpoint).text))
  return value
}

/** Names the place in the package for a fault found by a parser of one of its parts. */
function within<T>(at: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError(error.code, error.field === '' ? at : `${at}.${error.field}`)
  }
}
