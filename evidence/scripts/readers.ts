// Everything here that reads what comes from outside, by the names the negative vectors use.
import { nodeCrypto as crypto } from '../adapters/node.ts'
import {
  fromBase64,
  parseAddCheckpoint,
  parseCanonical,
  parseCheckpoint,
  parseEntry,
  parseManifest,
  parseNote,
  parsePackage,
  parseProof,
  parseStrict,
  parseTrust,
  parseVkey,
  readCertificate,
  readToken,
  utf8Decode,
} from '../src/index.ts'

/** Each throws FormatError for what it refuses. Binary input is base64. */
export const READERS = {
  json: (text: string) => parseStrict(text, 16 * 1024 * 1024),
  canonical: (text: string) => parseCanonical(text, 1_048_576),
  utf8: (base64: string) => utf8Decode(fromBase64(base64)),
  base64: (text: string) => fromBase64(text),
  manifest: parseManifest,
  entry: parseEntry,
  vkey: (text: string) => parseVkey(crypto, text),
  note: parseNote,
  checkpoint: parseCheckpoint,
  proof: (text: string) => parseProof(text),
  addCheckpoint: parseAddCheckpoint,
  trust: (text: string) => parseTrust(crypto, text),
  package: (text: string) => parsePackage(crypto, text),
  token: (base64: string) => readToken(fromBase64(base64)),
  certificate: (base64: string) => readCertificate(fromBase64(base64)),
} as const satisfies Record<string, (text: string) => unknown>

export type ReaderName = keyof typeof READERS

/** Input written as pieces, each so many times: what is long need not be stored long. */
export type Pieces = readonly (readonly [text: string, times: number])[]

export const joined = (pieces: Pieces): string => pieces.map(([text, times]) => text.repeat(times)).join('')
