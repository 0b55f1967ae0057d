import { type Colour, createCanvas, renderPdf } from './canvas.ts'
import { a4, createFlow, type Flow } from './flow.ts'
import { loadFonts } from './fonts.ts'
import { roundSeal, sealRed, watermark } from './ornament.ts'
import { letterTemplates as letters, letterFrame as words } from './templates/letter.ts'
import { fill } from './text.ts'

export interface LetterFrame {
  /** 文号, for example `黔数知补〔2026〕12号`. */
  letterNo: string
  registrar: string
  addressee: string
  /** Those who receive it for the addressee, with the numbers of their delegations. */
  agents?: readonly string[]
  applicationNo: string
  /** Name of the data set filed. */
  name: string
  /** Date below the signature, for example `2026年11月22日`. */
  issuedOn: string
  contact?: string
  demo: boolean
  issuedAt: Date
}

export interface CorrectionItem {
  field: string
  reason: string
  rule: string
  remedy: string
  /** Only where it differs from the letter's. */
  deadline?: string
}

export interface RefusalGround {
  /** The clause, for example `《办法（试行）》第十条第（二）项`. */
  clause: string
  provision: string
  facts: string
}

/** Dates are ready to print. */
export type LetterData = LetterFrame &
  (
    | { kind: 'acceptance'; noticeFrom: string; noticeUntil: string; noticeDays: number; noticeUrl: string }
    | { kind: 'correction'; items: readonly CorrectionItem[]; deadline: string }
    | { kind: 'refusal'; grounds: readonly RefusalGround[]; remedies: readonly string[] }
    | {
        kind: 'objection-forwarded'
        objectionNo: string
        objector: string
        grounds: readonly string[]
        answerBy: string
      }
    | {
        kind: 'objection-decided'
        objectionNo: string
        objector: string
        outcome: 'upheld' | 'rejected' | 'withdrawn' | 'settled'
        reasons: readonly string[]
        consequence: string
      }
    | {
        kind: 'register-affair'
        registrationNo: string
        certificateNo: string
        decision: string
        facts: readonly string[]
        consequence: string
      }
    | { kind: 'affair-notice'; registrationNo: string; certificateNo: string; facts: readonly string[] }
  )

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1–99 as Chinese numerals; beyond that digits. */
export const chineseNumeral = (n: number): string => {
  if (n > 99) return String(n)
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  if (tens === 0) return numerals[ones] ?? ''
  return `${tens === 1 ? '' : numerals[tens]}十${ones === 0 ? '' : numerals[ones]}`
}

const body = { size: 13, leading: 1.95, indent: 2, justify: true } as const
const strong = { ...body, weight: 'bold' } as const

const write = (flow: Flow, data: LetterData): void => {
  const say = (text: string) => flow.paragraph(text, body)
  const { name, applicationNo } = data
  switch (data.kind) {
    case 'acceptance': {
      const text = letters.acceptance
      say(fill(text.opening, { name, applicationNo }))
      const { noticeFrom: from, noticeUntil: until, noticeDays: days, noticeUrl: url } = data
      say(fill(text.notice, { from, until, days, url }))
      for (const line of [text.objection, text.result, text.closing]) say(line)
      return
    }
    case 'correction': {
      const text = letters.correction
      say(fill(text.opening, { name, applicationNo, count: data.items.length }))
      for (const [i, item] of data.items.entries()) {
        flow.ensure(80)
        flow.paragraph(fill(text.item, { index: chineseNumeral(i + 1), field: item.field }), strong)
        say(fill(text.reason, { text: item.reason }))
        say(fill(text.rule, { text: item.rule }))
        say(fill(text.remedy, { text: item.remedy }))
        if (item.deadline) say(fill(text.deadline, { text: item.deadline }))
      }
      say(fill(text.closing, { deadline: data.deadline }))
      return
    }
    case 'refusal': {
      const text = letters.refusal
      say(fill(text.opening, { name, applicationNo }))
      for (const [i, ground] of data.grounds.entries()) {
        flow.ensure(80)
        flow.paragraph(fill(text.ground, { index: chineseNumeral(i + 1), clause: ground.clause }), strong)
        say(fill(text.provision, { text: ground.provision }))
        say(fill(text.facts, { text: ground.facts }))
      }
      say(text.remedies)
      for (const [i, remedy] of data.remedies.entries()) {
        say(fill(text.remedy, { index: chineseNumeral(i + 1), text: remedy }))
      }
      say(text.closing)
      return
    }
    case 'objection-forwarded': {
      const text = letters['objection-forwarded']
      say(fill(text.opening, { name, applicationNo, objectionNo: data.objectionNo, objector: data.objector }))
      for (const [i, ground] of data.grounds.entries()) {
        say(fill(text.ground, { index: chineseNumeral(i + 1), text: ground }))
      }
      say(fill(text.closing, { answerBy: data.answerBy }))
      return
    }
    case 'objection-decided': {
      const text = letters['objection-decided']
      say(fill(text.opening, { name, applicationNo, objectionNo: data.objectionNo, objector: data.objector }))
      flow.paragraph(text[data.outcome], strong)
      say(text.reasons)
      for (const [i, reason] of data.reasons.entries()) {
        say(fill(text.reason, { index: chineseNumeral(i + 1), text: reason }))
      }
      say(fill(text.consequence, { text: data.consequence }))
      say(text.closing)
      return
    }
    case 'register-affair': {
      const text = letters['register-affair']
      say(fill(text.opening, { name, registrationNo: data.registrationNo, certificateNo: data.certificateNo }))
      flow.paragraph(fill(text.decision, { text: data.decision }), strong)
      say(text.facts)
      for (const [i, fact] of data.facts.entries()) {
        say(fill(text.fact, { index: chineseNumeral(i + 1), text: fact }))
      }
      say(fill(text.consequence, { text: data.consequence }))
      for (const line of [text.remedies, text.closing]) say(line)
      return
    }
    case 'affair-notice': {
      const text = letters['affair-notice']
      say(fill(text.opening, { name, registrationNo: data.registrationNo, certificateNo: data.certificateNo }))
      for (const [i, fact] of data.facts.entries()) say(fill(text.fact, { index: chineseNumeral(i + 1), text: fact }))
      for (const line of [text.delivery, text.remedies, text.closing]) say(line)
    }
  }
}

/** An official letter: registrar in red, number, title, addressee, body indented by two characters, signature, date and seal. */
export const letterPdf = async (data: LetterData): Promise<Uint8Array> => {
  const template = letters[data.kind]
  const canvas = createCanvas(await loadFonts())
  const flow = createFlow(canvas, () => (data.demo ? [watermark(canvas, a4, words.watermark)] : []))
  const red: Colour = sealRed

  const headSize = Math.max(14, Math.min(26, (flow.width - 10) / Math.max(1, [...data.registrar].length)))
  flow.paragraph(data.registrar, {
    size: headSize,
    weight: 'bold',
    colour: red,
    align: 'centre',
    leading: 1.3,
    after: 9,
  })
  flow.paragraph(data.letterNo, { size: 12, align: 'centre', leading: 1.5, after: 8 })
  flow.ruleHere(red)
  if (data.demo) flow.paragraph(words.demo, { size: 9, colour: red, align: 'centre' })
  flow.space(14)
  flow.paragraph(template.title, { size: 21, weight: 'bold', align: 'centre', leading: 1.5, after: 14 })
  flow.paragraph(fill(words.addressee, { name: data.addressee }), { ...body, indent: 0, justify: false })
  if (data.agents && data.agents.length > 0)
    flow.paragraph(fill(words.agents, { names: data.agents.join('；') }), { ...body, size: 11, justify: false })
  write(flow, data)

  // Signature, date and seal stay together; 成文日期 stands four characters in from the right edge.
  flow.ensure(150)
  flow.space(46)
  const centre = flow.left + flow.width - 110
  flow.draw((y) => {
    const registrar = canvas.clean(data.registrar)
    const size = Math.max(8, Math.min(13, 260 / Math.max(1, [...registrar].length)))
    const date = canvas.clean(data.issuedOn)
    const nameX = Math.min(
      centre - canvas.widthOf(registrar, size) / 2,
      flow.left + flow.width - canvas.widthOf(registrar, size),
    )
    // The seal lies over name and date by custom; drawn first, it leaves both legible.
    return [
      ...roundSeal(
        canvas,
        { x: centre, y: y - 16 },
        56,
        data.registrar,
        data.demo ? words.sealPurposeDemo : words.sealPurpose,
      ),
      { text: registrar, x: nameX, y, size },
      { text: date, x: centre - canvas.widthOf(date, 13) / 2, y: y - 26, size: 13 },
    ]
  })
  flow.space(80)
  if (data.contact) flow.paragraph(fill(words.contact, { contact: data.contact }), { size: 10.5 })
  flow.finish({ left: template.version, right: (page, pages) => fill(words.page, { page, pages }) })

  return renderPdf(canvas, a4, {
    title: `${template.title} ${data.letterNo}`,
    subject: data.name,
    author: data.registrar,
    keywords: [data.letterNo, data.applicationNo, template.version],
    at: data.issuedAt,
  })
}
