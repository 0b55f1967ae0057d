import { toHex, utf8Encode } from './bytes.ts'
import { canonicalBytes, canonicalize, type Json, type JsonObject, parseCanonical } from './canonical.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Crypto, Digests } from './crypto.ts'
import { FormatError } from './error.ts'
import { digestsOf } from './fingerprint.ts'
import { leafHash } from './merkle.ts'
import { parseNote } from './note.ts'
import {
  asAnyObject,
  asArray,
  asDigest,
  asDigests,
  asNullable,
  asObject,
  asOneOf,
  asSize,
  asText,
  place,
} from './shape.ts'
import { MAX_BUNDLED_BYTES } from './tiles.ts'
import { parseTime } from './time.ts'

export const ENTRY_FORMAT = 'datadeed-entry/1'
/** UTF-8 bytes of an entry; an entry bundle cannot hold more. */
export const MAX_ENTRY_BYTES = MAX_BUNDLED_BYTES

/** What an entry records. */
export const ENTRY_TYPES = [
  'deposit',
  'submission',
  'examination',
  'notice',
  'objection',
  'objection_decision',
  'certificate',
  'certificate_status',
  'key',
  'sm3_checkpoint',
  'status_list',
  'delegation',
  'policy',
] as const
export type EntryType = (typeof ENTRY_TYPES)[number]

/** Another entry: its index and the hex of its SHA-256 leaf hash. */
export interface EntryLink {
  readonly index: number
  readonly hash: string
}

/** An entry of another subject that an entry builds on. */
export interface EntryReference extends EntryLink {
  readonly role: EntryType
  readonly subject: string
}

/** A document an entry vouches for, such as the certificate's PDF. */
export interface DocumentDigests extends Digests {
  readonly name: string
  readonly bytes: number
}

/** Body of a deposit: whose it is, as a salted commitment, and the totals of its manifest. */
export interface DepositBody extends JsonObject {
  readonly owner: string
  readonly files: number
  readonly bytes: number
}

/** Body of a certificate: the holder as a salted commitment, what it rests on, and its documents. */
export interface CertificateBody {
  readonly owner: string
  readonly references: readonly EntryReference[]
  readonly documents: readonly DocumentDigests[]
}

/** Body of a checkpoint of the SM3 tree: the signed note as it is. Its subject is `sm3`, its digests are those of the note. */
export interface Sm3CheckpointBody {
  readonly checkpoint: string
}

/**
 * Body of a change of what is asked of witnesses: how many must cosign, or the fewest that satisfy the tlog-policy `policy`.
 * It holds for checkpoints that cover this entry, until the next one.
 */
export interface PolicyBody extends JsonObject {
  readonly quorum: number
  readonly policy: string | null
}

/** One leaf of the log. */
export interface Entry {
  readonly format: typeof ENTRY_FORMAT
  readonly type: EntryType
  /** The number of the deposit, application or certificate. */
  readonly subject: string
  /** RFC 3339 in UTC with seconds: the log's own clock, a claim until witnesses bound it. */
  readonly time: string
  /** Of the manifest for a deposit, of the salted certificate for a certificate. */
  readonly digests: Digests
  /** The subject's entry before this one. */
  readonly previous: EntryLink | null
  /** The newest witnessed checkpoint its author knew: the entry is younger than that. `root` is hex. */
  readonly known: { readonly size: number; readonly root: string } | null
  readonly body: JsonObject
}

const KEYS = ['format', 'type', 'subject', 'time', 'digests', 'previous', 'known', 'body']

/** The canonical text of an entry, which is what is logged. Throws FormatError when it would not be read back. */
export function entryText(entry: Omit<Entry, 'format' | 'body'> & { readonly body: object }): string {
  const text = canonicalize({ format: ENTRY_FORMAT, ...entry })
  parseEntry(text)
  return text
}

/** The bytes of the leaf. */
export function entryBytes(entry: Omit<Entry, 'format' | 'body'> & { readonly body: object }): Uint8Array {
  return utf8Encode(entryText(entry))
}

/** Reads the canonical text of an entry. Throws FormatError with the failing field. */
export function parseEntry(text: string): Entry {
  const object = asObject(parseCanonical(text, MAX_ENTRY_BYTES), '', KEYS)
  if (object.format !== ENTRY_FORMAT) throw new FormatError('wrong_value', 'format')
  const type = asOneOf(object.type, 'type', ENTRY_TYPES)
  const time = object.time as string
  parseTime(time, 'time')
  const entry: Entry = {
    format: ENTRY_FORMAT,
    type,
    subject: asText(object.subject, 'subject', 128),
    time,
    digests: asDigests(object.digests, 'digests'),
    previous: asNullable(object.previous, (v) => {
      const link = asObject(v, 'previous', ['index', 'hash'])
      return { index: asSize(link.index, 'previous.index'), hash: asDigest(link.hash, 'previous.hash') }
    }),
    known: asNullable(object.known, (v) => {
      const known = asObject(v, 'known', ['size', 'root'])
      return { size: asSize(known.size, 'known.size'), root: asDigest(known.root, 'known.root') }
    }),
    body: asAnyObject(object.body, 'body'),
  }
  if (type === 'deposit') readDepositBody(entry.body)
  if (type === 'certificate') readCertificateBody(entry.body)
  if (type === 'sm3_checkpoint') readSm3CheckpointBody(entry.body)
  if (type === 'policy') readPolicyBody(entry.body)
  return entry
}

/** The body of a deposit. Throws FormatError. */
export function readDepositBody(body: Json): DepositBody {
  const object = asObject(body, 'body', ['owner', 'files', 'bytes'])
  return {
    owner: asDigest(object.owner, 'body.owner'),
    files: asSize(object.files, 'body.files'),
    bytes: asSize(object.bytes, 'body.bytes'),
  }
}

/** The body of a certificate. Throws FormatError. */
export function readCertificateBody(body: Json): CertificateBody {
  const object = asObject(body, 'body', ['owner', 'references', 'documents'])
  return {
    owner: asDigest(object.owner, 'body.owner'),
    references: asArray(object.references, 'body.references', 1, 16).map((v, i) => {
      const at = `body.references[${i}]`
      const link = asObject(v, at, ['role', 'subject', 'index', 'hash'])
      return {
        role: asOneOf(link.role, place(at, 'role'), ENTRY_TYPES),
        subject: asText(link.subject, place(at, 'subject'), 128),
        index: asSize(link.index, place(at, 'index')),
        hash: asDigest(link.hash, place(at, 'hash')),
      }
    }),
    documents: readDocuments(object.documents, 'body.documents'),
  }
}

/** The body of a checkpoint of the SM3 tree. Throws FormatError. */
export function readSm3CheckpointBody(body: Json): Sm3CheckpointBody {
  const { checkpoint } = asObject(body, 'body', ['checkpoint'])
  if (typeof checkpoint !== 'string') throw new FormatError('wrong_type', 'body.checkpoint')
  parseCheckpoint(parseNote(checkpoint).text)
  return { checkpoint }
}

/** The body of a change of the policy. Throws FormatError; what stands in `policy` is for `parsePolicy` to read. */
export function readPolicyBody(body: Json): PolicyBody {
  const { quorum, policy } = asObject(body, 'body', ['quorum', 'policy'])
  if (policy !== null && typeof policy !== 'string') throw new FormatError('wrong_type', 'body.policy')
  return { quorum: asSize(quorum, 'body.quorum'), policy }
}

export function readDocuments(value: Json | undefined, at: string): DocumentDigests[] {
  return asArray(value, at, 0, 16).map((v, i) => {
    const item = asObject(v, `${at}[${i}]`, ['name', 'bytes', 'sha256', 'sm3'])
    return {
      name: asText(item.name, `${at}[${i}].name`, 255),
      bytes: asSize(item.bytes, `${at}[${i}].bytes`),
      sha256: asDigest(item.sha256, `${at}[${i}].sha256`),
      sm3: asDigest(item.sm3, `${at}[${i}].sm3`),
    }
  })
}

/** Hex of the SHA-256 leaf hash of an entry's text, as links to it hold it. */
export function entryHash(crypto: Crypto, text: string): string {
  return toHex(leafHash(crypto.sha256, utf8Encode(text)))
}

/** Hex of SHA-256 over JCS of `{salt, value}`: says nothing of the value until both are shown. `salt` is 32 bytes in hex. */
export function commitment(crypto: Crypto, salt: string, value: object): string {
  return saltedDigests(crypto, salt, value).sha256
}

/** Both digests over JCS of `{salt, value}`. Throws `bad_digest` for a salt that is not 64 hex digits. */
export function saltedDigests(crypto: Crypto, salt: string, value: object): Digests {
  return digestsOf(crypto, canonicalBytes({ salt: asDigest(salt, 'salt'), value }))
}
