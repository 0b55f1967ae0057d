import { type FileProfile, profileToParts, valuesPart } from '@datadeed/dataset'
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
  toHex,
} from '@datadeed/evidence'

/** A finished fingerprint, ready to be looked at and sent. `text` is byte for byte what is deposited. */
export type Prepared = {
  manifest: Manifest
  text: string
  digests: Digests
  parts: Part[]
  profiles: FileProfile[]
  emptyFiles: string[]
}

const salt = () => toHex(crypto.getRandomValues(new Uint8Array(32)))

/** Commits to the profile as salted parts of the manifest, so that it can be shown now, later, or never. */
export function prepare({ manifest, parts: given, profiles, emptyFiles }: Fingerprint): Prepared {
  const hash = browserCrypto()
  const structured = profiles.some(({ columns }) => columns.length > 0)
  const parts = given.length > 0 || !structured ? given : profileToParts(profiles, salt)
  const whole = { ...manifest, parts: parts.length > 0 ? makeParts(hash, parts) : null }
  const text = canonicalize(whole as unknown as Json)
  return { manifest: whole, text, digests: manifestDigests(hash, whole), parts, profiles, emptyFiles }
}

/** The parts as they are shown to the registry: the frequent values only where their owner says so. */
export function disclosuresOf({ parts }: Prepared, { values }: { values: boolean }): PartDisclosure[] {
  const hash = browserCrypto()
  return parts.flatMap(({ name }) => (name !== valuesPart || values ? [disclosePart(hash, parts, name)] : []))
}

/** What the owner keeps: everything needed to show a part to somebody later. */
export const privateFile = ({ text, parts }: Pick<Prepared, 'text' | 'parts'>): string =>
  `${JSON.stringify({ format: 'datadeed-private/1', manifest: JSON.parse(text), parts }, null, 1)}\n`

// Hours of hashing must survive a reload. This window only: the profile says much about the data.
const draftKey = 'datadeed.deposit.draft'
const keptKey = (id: string) => `datadeed.deposit.private.${id}`

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // Too large or storage blocked: it stays in memory for as long as the page is open.
  }
}
function recall(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

export function keepDraft({ text, parts, profiles, emptyFiles }: Prepared): void {
  keep(draftKey, JSON.stringify({ text, parts, profiles, emptyFiles }))
}

export function dropDraft(): void {
  try {
    sessionStorage.removeItem(draftKey)
  } catch {
    // as in keep()
  }
}

export function recallDraft(): Prepared | null {
  const kept = recall(draftKey)
  if (kept === null) return null
  try {
    const { text, parts, profiles, emptyFiles } = JSON.parse(kept) as Omit<Prepared, 'manifest' | 'digests'>
    const manifest = parseManifest(text)
    return { manifest, text, digests: manifestDigests(browserCrypto(), manifest), parts, profiles, emptyFiles }
  } catch {
    return null // written by another version
  }
}

export function keepPrivate(depositId: string, prepared: Prepared): void {
  if (prepared.parts.length > 0) keep(keptKey(depositId), privateFile(prepared))
}
export const recallPrivate = (depositId: string): string | null => recall(keptKey(depositId))

/** Hands text to the browser as a file to save. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
