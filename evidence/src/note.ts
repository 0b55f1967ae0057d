import { concat, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8Encode, utf8Length } from './bytes.ts'
import type { Crypto, Ed25519Key, Signer } from './crypto.ts'
import { FormatError } from './error.ts'
import { readSm2Der, readSm2Spki, sm2Der, sm2Spki } from './sm2.ts'

/** Signature type bytes of c2sp.org/signed-note that are understood here. */
export const ED25519 = 0x01
export const COSIGNATURE = 0x04
/** ML-DSA-44 cosignatures (c2sp.org/tlog-cosignature). */
export const MLDSA_COSIGNATURE = 0x06
/** Signatures without a type byte of their own: here SM2, told by the identifier that follows. */
export const SM2_NOTE = 0xff
const SM2_NOTE_IDENTIFIER = utf8Encode('datadeed-sm2/1\n')

const MAX_NOTE_BYTES = 256 * 1024
const MAX_SIGNATURES = 64
const DASH = '\u2014 '

/** One line below a note: who claims to have signed, and the bytes after the key id. */
export interface NoteSignature {
  readonly name: string
  /** 4 bytes in hex. */
  readonly keyId: string
  readonly signature: Uint8Array
}

/** A note whose signatures are not yet checked. `text` ends in a newline. */
export interface Note {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A key somebody trusts, as a vkey says it. */
export interface VerifierKey {
  readonly name: string
  readonly keyId: string
  readonly type: number
  /** 32 bytes of Ed25519, 1,312 of ML-DSA-44, or the point of an SM2 key (0x04 ‖ x ‖ y). */
  readonly publicKey: Uint8Array
}

/** What a signature line needs to name its key, and others to verify it. */
interface Named {
  readonly name: string
  readonly keyId: string
  /** What others need to verify. */
  readonly vkey: string
}

/** Somebody who signs notes or checkpoints under a name. */
export interface NoteSigner extends Named {
  /** True for ML-DSA-44, whose cosignatures are over another message. */
  readonly quantumSafe: boolean
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** The same where signing takes its time, as in a hardware module. */
export interface SlowNoteSigner extends Named {
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

/** True for a name a key may have: not empty, no Unicode space, no plus, no ASCII control character. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note may not hold them
  return name !== '' && !/[\p{White_Space}\p{Surrogate}\u0000-\u001f+]/u.test(name)
}

/** First four bytes of SHA-256 over name, newline, type and public key, in hex. */
export function keyId(crypto: Crypto, name: string, type: number, publicKey: Uint8Array): string {
  return toHex(crypto.sha256(concat(utf8Encode(`${name}\n`), encodeKey(type, publicKey))).subarray(0, 4))
}

/** Type and public key as a vkey holds them. */
function encodeKey(type: number, publicKey: Uint8Array): Uint8Array {
  const key = type === SM2_NOTE ? concat(SM2_NOTE_IDENTIFIER, sm2Spki(publicKey)) : publicKey
  return concat(Uint8Array.of(type), key)
}

function decodeKey(bytes: Uint8Array): { type: number; publicKey: Uint8Array } | null {
  const [type = 0] = bytes
  const key = bytes.subarray(1)
  if (type === SM2_NOTE) {
    const cut = SM2_NOTE_IDENTIFIER.length
    const point = equalBytes(key.subarray(0, cut), SM2_NOTE_IDENTIFIER) ? readSm2Spki(key.subarray(cut)) : null
    return point && { type, publicKey: point }
  }
  return key.length === KEY_BYTES.get(type) ? { type, publicKey: key } : null
}

const KEY_BYTES = new Map([
  [ED25519, 32],
  [COSIGNATURE, 32],
  [MLDSA_COSIGNATURE, 1312],
])

/** The vkey line for a public key. */
export function formatVkey(crypto: Crypto, name: string, type: number, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new FormatError('bad_vkey', 'name')
  return `${name}+${keyId(crypto, name, type, publicKey)}+${toBase64(encodeKey(type, publicKey))}`
}

/** Reads a vkey of a type understood here. Throws `bad_vkey`, also when its id is not that of its key. */
export function parseVkey(crypto: Crypto, vkey: string): VerifierKey {
  const [name = '', id = '', ...rest] = vkey.split('+')
  const key = decodeKey(bytesOr('bad_vkey', rest.join('+')))
  if (!isKeyName(name) || key === null) throw new FormatError('bad_vkey', '')
  const { type, publicKey } = key
  if (id !== keyId(crypto, name, type, publicKey)) throw new FormatError('bad_vkey', 'id')
  return { name, keyId: id, type, publicKey }
}

/** A signer of plain notes, which is what a log is. */
export function noteSigner(crypto: Crypto, name: string, key: Ed25519Key): NoteSigner {
  return signerOf(crypto, name, ED25519, key)
}

/** A signer of cosignatures, which is what a witness is. */
export function cosigner(crypto: Crypto, name: string, key: Ed25519Key): NoteSigner {
  return signerOf(crypto, name, COSIGNATURE, key)
}

/** A signer of ML-DSA-44 cosignatures: its public key is 1,312 bytes, what it signs 2,420. */
export function mlDsaCosigner(crypto: Crypto, name: string, key: Ed25519Key): NoteSigner {
  return signerOf(crypto, name, MLDSA_COSIGNATURE, key)
}

/** A signer of plain notes with SM2, which is what the SM3 tree of a log is. */
export function sm2NoteSigner(crypto: Crypto, name: string, key: Signer): SlowNoteSigner {
  const { publicKey } = key
  return {
    name,
    keyId: keyId(crypto, name, SM2_NOTE, publicKey),
    vkey: formatVkey(crypto, name, SM2_NOTE, publicKey),
    sign: async (message) => sm2Der(await key.sign(message)),
  }
}

function signerOf(crypto: Crypto, name: string, type: number, key: Ed25519Key): NoteSigner {
  const vkey = formatVkey(crypto, name, type, key.publicKey)
  const id = keyId(crypto, name, type, key.publicKey)
  return { name, keyId: id, vkey, quantumSafe: type === MLDSA_COSIGNATURE, sign: (message) => key.sign(message) }
}

/** One signature line, newline included. */
export function formatSignature(signature: NoteSignature): string {
  return `${DASH}${signature.name} ${toBase64(concat(fromHex(signature.keyId), signature.signature))}\n`
}

/** A note over a text that ends in a newline. Throws `bad_note`. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const message = utf8Encode(text)
  return joinNote(
    text,
    signers.map((s) => formatSignature({ name: s.name, keyId: s.keyId, signature: s.sign(message) })),
  )
}

/** The same by signers who take their time. */
export async function signNoteSlowly(text: string, signers: readonly SlowNoteSigner[]): Promise<string> {
  const message = utf8Encode(text)
  const sign = async (s: SlowNoteSigner) =>
    formatSignature({ name: s.name, keyId: s.keyId, signature: await s.sign(message) })
  return joinNote(text, await Promise.all(signers.map(sign)))
}

function joinNote(text: string, lines: readonly string[]): string {
  const note = `${text}\n${lines.join('')}`
  // Reading it back catches texts that a reader would cut elsewhere.
  if (parseNote(note).text !== text) throw new FormatError('bad_note', 'text')
  return note
}

/** Splits a note into its text and signature lines. Throws `bad_note`. Nothing is verified. */
export function parseNote(note: string): Note {
  if (utf8Length(note) > MAX_NOTE_BYTES) throw new FormatError('too_large', 'note')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification refuses them
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u.test(note)) throw new FormatError('bad_note', 'characters')
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0) throw new FormatError('bad_note', 'signatures')
  return { text: note.slice(0, cut + 1), signatures: parseSignatures(note.slice(cut + 2)) }
}

/** Reads signature lines alone, such as a witness answers with. Throws `bad_note`. */
export function parseSignatures(lines: string): NoteSignature[] {
  if (!lines.endsWith('\n')) throw new FormatError('bad_note', 'signatures')
  const list = lines.slice(0, -1).split('\n')
  if (list.length > MAX_SIGNATURES) throw new FormatError('too_large', 'signatures')
  return list.map((line) => {
    const [name = '', base64 = '', ...rest] = line.startsWith(DASH) ? line.slice(DASH.length).split(' ') : []
    const bytes = bytesOr('bad_note', base64)
    if (!isKeyName(name) || rest.length > 0 || bytes.length < 5) throw new FormatError('bad_note', 'signatures')
    return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
  })
}

function bytesOr(code: 'bad_note' | 'bad_vkey', base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch {
    throw new FormatError(code, 'base64')
  }
}

/** What the signatures of a note are worth under given keys. One bad signature of a known key condemns the note. */
export interface NoteCheck<T> {
  readonly good: readonly T[]
  /** Names of known keys whose signature does not verify. */
  readonly bad: readonly string[]
  /** Names on signatures of keys that are not known. */
  readonly unknown: readonly string[]
  /** Names of known keys whose signature this runtime has no means to check. */
  readonly unchecked: readonly string[]
}

/**
 * Matches each signature with a known key by name and id and asks `verify`, which gives null for a bad one and `unchecked`
 * for one that cannot be checked here.
 */
export function checkSignatures<T extends object>(
  note: Note,
  keys: readonly VerifierKey[],
  verify: (key: VerifierKey, signature: Uint8Array) => T | null | 'unchecked',
): NoteCheck<T> {
  const good: T[] = []
  const bad: string[] = []
  const unknown: string[] = []
  const unchecked: string[] = []
  const seen: VerifierKey[] = []
  for (const { name, keyId: id, signature } of note.signatures) {
    const key = keys.find((k) => k.name === name && k.keyId === id)
    if (key === undefined) unknown.push(name)
    else {
      const result = verify(key, signature)
      if (result === 'unchecked') unchecked.push(name)
      else if (result === null) bad.push(name)
      else if (!seen.some((k) => equalBytes(k.publicKey, key.publicKey))) {
        // The same key twice is one witness, however often or under whatever name it signs.
        seen.push(key)
        good.push(result)
      }
    }
  }
  return { good, bad, unknown, unchecked }
}

/** Checks the plain Ed25519 signatures (type 0x01) of a note. */
export function verifyNote(crypto: Crypto, note: Note, keys: readonly VerifierKey[]): NoteCheck<VerifierKey> {
  const message = utf8Encode(note.text)
  const plain = keys.filter((k) => k.type === ED25519)
  return checkSignatures(note, plain, (key, signature) =>
    signature.length === 64 && crypto.ed25519Verify(key.publicKey, message, signature) ? key : null,
  )
}

/** Checks the SM2 signatures of a note; they are unchecked where the runtime has no SM2. */
export function verifySm2Note(crypto: Crypto, note: Note, keys: readonly VerifierKey[]): NoteCheck<VerifierKey> {
  const message = utf8Encode(note.text)
  const verify = crypto.sm2Verify
  return checkSignatures(
    note,
    keys.filter((k) => k.type === SM2_NOTE),
    (key, der) => {
      const signature = readSm2Der(der)
      if (signature === null) return null
      if (verify === undefined) return 'unchecked'
      return verify(key.publicKey, message, signature) ? key : null
    },
  )
}
