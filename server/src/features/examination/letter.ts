import { mayReadLetters } from '@datadeed/core/filing/policy'
import type { letterView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { letterNumber } from '@datadeed/core/kernel/numbers'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { type LetterData, type LetterFrame, letterPdf } from '../../platform/pdf/letter.ts'
import { letterTemplates } from '../../platform/pdf/templates/letter.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { signPdf } from '../../platform/signing/sign-pdf.ts'
import { listReceivers } from '../delegation/service.ts'
import { loadVisible, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { findLetter, insertLetter, peekNumber } from './store.ts'

export type LetterKind = z.output<typeof letterView>['kind']

type Content<D> = D extends LetterData ? Omit<D, keyof LetterFrame> : never
/** A letter without what all letters share. */
export type LetterContent = Content<LetterData>

const kinds: Record<LetterContent['kind'], LetterKind> = {
  acceptance: 'acceptance',
  correction: 'correction',
  refusal: 'refusal',
  'objection-forwarded': 'objection',
  'objection-decided': 'objection_decision',
  'register-affair': 'register_affair',
  'affair-notice': 'register_affair',
}

/** Somebody else took the number between looking and taking; nothing was written. */
class NumberTaken extends Error {}

const maxBytes = 20 * 1024 * 1024
const attempts = 5

interface Letter {
  caseId: string
  content: LetterContent
  now: Date
  /** Somebody other than the applicant: the letter is then not among the case's, which the applicant reads. */
  addressee?: string
  /** To whom, and where they read it, when that is not the case's company alone; still a letter of the case. */
  to?: { partyIds: readonly string[]; name: string; link: string }
}

/** Who receives it for the applicant: name and number of the delegation, each once. */
async function receiversOf(p: Platform, caseId: string, today: string): Promise<string[]> {
  const found = await listReceivers(p.db, caseId, today)
  return [...new Set(found.map(({ name, number }) => `${name ?? '辅导员'}，委托书 ${number}`))]
}

/** The signed PDF of a letter under a number, already in the store under its digest. */
async function makeLetter(p: Platform, { caseId, content, now, addressee, to }: Letter, seq: number) {
  const row = await loadVisible(p, { kind: 'system' }, caseId)
  const party = await partyFacts(p, row.partyId)
  const pack = packOf(p, row)
  const today = toChinaDate(now.getTime())
  const kind = kinds[content.kind]
  const number = letterNumber(pack, kind, Number(today.slice(0, 4)), seq)
  const data: LetterData = {
    ...content,
    letterNo: number,
    registrar: pack.registrar.name,
    addressee: addressee ?? to?.name ?? party.name,
    agents: addressee === undefined ? await receiversOf(p, caseId, today) : [],
    applicationNo: row.number,
    name: row.name,
    issuedOn: formatDateZh(today),
    demo: p.config.demo,
    issuedAt: now,
  }
  const about = { reason: letterTemplates[content.kind].title, name: data.registrar, location: '贵州', at: now }
  const pdf = await signPdf(await letterPdf(data), about, p.pdfSigner)
  const { sha256 } = await p.blobs.put(pdf, { maxBytes })
  return { kind, number, template: letterTemplates[content.kind].version, data, sha256 }
}

/**
 * Runs a command that issues a letter, in one transaction with the letter. The PDF must be there before the transaction,
 * and its number must have no gaps: so the number is foreseen, and where another letter takes it first, all is done again.
 */
export async function withLetter<T>(
  p: Platform,
  letter: Letter,
  work: (tx: Tx, issued: { number: string; sha256: string }) => Promise<T>,
): Promise<T> {
  const series = `letter-${kinds[letter.content.kind]}-${toChinaDate(letter.now.getTime()).slice(0, 4)}`
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seq = await peekNumber(p.db, series)
    const made = await makeLetter(p, letter, seq)
    try {
      return await inTx(p.db, async (tx) => {
        const done = await work(tx, made)
        if ((await nextInSeries(tx, series)) !== seq) throw new NumberTaken()
        if (letter.addressee !== undefined) return done
        const { caseId, now, to } = letter
        const id = newId<'letter'>()
        await insertLetter(tx, { id, caseId, issuedAt: now, ...made })
        const { kind, number } = made
        await p.events.emit(tx, 'examination.letter_issued', {
          ...{ caseId, letterId: id, kind, number, now },
          ...(to && { to: { partyIds: to.partyIds, link: to.link } }),
        })
        return done
      })
    } catch (error) {
      if (!(error instanceof NumberTaken)) throw error
    }
  }
  throw new AppError('kernel.unavailable')
}

/** A letter for whoever may see the case: the very bytes that were issued. */
export async function readLetter(p: Platform, actor: Actor, caseId: string, letterId: string): Promise<FileToSend> {
  const row = await loadVisible(p, actor, caseId)
  if (!mayReadLetters(actor, row)) throw new AppError('kernel.not_found')
  const found = await findLetter(p.db, caseId, letterId)
  if (!found) throw new AppError('kernel.not_found')
  const body = await p.blobs.get(found.sha256)
  return { name: `${found.number}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}
