import {
  type FileProfile,
  fingerprintParts,
  partsToShow,
  type SketchResult,
  type TableErrorCode,
} from '@datadeed/dataset'
import { browserCrypto, type Fingerprint } from '@datadeed/dataset/browser'
import {
  canonicalize,
  type Digests,
  disclosePart,
  type Json,
  type Manifest,
  makeParts,
  manifestDigests,
  type Part,
  type PartDisclosure,
  parseManifest,
  SKETCH_PART,
  toHex,
} from '@datadeed/evidence'

/** A finished fingerprint, ready to be looked at and sent. `text` is byte for byte what is deposited. */
export type Prepared = {
  manifest: Manifest
  text: string
  digests: Digests
  parts: Part[]
  profiles: FileProfile[]
  /** of each table the value with its rows in order, or why there is none; both null where this browser could not make it */
  tables: { path: string; ordered: Digests | null; refused: { code: TableErrorCode; place: string } | null }[]
  /** what the registry may compare the tables by; null where there was no comparison key */
  sketch: Omit<SketchResult, 'part'> | null
  emptyFiles: string[]
}

const salt = () => toHex(crypto.getRandomValues(new Uint8Array(32)))

/** Commits to all that was learnt as salted parts of the manifest, so that each can be shown now, later, or never. */
export function prepare(done: Fingerprint): Prepared {
  const { manifest, profiles, emptyFiles, sketch } = done
  const hash = browserCrypto()
  const parts = fingerprintParts(done, salt)
  const tables = done.tables.map(({ path, table, refusal }) => ({
    path,
    ordered: table?.ordered ?? null,
    refused: refusal && { code: refusal.code, place: refusal.place },
  }))
  const whole = { ...manifest, parts: parts.length > 0 ? makeParts(hash, parts) : null }
  const text = canonicalize(whole as unknown as Json)
  const told = sketch && { told: sketch.told, failed: sketch.failed }
  const digests = manifestDigests(hash, whole)
  return { manifest: whole, text, digests, parts, profiles, tables, sketch: told, emptyFiles }
}

/** The parts as they go with the deposit: the frequent values and what the scan found only where their owner says so. */
export function disclosuresOf({ parts }: Prepared, shown: { values: boolean; scan: boolean }): PartDisclosure[] {
  return partsToShow(parts, shown).map((name) => disclosePart(browserCrypto(), parts, name))
}

/** The sketch as the registry alone gets it; null where there is none. */
export function sketchOf(parts: readonly Part[]): PartDisclosure | null {
  return parts.some(({ name }) => name === SKETCH_PART) ? disclosePart(browserCrypto(), parts, SKETCH_PART) : null
}

/** A part of a deposit from what its owner kept, by either tool; null where that is of another deposit or not there. */
export function partFromKept(text: string, manifest: Manifest, name: string): PartDisclosure | null {
  try {
    const kept = JSON.parse(text) as Part[] | { parts: Part[] }
    const parts = Array.isArray(kept) ? kept : kept.parts
    const hash = browserCrypto()
    const same = canonicalize(makeParts(hash, parts)) === canonicalize(manifest.parts)
    return same && parts.some((part) => part.name === name) ? disclosePart(hash, parts, name) : null
  } catch {
    return null
  }
}

/** What the owner keeps: everything needed to show a part to somebody later. */
export const privateFile = ({ text, parts }: Pick<Prepared, 'text' | 'parts'>): string =>
  `${JSON.stringify({ format: 'datadeed-private/1', manifest: JSON.parse(text), parts }, null, 1)}\n`

// Hours of hashing must survive a reload. This window only: the profile says much about the data.
const draftKey = 'datadeed.deposit.draft'
const keptKey = (id: string) => `datadeed.deposit.private.${id}`
const sketchKey = (id: string) => `datadeed.deposit.sketch.${id}`

/** What is too large for the window's storage, or where that is blocked: it stays for as long as the page is open. */
const memory = new Map<string, string>()

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    memory.set(key, value)
  }
}
function recall(key: string): string | null {
  try {
    return memory.get(key) ?? sessionStorage.getItem(key)
  } catch {
    return null
  }
}
function drop(key: string): void {
  memory.delete(key)
  try {
    sessionStorage.removeItem(key)
  } catch {
    // as in keep()
  }
}

export function keepDraft({ manifest: _, digests: __, ...draft }: Prepared): void {
  keep(draftKey, JSON.stringify(draft))
}

export const dropDraft = (): void => drop(draftKey)

export function recallDraft(): Prepared | null {
  const kept = recall(draftKey)
  if (kept === null) return null
  try {
    const draft = JSON.parse(kept) as Omit<Prepared, 'manifest' | 'digests'>
    if (!Array.isArray(draft.tables)) return null
    const manifest = parseManifest(draft.text)
    return { ...draft, manifest, digests: manifestDigests(browserCrypto(), manifest) }
  } catch {
    return null // written by another version
  }
}

export function keepPrivate(depositId: string, prepared: Prepared): void {
  if (prepared.parts.length > 0) keep(keptKey(depositId), privateFile(prepared))
}
export const recallPrivate = (depositId: string): string | null => recall(keptKey(depositId))

/** Why the sketch of a deposit did not get through, in a sentence; the page of the deposit offers to send it again. */
export const keepSketchFault = (depositId: string, sentence: string): void => keep(sketchKey(depositId), sentence)
export const dropSketchFault = (depositId: string): void => drop(sketchKey(depositId))

/** The fault of an earlier attempt and what is to be sent again. */
export function recallSketchFault(depositId: string): { sentence: string; disclosure: PartDisclosure } | null {
  const sentence = recall(sketchKey(depositId))
  const kept = recallPrivate(depositId)
  if (sentence === null || kept === null) return null
  const disclosure = sketchOf((JSON.parse(kept) as { parts: Part[] }).parts)
  return disclosure && { sentence, disclosure }
}
