import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { fingerprintPath } from '@datadeed/dataset/node/fingerprint'
import type { Manifest, Outcome, Trust, Verdict } from '@datadeed/evidence'
import { adviceText, inBeijing, parsePackage, parseTrust, reasonText, severityOf, stepText } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { compareData } from '../compare-data.ts'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { readBytes } from '../files.ts'
import { believe, readPolicyFile } from '../monitor/policy-file.ts'
import { createProgressBar } from '../terminal.ts'
import { verifyBulk } from '../verify-bulk.ts'
import { isCredential, readDemands, readIssuer, verifyCredentialFile } from '../verify-credential.ts'
import { type Found, isPdf, overall, packageOf, verifyFiles } from '../verify-files.ts'

const options = {
  trust: { type: 'string' },
  policy: { type: 'string' },
  document: { type: 'string', multiple: true },
  data: { type: 'string' },
  ca: { type: 'string', multiple: true },
  root: { type: 'string', multiple: true },
  issuer: { type: 'string' },
  'status-list': { type: 'string' },
  nonce: { type: 'string' },
  audience: { type: 'string' },
  bulk: { type: 'string' },
  report: { type: 'string' },
  workers: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed verify`: everything that can be checked of a package, its PDF and its data, without a network. */
export const verify = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.verifyUsage)
    return exit.ok
  }
  const trusted = values.trust === undefined ? null : await readTrust(values.trust, context)
  const policy = values.policy === undefined ? null : await readPolicyFile(values.policy, context)
  const trust = policy ? believe(policy, trusted, context) : trusted
  if (values.bulk !== undefined) {
    const issuer = values.issuer === undefined ? null : await readIssuer(values.issuer, context)
    if (positionals.length > 0) throw new CliError(text.badOption(positionals.join(' ')))
    const { bulk: path, report, workers } = values
    const { roots, expected } = await readDemands(values, context)
    return await verifyBulk({ path, trust, issuer, roots, expected, report, workers }, context)
  }
  const [path, ...more] = positionals
  if (path === undefined) throw new CliError(text.missing('FILE'))
  if (more.length > 0) throw new CliError(text.badOption(more.join(' ')))

  const file = await readBytes(path, context)
  if (isCredential(file)) return await verifyCredentialFile(file, values, context)
  const authorities = await Promise.all((values.ca ?? []).map((file) => readAuthority(file, context)))
  const documents = new Map<string, Uint8Array>()
  for (const document of values.document ?? []) documents.set(basename(document), await readBytes(document, context))
  const beside = isPdf(file) ? await packageBeside(path, context) : null
  const given = { name: basename(path), file, beside, documents, trust, authorities }

  const found = verifyFiles(given)
  const packageText = packageOf(given)
  if (values.data !== undefined) {
    const manifest = packageText && found.evidence?.facts ? manifestOf(packageText) : null
    if (!manifest) throw new CliError(text.noManifest)
    found.data = { difference: await compareWithData(manifest, values.data, context) }
  }
  const outcome = overall(found, isPdf(file) && beside === null)
  if (context.json) context.print(JSON.stringify({ outcome, ...found }))
  else printFound(found, outcome, context)
  return outcome === 'valid' ? exit.ok : outcome === 'invalid' ? exit.no : exit.cannot
}

/** The certificate's package that lies beside its PDF, as downloads and the demonstration leave it; a receipt's names no PDF. */
const packageBeside = async (path: string, context: Context): Promise<Uint8Array | null> => {
  const beside = path.replace(/\.pdf$/i, '.datadeed.json')
  if (beside === path || !existsSync(beside)) return null
  const bytes = await readBytes(beside, context)
  if (Buffer.from(bytes).includes('"kind":"deposit"')) return null
  context.note(context.text.besideFound(basename(beside)))
  return bytes
}

const readTrust = async (path: string, context: Context): Promise<Trust> => {
  const bytes = await readBytes(path, context)
  try {
    return parseTrust(nodeCrypto, new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new CliError(context.text.badTrust(path))
  }
}

const readAuthority = async (path: string, context: Context): Promise<X509Certificate> => {
  const bytes = await readBytes(path, context)
  try {
    return new X509Certificate(bytes)
  } catch {
    throw new CliError(context.text.badAuthority(path))
  }
}

const manifestOf = (packageText: Uint8Array): Manifest | null =>
  parsePackage(nodeCrypto, new TextDecoder().decode(packageText)).manifest

const compareWithData = async (manifest: Manifest, path: string, context: Context) => {
  const bar = createProgressBar(context)
  try {
    const whole = manifest.files.some((file) => file.whole !== null)
    const { manifest: actual } = await fingerprintPath(path, { whole, profile: false, onProgress: bar.show })
    return compareData(manifest, actual)
  } finally {
    bar.end()
  }
}

const mark: Record<Outcome, string> = { valid: '✓', invalid: '✗', cannot_check: '?' }

const printFound = ({ evidence, embedded, pdfs, data }: Found, outcome: Outcome, { text, lang, print }: Context) => {
  if (evidence) printEvidence(evidence, { text, lang, print })
  for (const { name, verdict } of pdfs) {
    const reason = verdict.finding === null ? text.pdfValid(verdict.signer) : text.pdfFindings[verdict.finding]
    print(`${mark[verdict.outcome]} ${text.pdfSignature(name)}：${reason}`)
  }
  if (embedded) {
    print(text.embedded)
    printEvidence(embedded, { text, lang, print })
  }
  if (!evidence && pdfs.length > 0) print(text.pdfAlone)
  if (evidence?.facts?.kind === 'deposit' && pdfs.length > 0) print(text.statusUnknown)
  if (data) {
    const { difference } = data
    print(difference ? `✗ ${text.dataDiffers(difference)}` : `✓ ${text.dataSame}`)
  }
  print(`${text.verdict}：${text.outcomes[outcome]}`)
}

const printEvidence = (verdict: Verdict, { text, lang, print }: Pick<Context, 'text' | 'lang' | 'print'>) => {
  const { facts, asOf } = verdict
  if (facts) {
    print(`${text.subject}  ${facts.subject}`)
    if (facts.owner) print(`${text.owner}  ${facts.owner.name}${facts.owner.code ? ` (${facts.owner.code})` : ''}`)
    if (facts.certificate) print(`${text.certificate}  ${facts.certificate.number} ${facts.certificate.title}`)
    print(`SHA-256  ${facts.digests.sha256}`)
    print(`SM3      ${facts.digests.sm3}`)
  }
  if (asOf) print(text.witnessedAt(inBeijing(asOf.witnessedAt), asOf.notBefore && inBeijing(asOf.notBefore)))
  const stamps = facts?.timestamps.map(({ authority, time }) => text.stamped(authority, inBeijing(time))) ?? []
  for (const line of new Set(stamps)) print(line)
  for (const step of verdict.steps) {
    // A deposit does not lapse, and whether a certificate stands today is not known here.
    if (step.step === 'current' && facts?.kind === 'deposit') continue
    const why =
      step.reason && step.outcome !== 'valid' ? `：${reasonText(step.reason.code, lang, step.reason.params)}` : ''
    const sign = step.step === 'current' && step.outcome === 'valid' ? mark.cannot_check : mark[step.outcome]
    print(`${sign} ${stepText(step.step, lang)}${why}`)
    const advice = step.outcome === 'invalid' && step.reason && adviceText(step.reason.code, lang)
    if (advice) print(`    ${advice}`)
  }
  const notices = verdict.reasons.filter((reason) => severityOf(reason.code) === 'notice')
  if (notices.length > 0) print(text.notChecked)
  for (const notice of notices) print(`  · ${reasonText(notice.code, lang, notice.params)}`)
}
