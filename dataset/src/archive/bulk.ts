import {
  type BindingDemand,
  type CredentialCrypto,
  type Crypto,
  credentialReasonText,
  credentialSeverity,
  embeddedPackage,
  type Issuer,
  MAX_PACKAGE_BYTES,
  type Outcome,
  reasonText,
  severityOf,
  type Trust,
  type TrustedRoots,
  toHex,
  type Verdict,
  type Verify,
  verifyCredential,
  verifyPackage,
} from '@datadeed/evidence'
import { ArchiveError, type ArchiveFault, type ArchiveFile } from './archive.ts'

/** What was found of one file among many. `skipped` is no evidence and says nothing against the others. */
export interface BulkRow {
  readonly name: string
  readonly outcome: Outcome | 'skipped'
  /** Code of the weightiest reason; `ok` where nothing is wrong. */
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly number: string | null
  readonly holder: string | null
  readonly title: string | null
  /** RFC 3339; the bracket of time, where the outcome is `valid`. */
  readonly notBefore: string | null
  readonly witnessedAt: string | null
}

export interface BulkGiven {
  readonly crypto: Crypto & CredentialCrypto
  readonly trust: Trust | null
  readonly issuer: Issuer | null
  /** Roots that vouch for keys of issuers; null for none. */
  readonly roots: TrustedRoots | null
  /** What credentials must prove the holding of; null for nothing. */
  readonly expected: BindingDemand | null
  /** The caller's clock, Unix seconds. */
  readonly now: number
}

const nobody = { number: null, holder: null, title: null, notBefore: null, witnessedAt: null }
type Words = readonly [outcome: BulkRow['outcome'], zh: string, en: string]

const WORDS = {
  ok: ['valid', '所有步骤都已通过', 'every step passed'],
  link: [
    'invalid',
    '是链接而不是文件，没有打开。请只打包文件本身。',
    'It is a link and was not opened. Pack the files themselves.',
  ],
  bad_path: [
    'invalid',
    '文件名带有“..”、绝对路径或反斜杠，没有打开。请重新打包。',
    'Its name holds “..”, an absolute path or a backslash; it was not opened. Pack the files anew.',
  ],
  duplicate_name: [
    'invalid',
    '有同名文件（包括只差大小写或 Unicode 写法的），不知道指的是哪一个，都没有打开。请改名后重新打包。',
    'Several files have this name (or differ only in case or Unicode form), so none was opened. Rename them and pack anew.',
  ],
  encrypted: [
    'cannot_check',
    '文件已加密，没有打开。请解密后重新打包。',
    'It is encrypted and was not opened. Decrypt it and pack anew.',
  ],
  too_large: [
    'cannot_check',
    '文件太大，批量核验不读取。请单独核验这一份。',
    'It is too large for checking in bulk. Check it by itself.',
  ],
  bomb: [
    'invalid',
    '压缩比异常，展开后会非常大，没有继续展开。请不要使用这个压缩包。',
    'It unpacks to far more than it should, so unpacking was stopped. Do not use this archive.',
  ],
  damaged: [
    'invalid',
    '压缩包的这一部分已经损坏。请重新取得压缩包。',
    'This part of the archive is damaged. Get the archive again.',
  ],
  not_zip: [
    'cannot_check',
    '不是 ZIP 压缩包，或者已经损坏。请重新打包。',
    'It is no ZIP archive, or it is damaged. Pack the files anew.',
  ],
  too_many_entries: [
    'cannot_check',
    '压缩包里的文件超过 50,000 个。请分成几个压缩包。',
    'The archive holds more than 50,000 files. Split it.',
  ],
  unreadable: [
    'cannot_check',
    '文件不存在或读不出来。请核对编号和路径。',
    'It is missing or cannot be read. Check the number and the path.',
  ],
  not_evidence: ['skipped', '不是证据包、电子凭证或 PDF，没有核验', 'no package, credential or PDF; not checked'],
  with_package: ['skipped', '已随同名证据包核对', 'compared with the package of the same name'],
  no_package: [
    'cannot_check',
    'PDF 没有同名的证据包，里面也没有。请把证据包（.datadeed.json）与 PDF 放在一起。',
    'The PDF has no package beside it or inside. Put its package (.datadeed.json) next to it.',
  ],
  package_inside_only: [
    'cannot_check',
    'PDF 里的存证证据成立，但它不能证明 PDF 本身没有被改动。请把证书的证据包（.datadeed.json）与 PDF 放在一起。',
    'The evidence inside the PDF holds but does not prove the PDF itself unaltered. Put its package (.datadeed.json) next to it.',
  ],
} as const satisfies Record<string, Words> & Record<ArchiveFault, Words>

/** A row without a verdict, for what stands in the way of one. */
export function bulkRow(name: string, code: keyof typeof WORDS): BulkRow {
  const [outcome, zh, en] = WORDS[code]
  return { ...nobody, name, outcome, code, zh, en }
}

/**
 * Checks every `count`-th of the files from `index` on, one at a time; only one package and its PDF are in memory. Nothing
 * the files hold makes it throw. `at` is the file's place among them all.
 */
export async function* checkFiles(
  files: readonly ArchiveFile[],
  { index, count }: { readonly index: number; readonly count: number },
  given: BulkGiven,
): AsyncGenerator<BulkRow & { readonly at: number }> {
  const byName = new Map(files.map((file) => [file.name, file]))
  const remembered = { ...given, crypto: rememberSignatures(given.crypto) }
  for (let at = index; at < files.length; at += count) {
    const file = files[at]
    if (file) yield { ...(await checkFile(file, byName, remembered)), at }
  }
}

async function checkFile(
  file: ArchiveFile,
  byName: ReadonlyMap<string, ArchiveFile>,
  given: BulkGiven,
): Promise<BulkRow> {
  const { name } = file
  try {
    if (file.fault) return bulkRow(name, file.fault)
    if (/(^|\/)(\.[^/]*|__MACOSX\/.*)$/.test(name)) return bulkRow(name, 'not_evidence')
    if (/\.pdf$/i.test(name)) {
      if (byName.has(name.replace(/\.pdf$/i, '.datadeed.json'))) return bulkRow(name, 'with_package')
      const inside = embeddedPackage(await file.read())
      if (!inside) return bulkRow(name, 'no_package')
      const row = checkPackage(name, inside, new Map(), given)
      return row.outcome === 'valid' ? bulkRow(name, 'package_inside_only') : row
    }
    if (!/\.(json|sd-jwt|jwt)$/i.test(name)) return bulkRow(name, 'not_evidence')
    const bytes = await file.read()
    const head = String.fromCharCode(...bytes.subarray(0, 16))
    if (/^eyJ[\w-]+/.test(head) || head.startsWith('{"credential":')) return checkCredential(name, bytes, given)
    if (bytes.length > MAX_PACKAGE_BYTES) return bulkRow(name, 'too_large')
    const beside = /\.datadeed\.json$/i.test(name) && byName.get(name.replace(/\.datadeed\.json$/i, '.pdf'))
    const documents = new Map(beside ? [[beside.name, await beside.read()]] : [])
    return checkPackage(name, bytes, documents, given)
  } catch (error) {
    return bulkRow(name, error instanceof ArchiveError ? error.fault : 'unreadable')
  }
}

/** Notices that somebody with a whole portfolio should not miss. */
const telling: readonly string[] = ['certificate_expired', 'certificate_not_yet_valid', 'document_not_given']

function checkPackage(
  name: string,
  packageText: Uint8Array,
  documents: ReadonlyMap<string, Uint8Array>,
  { crypto, trust, now }: BulkGiven,
): BulkRow {
  const verdict = verifyPackage({ packageText, trust, documents, now }, crypto)
  const { outcome, reasons } = verdict
  const row = { ...bulkRow(name, 'ok'), outcome, ...factsOf(verdict) }
  const first = reasons.find(({ code }) =>
    outcome === 'valid' ? telling.includes(code) : severityOf(code) === outcome,
  )
  if (first === undefined) return row
  const { code, params } = first
  return { ...row, code, zh: reasonText(code, 'zh', params), en: reasonText(code, 'en', params) }
}

// Words over evidence that does not hold say nothing.
function factsOf({ facts, asOf, outcome }: Verdict): Omit<BulkRow, 'name' | 'outcome' | 'code' | 'zh' | 'en'> {
  if (facts === null || outcome === 'invalid') return nobody
  return {
    number: facts.certificate?.number ?? facts.subject,
    holder: facts.owner?.name ?? null,
    title: facts.certificate?.title ?? null,
    notBefore: asOf?.notBefore ?? null,
    witnessedAt: asOf?.witnessedAt ?? null,
  }
}

function checkCredential(name: string, text: Uint8Array, given: BulkGiven): BulkRow {
  const { crypto, expected, issuer, roots, now } = given
  const input = { text, issuer, roots, statusList: null, now, ...(expected ? { expected } : {}) }
  const { outcome, reasons, claims } = verifyCredential(input, crypto)
  const claim = (key: string) => (outcome !== 'invalid' && typeof claims?.[key] === 'string' ? claims[key] : null)
  const row = {
    ...bulkRow(name, 'ok'),
    ...{ outcome, number: claim('certificate_number'), holder: claim('holder'), title: claim('title') },
  }
  const first = reasons.find(({ code }) =>
    outcome === 'valid' ? code === 'own_issuer_used' : credentialSeverity(code) === outcome,
  )
  if (first === undefined) return row
  return { ...row, code: first.code, zh: credentialReasonText(first, 'zh'), en: credentialReasonText(first, 'en') }
}

const mostRemembered = 20_000

/** Packages that share a checkpoint share its signatures: each is computed once. */
function rememberSignatures(crypto: BulkGiven['crypto']): BulkGiven['crypto'] {
  const remember = (verify: Verify): Verify => {
    const known = new Map<string, boolean>()
    return (publicKey, message, signature) => {
      const key = [publicKey, signature, crypto.sha256(message)].map(toHex).join()
      const before = known.get(key)
      if (before !== undefined) return before
      if (known.size >= mostRemembered) known.clear()
      const good = verify(publicKey, message, signature)
      known.set(key, good)
      return good
    }
  }
  const { x509 } = crypto
  const known = new Map<string, boolean | null>()
  const certificates: typeof x509 = x509 && {
    ...x509,
    verify: (scheme, hash, spki, message, signature) => {
      const key = [scheme, hash, ...[spki, signature, crypto.sha256(message)].map(toHex)].join()
      if (known.size >= mostRemembered) known.clear()
      const good = known.get(key) ?? x509.verify(scheme, hash, spki, message, signature)
      known.set(key, good)
      return good
    },
  }
  return {
    ...crypto,
    ...(certificates && { x509: certificates }),
    ed25519Verify: remember(crypto.ed25519Verify),
    ...(crypto.sm2Verify && { sm2Verify: remember(crypto.sm2Verify) }),
    ...(crypto.mlDsa44Verify && { mlDsa44Verify: remember(crypto.mlDsa44Verify) }),
  }
}

/** Whether all is well: the exit code and the headline follow from it. */
export function outcomeOfAll(counts: Readonly<Record<BulkRow['outcome'], number>>): Outcome {
  if (counts.invalid > 0) return 'invalid'
  return counts.cannot_check > 0 || counts.valid === 0 ? 'cannot_check' : 'valid'
}

const COLUMNS = [
  'name',
  'outcome',
  'code',
  'number',
  'holder',
  'title',
  'notBefore',
  'witnessedAt',
  'zh',
  'en',
] as const

/** The report as CSV for spreadsheets: with a byte order mark, and no cell that a spreadsheet would take for a formula. */
export function bulkCsv(rows: readonly BulkRow[]): string {
  const cell = (value: string | null) => {
    const text = value ?? ''
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const line = (row: BulkRow) => COLUMNS.map((column) => cell(row[column])).join(',')
  return `\ufeff${[COLUMNS.join(','), ...rows.map(line)].join('\r\n')}\r\n`
}
