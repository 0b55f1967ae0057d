// A small log with fixed keys and times, from which the published vectors are made and the verifier is tested.
import { ed25519Key, nodeCrypto } from '../adapters/node.ts'
import {
  type CertificateValue,
  canonicalBytes,
  commitment,
  cosign,
  cosigner,
  type Entry,
  entryHash,
  entryText,
  fileDigests,
  formatCheckpoint,
  formatProof,
  formatTime,
  inclusionProof,
  type Json,
  leafHash,
  makeManifest,
  makePackage,
  manifestDigests,
  manifestTotals,
  noteSigner,
  type OwnerValue,
  type Package,
  type PackageContent,
  packageStatement,
  parseEntry,
  saltedDigests,
  signNote,
  type Trust,
  toHex,
  treeRoot,
  utf8Encode,
} from '../src/index.ts'

export const crypto = nodeCrypto
const START = 1_790_000_000
const seed = (n: number) => new Uint8Array(32).fill(n)
export const salt = (n: number): string => toHex(crypto.sha256(Uint8Array.of(n)))

export const log = noteSigner(crypto, 'log.datadeed.example/vectors', ed25519Key(seed(1)))
export const witnesses = [2, 3].map((n) => cosigner(crypto, `witness-${n - 1}.example`, ed25519Key(seed(n))))
export const stranger = cosigner(crypto, 'stranger.example', ed25519Key(seed(9)))
/** The log under its name with another key, as after a change of keys. */
export const renewedLog = noteSigner(crypto, log.name, ed25519Key(seed(4)))
export const NOW = START + 90 * 86_400

const key = (vkey: string) => ({ vkey, from: formatTime(START - 86_400), until: null })
export const trust: Trust = {
  format: 'datadeed-trust/1',
  log: { origin: log.name, vkeys: [key(log.vkey)] },
  witnesses: witnesses.map((w, i) => ({ ...key(w.vkey), name: w.name, operator: `Operator ${i + 1}` })),
  quorum: 2,
}

/** The same, with the log's key retired before anything here was logged. */
export const retired: Trust = {
  ...trust,
  log: { ...trust.log, vkeys: trust.log.vkeys.map((k) => ({ ...k, until: formatTime(START - 60) })) },
}

export const owner: { salt: string; value: OwnerValue } = {
  salt: salt(1),
  value: { name: '示例交通科技有限公司', code: '91330100MA27XXXX0X' },
}
export const certificate: { salt: string; value: CertificateValue } = {
  salt: salt(2),
  value: {
    number: '20261122000000017',
    registration: 'SJ20261122000017',
    title: '高速公路断面流量数据',
    issuer: '示例数据知识产权登记机构',
    issuedOn: '2026-09-23',
    validUntil: '2029-09-22',
  },
}

export const manifest = makeManifest({ name: 'datadeed', version: '0.1.0' }, [
  { path: '流量/2026-01.csv', ...fileDigests(crypto, utf8Encode('time,section,count\n2026-01-01,G2-1,42\n')) },
  { path: 'README.txt', ...fileDigests(crypto, utf8Encode('sample\n')) },
  { path: 'empty.csv', ...fileDigests(crypto, new Uint8Array(0)) },
])
export const pdf = utf8Encode('%PDF-1.7 stands for the certificate')
const { bytes: pdfBytes, whole: pdfDigests } = fileDigests(crypto, pdf)

const texts: string[] = []
function add(at: number, entry: Omit<Entry, 'format' | 'time' | 'body'> & { body: object }): number {
  texts.push(entryText({ ...entry, time: formatTime(START + at) }))
  return texts.length - 1
}
const plain = (n: number) =>
  add(n, {
    type: 'notice',
    subject: `N-${n}`,
    digests: saltedDigests(crypto, salt(n), { n }),
    previous: null,
    known: null,
    body: { n },
  })

const root = (size: number) =>
  treeRoot(
    crypto.sha256,
    texts.slice(0, size).map((t) => leafHash(crypto.sha256, utf8Encode(t))),
  )
/** A checkpoint signed by the log and cosigned, 10 seconds apart, from `START + at` on. */
export function head(size: number, at: number, by = witnesses, signer = log, origin = log.name): string {
  const text = formatCheckpoint(origin, size, root(size))
  return signNote(text, [signer]) + by.map((w, i) => cosign(w, text, START + at + 10 * i)).join('')
}
export function receipt(index: number, checkpoint: string, size: number): string {
  const leaves = texts.slice(0, size).map((t) => leafHash(crypto.sha256, utf8Encode(t)))
  return formatProof({ index, path: inclusionProof(crypto.sha256, leaves, index), checkpoint, extra: null })
}
const link = (index: number) => ({ index, hash: entryHash(crypto, texts[index] ?? '') })

for (let n = 0; n < 5; n++) plain(n)
export const knownHead = head(5, 50)
export const depositIndex = add(100, {
  type: 'deposit',
  subject: 'D-2026-000001',
  digests: manifestDigests(crypto, manifest),
  previous: null,
  known: { size: 5, root: toHex(root(5)) },
  body: { owner: commitment(crypto, owner.salt, owner.value), ...manifestTotals(manifest) },
})
for (let n = 200; n < 204; n++) plain(n)
export const SIZE_AT_DEPOSIT = texts.length
export const submissionIndex = add(300, {
  type: 'submission',
  subject: 'A-2026-000001',
  digests: saltedDigests(crypto, salt(5), { form: 'all of it' }),
  previous: null,
  known: null,
  body: {},
})
for (let n = 400; n < 407; n++) plain(n)
export const certificateIndex = add(172_800, {
  type: 'certificate',
  subject: 'A-2026-000001',
  digests: saltedDigests(crypto, certificate.salt, certificate.value),
  previous: link(submissionIndex),
  known: null,
  body: {
    owner: commitment(crypto, owner.salt, owner.value),
    references: [
      { role: 'deposit', subject: 'D-2026-000001', ...link(depositIndex) },
      { role: 'submission', subject: 'A-2026-000001', ...link(submissionIndex) },
    ],
    documents: [{ name: '证书.pdf', bytes: pdfBytes, ...pdfDigests }],
  },
})
plain(172_900)
export const SIZE = texts.length
export const entries: readonly string[] = texts

const at = (index: number, checkpoint: string, size: number, known: string | null = null) => {
  const entry = texts[index] ?? ''
  return { role: parseEntry(entry).type, entry, proof: receipt(index, checkpoint, size), known }
}
const lastHead = head(SIZE, 173_000)
export const depositContent: PackageContent = {
  disclosed: { owner, certificate: null },
  manifest,
  entries: [at(depositIndex, head(SIZE_AT_DEPOSIT, 250), SIZE_AT_DEPOSIT, knownHead)],
  trust,
}
export const certificateContent: PackageContent = {
  disclosed: { owner, certificate },
  manifest: null,
  entries: [certificateIndex, depositIndex, submissionIndex].map((index) => at(index, lastHead, SIZE)),
  trust,
}
export const depositPackage = makePackage(crypto, depositContent)
export const certificatePackage = makePackage(crypto, certificateContent)

/** What a careful forger does: changes something and repairs the checksum, and the statement too when asked. */
export function forge(text: string, change: (copy: Mutable<Package>) => void, restate = false): Json {
  const copy: Mutable<Package> = JSON.parse(text)
  change(copy)
  if (restate) copy.statement = packageStatement(parseEntry(copy.entries[0]?.entry ?? ''), copy.disclosed)
  const { checksum: _, ...body } = copy
  return { ...body, checksum: toHex(crypto.sha256(canonicalBytes(body))) } as unknown as Json
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object | null | undefined ? Mutable<T[K]> : T[K] }
