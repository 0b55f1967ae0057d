import {
  type BindingDemand,
  embeddedPackage,
  fileDigests,
  type Issuer,
  inBeijing,
  type Package,
  parsePackage,
  reasonText,
  stepText,
  type Trust,
  toHex,
  trustRoots,
  utf8Decode,
  type Verdict,
  verifyCode,
  verifyCredential,
  verifyPackage,
  verifyReceipt,
} from '@datadeed/evidence'
import { findingOf } from '../islands/verify/credential-finding.ts'
import type { CheckStep, Finding } from '../islands/verify/finding.ts'
import { packageFacts, packageNotes, packageSteps, weightiest } from '../islands/verify/package-finding.ts'
import { language, text } from '../islands/verify/text.ts'
import { crypto } from './crypto.ts'
import { type Kind, kindOf } from './kind.ts'
import { words } from './text.ts'

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Whom the page believes; status lists by their text. */
export interface Believed {
  readonly trust: Trust | null
  readonly issuer: Issuer | null
  readonly lists: readonly string[]
  /** Roots (DER) that a chain of an issuer's certificates may lead to. */
  readonly roots: readonly Uint8Array[]
}

/** One result to show. */
export interface Examined {
  readonly name: string
  readonly finding: Finding
}

const ownTrust = reasonText('own_trust_used', language)
const seconds = () => Math.floor(Date.now() / 1000)

/** What credentials must prove the holding of, of what was typed: null for nothing. Either alone demands nothing, and must not seem to. */
export function demandOf(nonceTyped: string, audienceTyped: string): BindingDemand | null | 'half' {
  const [nonce, audience] = [nonceTyped.trim(), audienceTyped.trim()]
  if (nonce === '' && audience === '') return null
  return nonce === '' || audience === '' ? 'half' : { nonce, audience }
}

/** Checks what was given together: each package with the documents and data it lists. Nothing the files hold makes it throw; `expected` is what credentials must prove the holding of. */
export function examine(
  files: readonly GivenFile[],
  believed: Believed,
  expected: BindingDemand | null = null,
): Examined[] {
  const sorted = Map.groupBy(files, ({ name, bytes }) => kindOf(name, bytes))
  const of = (kind: Kind) => sorted.get(kind) ?? []
  const packages = of('package').map((file) => ({ ...file, parsed: parsed(file.bytes) }))
  const rest = (['pdf', 'document'] as const).flatMap((kind) =>
    of(kind).map((file) => ({ ...file, isPdf: kind === 'pdf', sha256: toHex(crypto.sha256(file.bytes)) })),
  )
  const used = new Set<GivenFile>()
  const found = packages.map(({ name, bytes, parsed: own }): Examined => {
    const listed = rest.filter(({ sha256 }) => own?.documents.some((document) => document.sha256 === sha256))
    // What bears the name of a document, or is the PDF chosen with a package that lists documents, is meant to be one.
    const strangers = rest
      .filter(isNot(listed))
      .filter(
        ({ name, isPdf }) =>
          own?.documents.some((document) => document.name === name) ||
          (isPdf && packages.length === 1 && (own?.documents.length ?? 0) > 0),
      )
    const data = own?.manifest ? rest.flatMap((file) => dataStep(own.manifest, file) ?? []) : []
    for (const one of [...listed, ...strangers, ...data.map(({ file }) => file)]) used.add(one)
    return {
      name,
      finding: checkPackage(
        bytes,
        [...listed, ...strangers],
        data.map(({ step }) => step),
        believed,
      ),
    }
  })
  const named = (list: readonly GivenFile[], check: (file: GivenFile) => Finding) =>
    list.map((file): Examined => ({ name: file.name, finding: check(file) }))
  const isUsed = (file: GivenFile) => [...used].some(({ bytes }) => bytes === file.bytes)
  return [
    ...found,
    ...named(of('credential'), (file) => checkCredential(file, believed, expected)),
    ...named(of('code'), ({ bytes }) => checkCode(new TextDecoder().decode(bytes), believed)),
    ...named(of('receipt'), (file) => checkReceipt(file, of('entry'), believed)),
    ...named(
      of('pdf').filter((file) => !isUsed(file)),
      (file) => checkPdf(file, believed),
    ),
    ...named(
      of('document').filter((file) => !isUsed(file)),
      () => open('unknown', words.document, packages.length > 0 ? words.unlisted : text.unknownType),
    ),
  ]
}

const isNot = (list: readonly GivenFile[]) => (file: GivenFile) => !list.some(({ bytes }) => bytes === file.bytes)

function parsed(bytes: Uint8Array): Package | null {
  try {
    return parsePackage(crypto, utf8Decode(bytes))
  } catch {
    // verifyPackage will say what is wrong with it.
    return null
  }
}

function dataStep(manifest: Package['manifest'], file: GivenFile): { file: GivenFile; step: CheckStep } | null {
  const candidates = manifest?.files.filter(({ bytes }) => bytes === file.bytes.length) ?? []
  if (candidates.length === 0) return null
  const { tree } = fileDigests(crypto, file.bytes)
  const listed = candidates.find((one) => one.tree.sha256 === tree.sha256 && one.tree.sm3 === tree.sm3)
  if (!listed) return null
  return { file, step: { step: words.document, outcome: 'valid', message: words.dataSame(file.name, listed.path) } }
}

function checkPackage(
  bytes: Uint8Array,
  documents: readonly GivenFile[],
  more: readonly CheckStep[],
  { trust }: Believed,
): Finding {
  const given = new Map(documents.map((file) => [file.name, file.bytes]))
  const verdict = verifyPackage({ packageText: bytes, trust, documents: given, now: seconds() }, crypto)
  const compared = verdict.outcome === 'invalid' ? [] : documents.map(({ name }) => sameStep(name))
  return evidenceFinding(verdict, bytes, [...compared, ...more], trust !== null)
}

const sameStep = (name: string): CheckStep => ({
  step: words.document,
  outcome: 'valid',
  message: words.documentSame(name),
})

function evidenceFinding(verdict: Verdict, bytes: Uint8Array, more: readonly CheckStep[], trusted: boolean): Finding {
  const { facts } = verdict
  // Keys that came in the evidence prove nothing by themselves: no green sign for them.
  const keys: CheckStep[] = trusted ? [] : [{ step: words.trust, outcome: 'cannot_check', message: words.trustOwn }]
  const outcome = weightiest([...packageSteps(verdict), ...more, ...keys])
  const own = packageSteps(verdict).flatMap((step): CheckStep[] => {
    if (step.step !== stepText('current', language) || step.outcome === 'invalid' || !facts) return [step]
    // A deposit does not lapse; what became of a certificate since is not known here.
    return facts.kind === 'deposit' ? [] : [{ ...step, outcome: 'cannot_check', message: words.present }]
  })
  const steps = [...own, ...more, ...keys]
  const { asOf } = verdict
  const bracket = asOf && text.witnessedAt(inBeijing(asOf.witnessedAt), asOf.notBefore && inBeijing(asOf.notBefore))
  return {
    outcome,
    ...(outcome === 'valid' && bracket ? { lead: words.asOf(bracket) } : {}),
    kind: 'package',
    steps,
    notes: packageNotes(verdict, 'revocation_not_checked').filter((note) => trusted || note !== ownTrust),
    facts: packageFacts(crypto, verdict, bytes),
    certificate: null,
  }
}

function open(kind: Finding['kind'], step: string, message: string): Finding {
  const steps: CheckStep[] = [{ step, outcome: 'cannot_check', message }]
  return { outcome: 'cannot_check', kind, steps, notes: [], facts: [], certificate: null }
}

function checkPdf({ bytes }: GivenFile, { trust }: Believed): Finding {
  const inside = embeddedPackage(bytes)
  if (!inside) return open('pdf', words.paper, words.paperAlone)
  const verdict = verifyPackage({ packageText: inside, trust, now: seconds() }, crypto)
  const paper: CheckStep = { step: words.paper, outcome: 'cannot_check', message: words.paperInside }
  return evidenceFinding(verdict, inside, [paper], trust !== null)
}

/** The newest of the lists that the credential or code accepts; without one, what it says without. */
function withLists<T extends { readonly statusAsOf: string | null }>(
  lists: readonly string[],
  ask: (list: string | null) => T,
): T {
  const answers = lists.map(ask).filter(({ statusAsOf }) => statusAsOf !== null)
  const [newest] = answers.toSorted((a, b) => ((a.statusAsOf ?? '') < (b.statusAsOf ?? '') ? 1 : -1))
  return newest ?? ask(null)
}

function checkCredential(
  { bytes }: GivenFile,
  { issuer, lists, roots }: Believed,
  expected: BindingDemand | null,
): Finding {
  const trusted = roots.length === 0 ? null : trustRoots(roots)
  const given = { text: bytes, issuer, roots: trusted, now: seconds(), ...(expected ? { expected } : {}) }
  return offline(withLists(lists, (statusList) => verifyCredential({ ...given, statusList }, crypto)))
}

/** Checks the text of an offline code. */
export function checkCode(code: string, { issuer, lists }: Believed): Finding {
  if (!issuer) return open('credential', text.code, words.codeIssuer)
  return offline(
    withLists(lists, (statusList) => verifyCode({ text: code, issuer, statusList, now: seconds() }, crypto)),
  )
}

// Nothing here can follow a link to the certificate's page.
const offline = (verdict: Parameters<typeof findingOf>[0]): Finding => ({ ...findingOf(verdict), certificate: null })

function checkReceipt(file: GivenFile, entries: readonly GivenFile[], { trust }: Believed): Finding {
  if (!trust) return open('package', words.receipt, words.receiptTrust)
  const [first, ...others] = entries.map(({ bytes }) =>
    verifyReceipt(
      {
        entryText: new TextDecoder().decode(bytes).replace(/\n$/, ''),
        proofText: new TextDecoder().decode(file.bytes),
        trust,
        now: seconds(),
      },
      crypto,
    ),
  )
  if (!first) return open('package', words.receipt, words.receiptAlone)
  const verdict = others.find(({ outcome }) => outcome === 'valid') ?? first
  const { facts } = verdict
  const finding = evidenceFinding({ ...verdict, facts: null }, file.bytes, [], true)
  return facts && verdict.outcome !== 'invalid' ? { ...finding, facts: [[text.subject, facts.subject]] } : finding
}
