import { createCanvas, renderPdf } from './canvas.ts'
import { a4, createFlow, type Flow, grey } from './flow.ts'
import { type FontFaces, loadFonts } from './fonts.ts'
import { qrCode, watermark } from './ornament.ts'
import { receiptTemplate, submissionReceiptTemplate } from './templates/receipt.ts'
import { fill } from './text.ts'

export interface Digest {
  /** For example `SHA-256`, `SM3`, `清单摘要（SHA-256）`. */
  label: string
  value: string
}

/** A deposit receipt. Times, sizes and counts are ready to print. */
export interface ReceiptData {
  depositNo: string
  depositor: string
  depositedAt: string
  totalSize: string
  manifestDigests: readonly Digest[]
  files: readonly { path: string; size: string; digest: string }[]
  /** All files of the deposit, of which the first `shownFiles` of `files` are listed (default 50). */
  fileCount: number
  shownFiles?: number
  log: { origin: string; index: string; leaf?: string; checkpointSize: string; checkpointRoot: string }
  witnesses: readonly { name: string; at: string; keyId: string }[]
  verificationUrl: string
  demo: boolean
  issuedAt: Date
}

/** What was handed in with a filing, item by item. */
export interface SubmissionReceiptData {
  applicationNo: string
  name: string
  applicant: string
  submittedBy: string
  submittedAt: string
  depositNo: string
  /** Digests over everything submitted. */
  digests: readonly Digest[]
  items: readonly { name: string; size: string; digest: string }[]
  logIndex?: string
  /** Sentences telling the applicant what happens now. */
  next: readonly string[]
  demo: boolean
  issuedAt: Date
}

interface Heading {
  title: string
  subtitle: string
  demo: boolean
}

export const openSheet = (
  fonts: FontFaces,
  words: { watermark: string; demo: string },
  { title, subtitle, demo }: Heading,
) => {
  const canvas = createCanvas(fonts)
  const flow: Flow = createFlow(canvas, () => (demo ? [watermark(canvas, a4, words.watermark)] : []))
  flow.paragraph(title, { size: 22, weight: 'bold', align: 'centre', leading: 1.3, after: 2 })
  flow.paragraph(subtitle, { size: 10, colour: grey, align: 'centre', after: demo ? 0 : 10 })
  if (demo) flow.paragraph(words.demo, { size: 9, colour: [0.7, 0.1, 0.1], align: 'centre', after: 8 })
  return { canvas, flow }
}

const digestRows = (digests: readonly Digest[]) => digests.map(({ label, value }): [string, string] => [label, value])

/** A deposit receipt over one or more A4 pages. */
export const receiptPdf = async (data: ReceiptData): Promise<Uint8Array> => {
  const words = receiptTemplate
  const subtitle = fill(words.subtitle, { depositNo: data.depositNo })
  const { canvas, flow } = openSheet(await loadFonts(), words, { title: words.title, subtitle, demo: data.demo })
  const intro = fill(words.intro, { depositor: data.depositor, depositedAt: data.depositedAt })
  flow.paragraph(intro, { size: 10.5, indent: 2, justify: true, leading: 1.75, after: 6 })

  flow.heading(words.facts)
  flow.keyValues([
    [words.labels.depositNo, data.depositNo],
    [words.labels.depositor, data.depositor],
    [words.labels.depositedAt, data.depositedAt],
    [words.labels.files, fill(words.fileCount, { count: data.fileCount })],
    [words.labels.bytes, data.totalSize],
    ...digestRows(data.manifestDigests),
  ])

  flow.heading(words.logTitle)
  flow.keyValues([
    [words.log.origin, data.log.origin],
    [words.log.index, data.log.index],
    ...(data.log.leaf ? [[words.log.leaf, data.log.leaf] as const] : []),
    [words.log.size, data.log.checkpointSize],
    [words.log.root, data.log.checkpointRoot],
  ])

  flow.heading(words.witnessTitle)
  if (data.witnesses.length === 0) flow.paragraph(words.noWitness, { size: 10, after: 8 })
  else {
    const [name, at, key] = words.witnessColumns
    const columns = [
      { title: name, share: 0.34 },
      { title: at, share: 0.4 },
      { title: key, share: 0.26 },
    ]
    flow.table(
      columns,
      data.witnesses.map((witness) => [witness.name, witness.at, witness.keyId]),
    )
  }

  const shown = data.files.slice(0, data.shownFiles ?? 50)
  const [path, size, digest] = words.fileColumns
  // A heading and titles without a row under them help nobody.
  flow.ensure(110)
  flow.heading(words.filesTitle)
  flow.table(
    [
      { title: path, share: 0.36 },
      { title: size, share: 0.14, align: 'right' },
      { title: digest, share: 0.5 },
    ],
    shown.map((file) => [file.path, file.size, file.digest]),
    8.5,
  )
  const hidden = data.fileCount - shown.length
  if (hidden > 0) flow.paragraph(fill(words.moreFiles, { count: hidden }), { size: 9.5, colour: grey, after: 8 })

  flow.heading(words.verifyTitle)
  flow.list(words.verify, { size: 10, leading: 1.7, after: 2 })
  flow.ensure(90)
  flow.space(12)
  flow.draw((y) => qrCode(data.verificationUrl, { x: flow.left, y: y - 64 }, 64))
  flow.space(64)
  flow.paragraph(fill(words.address, { url: data.verificationUrl }), { size: 9, colour: grey })
  flow.finish({ left: words.version, right: (page, pages) => fill(words.page, { page, pages }) })

  const keywords = [data.depositNo, words.version]
  const title = `${words.title} ${data.depositNo}`
  return renderPdf(canvas, a4, { title, subject: words.title, author: data.log.origin, keywords, at: data.issuedAt })
}

/** The receipt for a submitted filing: the digest of every item handed in. */
export const submissionReceiptPdf = async (data: SubmissionReceiptData): Promise<Uint8Array> => {
  const words = submissionReceiptTemplate
  const { labels } = words
  const subtitle = fill(words.subtitle, { applicationNo: data.applicationNo })
  const { canvas, flow } = openSheet(await loadFonts(), words, { title: words.title, subtitle, demo: data.demo })
  const intro = fill(words.intro, { applicant: data.applicant, submittedAt: data.submittedAt })
  flow.paragraph(intro, { size: 10.5, indent: 2, justify: true, leading: 1.75, after: 6 })

  flow.heading(words.facts)
  flow.keyValues([
    [labels.applicationNo, data.applicationNo],
    [labels.name, data.name],
    [labels.applicant, data.applicant],
    [labels.submittedBy, data.submittedBy],
    [labels.submittedAt, data.submittedAt],
    [labels.depositNo, data.depositNo],
    ...digestRows(data.digests.map(({ label, value }) => ({ label: `${labels.digest}（${label}）`, value }))),
    ...(data.logIndex ? [[labels.logIndex, data.logIndex] as const] : []),
  ])

  flow.heading(words.itemsTitle)
  const [name, size, digest] = words.itemColumns
  flow.table(
    [
      { title: name, share: 0.36 },
      { title: size, share: 0.14, align: 'right' },
      { title: digest, share: 0.5 },
    ],
    data.items.map((item) => [item.name, item.size, item.digest]),
    8.5,
  )
  if (data.next.length > 0) {
    flow.heading(words.next)
    flow.list(data.next, { size: 10, leading: 1.7, after: 2 })
  }
  flow.finish({ left: words.version, right: (page, pages) => fill(words.page, { page, pages }) })

  const keywords = [data.applicationNo, data.depositNo, words.version]
  const title = `${words.title} ${data.applicationNo}`
  return renderPdf(canvas, a4, { title, subject: data.name, author: data.applicant, keywords, at: data.issuedAt })
}
