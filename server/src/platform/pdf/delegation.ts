import { renderPdf } from './canvas.ts'
import { a4 } from './flow.ts'
import { loadFonts } from './fonts.ts'
import { openSheet } from './receipt.ts'
import { delegationTemplate as words } from './templates/delegation.ts'
import { fill } from './text.ts'

/** A signed delegation. Days and times are ready to print. */
export interface DelegationData {
  number: string
  principal: { name: string; uscc: string }
  delegate: { name: string; uscc: string | null }
  /** Name of the one person it is for. */
  person: string | null
  kind: 'agent' | 'coach'
  actions: readonly { name: string; text: string }[]
  /** Null for all cases. */
  cases: readonly { number: string; name: string }[] | null
  from: string
  until: string
  signatory: string
  signedAt: string
  sha256: string
  sm3: string
  demo: boolean
  issuedAt: Date
}

/** A delegation on A4: whom, what, which cases, from when until when, and the digests of its canonical text. */
export const delegationPdf = async (data: DelegationData): Promise<Uint8Array> => {
  const subtitle = fill(words.subtitle, { number: data.number })
  const { canvas, flow } = openSheet(await loadFonts(), words, { title: words.title, subtitle, demo: data.demo })
  const intro = fill(words.intro, { principal: data.principal.name, delegate: data.delegate.name })
  flow.paragraph(intro, { size: 10.5, indent: 2, justify: true, leading: 1.75, after: 6 })
  const { labels } = words
  flow.heading(words.facts)
  flow.keyValues([
    [labels.principal, data.principal.name],
    [labels.principalCode, data.principal.uscc],
    [labels.delegate, data.delegate.name],
    ...(data.delegate.uscc ? [[labels.delegateCode, data.delegate.uscc] as const] : []),
    [labels.person, data.person ?? words.everybody],
    [labels.kind, words.kinds[data.kind]],
    [labels.from, data.from],
    [labels.until, data.until],
    [labels.signatory, data.signatory],
    [labels.signedAt, data.signedAt],
    [labels.sha256, data.sha256],
    [labels.sm3, data.sm3],
  ])
  flow.heading(words.actions)
  flow.list(
    data.actions.map((action) => fill(words.action, action)),
    { size: 10, leading: 1.7, after: 2 },
  )
  flow.heading(words.casesTitle)
  if (data.cases === null) flow.paragraph(words.allCases, { size: 10, after: 8 })
  else {
    const [number, name] = words.caseColumns
    flow.table(
      [
        { title: number, share: 0.35 },
        { title: name, share: 0.65 },
      ],
      data.cases.map((one) => [one.number, one.name || words.unnamed]),
    )
  }
  flow.heading(words.notes)
  flow.list(words.note, { size: 10, leading: 1.7, after: 2 })
  flow.finish({ left: words.version, right: (page, pages) => fill(words.page, { page, pages }) })
  const keywords = [data.number, words.version]
  return renderPdf(canvas, a4, {
    title: `${words.title} ${data.number}`,
    ...{ subject: words.title, author: data.principal.name, keywords, at: data.issuedAt },
  })
}
