import { utf8Decode } from './bytes.ts'
import { canonicalize } from './canonical.ts'
import type { Crypto } from './crypto.ts'
import { type Entry, parseEntry, readCertificateBody, readDepositBody, saltedDigests } from './entry.ts'
import { FormatError } from './error.ts'
import { digestsOf } from './fingerprint.ts'
import { manifestDigests, manifestTotals, sameDigests } from './manifest.ts'
import { type Package, packageChecksum, packageDocuments, parsePackage } from './package.ts'
import { type Reason, severityOf } from './reasons.ts'
import { packageStatement } from './statement.ts'
import { formatTime, startOfDateInChina } from './time.ts'
import { parseProof } from './tlog-proof.ts'
import type { Trust, TrustedKey } from './trust.ts'
import { outcomeOf, STEPS, type Step, stepResult, type Verdict } from './verdict.ts'
import { checkReceipt, type ReceiptFinding, reason } from './verify-log.ts'
import { checkSm3 } from './verify-sm3.ts'
import { checkTimestamps, type StampedTime } from './verify-timestamp.ts'

/** What a verifier is given. */
export interface VerifyInput {
  readonly packageText: string | Uint8Array
  /** Whom the caller believes; null takes the package's own trust file, and the verdict says so. */
  readonly trust: Trust | null
  /** Documents to compare, such as the certificate's PDF, by any name. */
  readonly documents?: ReadonlyMap<string, Uint8Array>
  /** The caller's clock, Unix seconds. */
  readonly now: number
}

/** Checks an evidence package offline. Never throws for what the package holds. */
export function verifyPackage(input: VerifyInput, crypto: Crypto): Verdict {
  let pkg: Package
  try {
    pkg = parsePackage(crypto, textOf(input.packageText))
  } catch (error) {
    return unreadable(error)
  }
  const trust = input.trust ?? pkg.trust
  const items = pkg.entries.map((e) => ({ ...e, text: e.entry, entry: parseEntry(e.entry) }))
  const findings = items.map((item) => checkReceipt(crypto, item, item.known, trust, input.now))
  const [main] = items
  const [finding] = findings
  if (main === undefined || finding === undefined) throw new Error('a parsed package has an entry')
  const stamps = checkTimestamps(crypto, main.text, pkg, trust, input.now)
  return conclude(
    {
      intact: isIntact(crypto, pkg, main.entry),
      content: [
        ...matchesEntry(crypto, pkg, main.entry),
        ...rests(pkg, main.entry, findings),
        ...documents(crypto, pkg, input),
      ],
      logged: [
        ...trustNotices(pkg.trust, input.trust),
        ...findings.flatMap((f) => f.logged),
        ...checkSm3(crypto, main.text, pkg.sm3 ?? null, finding, trust),
      ],
      witnessed: [...findings.flatMap((f) => f.witnessed), ...stamps.reasons],
      current: isCurrent(pkg, input.now),
    },
    main.entry,
    finding,
    pkg,
    stamps.times,
  )
}

/** Checks a `.tlog-proof` file against the entry it is for. Never throws for what the two hold. */
export function verifyReceipt(
  input: { readonly entryText: string; readonly proofText: string; readonly trust: Trust; readonly now: number },
  crypto: Crypto,
): Verdict {
  let entry: Entry
  let finding: ReceiptFinding
  try {
    entry = parseEntry(input.entryText)
    parseProof(input.proofText)
    const item = { role: entry.type, text: input.entryText, entry, proof: input.proofText }
    finding = checkReceipt(crypto, item, null, input.trust, input.now)
  } catch (error) {
    return unreadable(error)
  }
  return conclude({ intact: [], logged: finding.logged, witnessed: finding.witnessed }, entry, finding, null)
}

function textOf(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : utf8Decode(text)
}

function unreadable(error: unknown): Verdict {
  if (!(error instanceof FormatError)) throw error
  const broken = reason('malformed', { field: error.field, code: error.code })
  const steps = STEPS.map((step) =>
    step === 'intact' ? stepResult(step, [broken]) : { step, outcome: 'cannot_check' as const },
  )
  return { outcome: 'invalid', reasons: [broken], steps, facts: null }
}

// 1. Is this the file that was made, and do its words say what its evidence says?
function isIntact(crypto: Crypto, pkg: Package, main: Entry): Reason[] {
  const reasons: Reason[] = []
  if (packageChecksum(crypto, pkg) !== pkg.checksum) reasons.push(reason('altered'))
  const expected = packageStatement(main, pkg.disclosed)
  if (pkg.statement.zh !== expected.zh || pkg.statement.en !== expected.en) reasons.push(reason('statement_mismatch'))
  return reasons
}

// 2. Is what it shows what was logged?
function matchesEntry(crypto: Crypto, pkg: Package, main: Entry): Reason[] {
  const reasons: Reason[] = []
  const { owner, certificate } = pkg.disclosed
  if (pkg.subject !== main.subject) reasons.push(reason('subject_mismatch', { subject: pkg.subject }))
  if (owner === null) reasons.push(reason('owner_not_disclosed'))
  else if (saltedDigests(crypto, owner.salt, owner.value).sha256 !== main.body.owner) {
    reasons.push(reason('owner_mismatch'))
  }
  if (certificate !== null && !sameDigests(saltedDigests(crypto, certificate.salt, certificate.value), main.digests)) {
    reasons.push(reason('certificate_mismatch'))
  }
  const deposit = pkg.entries.find((e) => e.role === 'deposit')
  if (pkg.manifest === null) {
    if (pkg.kind === 'deposit') reasons.push(reason('manifest_not_included'))
  } else if (deposit !== undefined) {
    const entry = parseEntry(deposit.entry)
    const body = readDepositBody(entry.body)
    const totals = manifestTotals(pkg.manifest)
    const same = sameDigests(manifestDigests(crypto, pkg.manifest), entry.digests)
    if (!same || totals.files !== body.files || totals.bytes !== body.bytes) reasons.push(reason('manifest_mismatch'))
  }
  return reasons
}

function rests(pkg: Package, main: Entry, findings: readonly ReceiptFinding[]): Reason[] {
  const references = main.type === 'certificate' ? readCertificateBody(main.body).references : []
  return pkg.entries.slice(1).flatMap(({ role, entry }, i) => {
    const finding = findings[i + 1]
    const { subject } = parseEntry(entry)
    const named = references.some(
      (r) => r.role === role && r.subject === subject && r.index === finding?.index && r.hash === finding.leaf,
    )
    const earlier = finding !== undefined && finding.index < (findings[0]?.index ?? 0)
    return named && earlier ? [] : [reason('reference_broken', { role })]
  })
}

function documents(crypto: Crypto, pkg: Package, input: VerifyInput): Reason[] {
  const listed = pkg.documents
  const reasons: Reason[] = []
  if (canonicalize(listed) !== canonicalize(packageDocuments(parseEntry(pkg.entries[0]?.entry ?? '')))) {
    reasons.push(reason('documents_mismatch'))
  }
  const found = new Set<string>()
  for (const [name, bytes] of input.documents ?? []) {
    const digests = digestsOf(crypto, bytes)
    const match = listed.find((d) => d.bytes === bytes.length && sameDigests(d, digests))
    if (match === undefined) reasons.push(reason('document_mismatch', { name }))
    else found.add(match.name)
  }
  for (const { name } of listed) if (!found.has(name)) reasons.push(reason('document_not_given', { name }))
  return reasons
}

// 3. Whose log is it? A package may bring other keys along, but none that contradict the caller's.
function trustNotices(own: Trust, given: Trust | null): Reason[] {
  if (given === null) return [reason('own_trust_used')]
  if (own.log.origin !== given.log.origin) return [reason('trust_conflict', { name: own.log.origin })]
  // A policy says nothing of when a key counts.
  if (given.policy !== undefined) return [reason('trust_differs')]
  const theirs = new Map(keysOf(given).map((k) => [k.vkey, k]))
  for (const key of keysOf(own)) {
    const known = theirs.get(key.vkey)
    // A key in use when the package was made may have been retired since, or retired when the verifier's file was older.
    const open = key.until === null || known?.until === null
    const agrees = known === undefined || (known.from === key.from && (open || known.until === key.until))
    if (!agrees) return [reason('trust_conflict', { name: key.vkey })]
  }
  return canonicalize(own) === canonicalize(given) ? [] : [reason('trust_differs')]
}

function keysOf({ log, witnesses, sm3 = [] }: Trust): TrustedKey[] {
  return [...log.vkeys, ...witnesses, ...sm3]
}

// 5. Does it still hold? Offline only the dates on the certificate can tell.
function isCurrent(pkg: Package, now: number): Reason[] {
  const value = pkg.disclosed.certificate?.value
  if (value === undefined) return []
  const reasons = [reason('revocation_not_checked')]
  if (now < startOfDateInChina(value.issuedOn))
    reasons.unshift(reason('certificate_not_yet_valid', { date: value.issuedOn }))
  if (value.validUntil !== null && now >= startOfDateInChina(value.validUntil) + 86_400) {
    reasons.unshift(reason('certificate_expired', { date: value.validUntil }))
  }
  return reasons
}

function conclude(
  found: Partial<Record<Step, readonly Reason[]>>,
  entry: Entry,
  receipt: ReceiptFinding,
  pkg: Package | null,
  timestamps: readonly StampedTime[] = [],
): Verdict {
  const steps = STEPS.flatMap((step) => (found[step] === undefined ? [] : [stepResult(step, found[step])]))
  const rank = { invalid: 0, cannot_check: 1, notice: 2 }
  const reasons = STEPS.flatMap((step) => found[step] ?? []).sort(
    (a, b) => rank[severityOf(a.code)] - rank[severityOf(b.code)],
  )
  const deposit = pkg?.entries.find((e) => e.role === 'deposit')
  const depositEntry = deposit === undefined ? entry : parseEntry(deposit.entry)
  const totals = depositEntry.type === 'deposit' ? readDepositBody(depositEntry.body) : null
  const outcome = outcomeOf(reasons)
  return {
    outcome,
    // A time is only told when everything it rests on held.
    ...(outcome === 'valid' && receipt.quorumAt !== null
      ? { asOf: { notBefore: receipt.notBefore, witnessedAt: formatTime(receipt.quorumAt) } }
      : {}),
    reasons,
    steps,
    facts: {
      kind: entry.type,
      subject: entry.subject,
      loggedTime: entry.time,
      digests: entry.digests,
      owner: pkg?.disclosed.owner?.value ?? null,
      certificate: pkg?.disclosed.certificate?.value ?? null,
      files: totals?.files ?? null,
      bytes: totals?.bytes ?? null,
      origin: receipt.checkpoint.origin,
      index: receipt.index,
      treeSize: receipt.checkpoint.size,
      witnesses: receipt.witnesses,
      timestamps,
    },
  }
}
