import type * as schema from '@datadeed/core/examination/expert-schema'
import { system } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { masks } from '@datadeed/core/kernel/mask'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { hashToken, newToken } from '../../platform/secret-token.ts'
import { caseDetail, holdCase, readAttachment } from '../filing/service.ts'
import { codeOf, sameDigest } from './expert-link.ts'
import { end } from './expert-request.ts'
import * as store from './expert-store.ts'

const codeMinutes = 15
const mostTries = 5
const mostCodes = 10
const secondsBetweenCodes = 60
const sessionHours = 8

/** Whoever comes with the link: what the address carries, and what the browser kept. */
export interface Visitor {
  token: string
  session: string | undefined
  agent: string
}

type Held = (tx: Tx, request: store.RequestRow, now: Date) => Promise<void>

const isToken = (token: string) => /^[\w-]{43}$/.test(token)

/** Works on a request with its case held, so that it and its examiner's acts come one after the other. */
async function hold(p: Platform, { token }: Visitor, work: Held): Promise<void> {
  const found = isToken(token) ? await store.findByLink(p.db, hashToken(token)) : undefined
  if (!found) throw new AppError('kernel.not_found')
  await inTx(p.db, async (tx) => {
    await holdCase(tx, found.caseId)
    const request = await store.holdByLink(tx, hashToken(token))
    if (!request) throw new AppError('kernel.not_found')
    await work(tx, request, p.clock.now())
  })
}

const isOver = (request: store.RequestRow, now: Date) => request.endedAt !== null || now >= request.expiresAt
const isConfirmed = ({ sessionHash, sessionUntil }: store.RequestRow, { session }: Visitor, now: Date) =>
  session !== undefined && sessionUntil !== null && now < sessionUntil && sameDigest(hashToken(session), sessionHash)
const codeIsOut = ({ codeSentAt, codeTries }: store.RequestRow, now: Date) =>
  codeSentAt !== null && codeTries < mostTries && now.getTime() - codeSentAt.getTime() < codeMinutes * 60_000

type Stage = 'ended' | 'locked' | 'declare' | 'read'

function stageOf(request: store.RequestRow, visitor: Visitor, now: Date): Stage {
  if (isOver(request, now)) return 'ended'
  if (!isConfirmed(request, visitor, now)) return 'locked'
  return request.state === 'asked' ? 'declare' : 'read'
}

/** What the page of a link shows now. Nothing of the case is told before the code was entered and the declaration made. */
export async function visit(p: Platform, visitor: Visitor) {
  let seen: store.RequestRow | undefined
  await hold(p, visitor, async (tx, request, now) => {
    seen = request
    const stage = stageOf(request, visitor, now)
    if (stage === 'locked' || stage === 'read')
      await store.insertOpening(tx, request.id, stage === 'read' ? 'read' : 'link', visitor.agent, now)
  })
  if (!seen) throw new AppError('kernel.not_found')
  const now = p.clock.now()
  const stage = stageOf(seen, visitor, now)
  const { attachments } = stage === 'read' ? await caseDetail(p, system, seen.caseId) : { attachments: [] }
  return {
    stage,
    now,
    ended: seen.endedAt ? seen.state : ('expired' as const),
    mailbox: masks.email(seen.expertEmail),
    codeSent: codeIsOut(seen, now),
    name: seen.expertName,
    caseNumber: seen.caseNumber,
    due: seen.due,
    question: stage === 'read' ? seen.question : '',
    document: stage === 'read' ? seen.document : null,
    attachments: attachments.filter(({ id }) => seen?.shown.attachments.includes(id)),
    draft: stage === 'read' ? seen.draft : null,
    draftAt: seen.draftAt,
  }
}
export type ExpertVisit = Awaited<ReturnType<typeof visit>>

/** Mails a code to the expert's own address, whoever asks. */
export async function sendCode(p: Platform, visitor: Visitor): Promise<void> {
  await hold(p, visitor, async (tx, request, now) => {
    if (isOver(request, now)) throw new AppError('examination.expert_ended')
    const since = request.codeSentAt ? (now.getTime() - request.codeSentAt.getTime()) / 1000 : secondsBetweenCodes
    if (request.codeNo >= mostCodes) throw new AppError('examination.expert_codes_spent')
    if (request.codeNo > 0 && since < secondsBetweenCodes)
      throw new AppError('kernel.too_many_requests', { seconds: Math.ceil(secondsBetweenCodes - since) })
    await store.updateRequest(tx, request.id, { code_no: request.codeNo + 1, code_sent_at: now, code_tries: 0 })
    await store.insertOpening(tx, request.id, 'code_sent', visitor.agent, now)
    await enqueue(tx, 'examination.expert_mail', { requestId: request.id, what: 'code' })
  })
}

/** The session for a browser whose person has the code; null for a wrong or spent one, which counts. */
export async function confirm(p: Platform, visitor: Visitor, code: string): Promise<string | null> {
  let session: string | null = null
  await hold(p, visitor, async (tx, request, now) => {
    if (isOver(request, now)) throw new AppError('examination.expert_ended')
    const good =
      codeIsOut(request, now) && sameDigest(hashToken(code.replace(/\s/g, '')), hashToken(await codeOf(p, request)))
    if (!good) {
      await store.updateRequest(tx, request.id, { code_tries: request.codeTries + 1 })
      await store.insertOpening(tx, request.id, 'code_wrong', visitor.agent, now)
      return
    }
    session = newToken()
    const until = Math.min(now.getTime() + sessionHours * 3_600_000, request.expiresAt.getTime())
    // A code is good once.
    const spent = { code_tries: mostTries, session_hash: hashToken(session), session_until: new Date(until) }
    await store.updateRequest(tx, request.id, spent)
    await store.insertOpening(tx, request.id, 'confirmed', visitor.agent, now)
  })
  return session
}

/** Works on a request whose expert confirmed who they are. */
async function asExpert(p: Platform, visitor: Visitor, stages: readonly Stage[], work: Held): Promise<void> {
  await hold(p, visitor, async (tx, request, now) => {
    const stage = stageOf(request, visitor, now)
    if (stage === 'ended') throw new AppError('examination.expert_ended')
    if (!stages.includes(stage)) throw new AppError('examination.expert_locked')
    await work(tx, request, now)
  })
}

/** No interest, and secrecy: only then is anything shown. */
export async function declare(p: Platform, visitor: Visitor): Promise<void> {
  await asExpert(p, visitor, ['declare', 'read'], async (tx, request, now) => {
    if (request.state !== 'asked') return
    await store.updateRequest(tx, request.id, { state: 'reading', declared_at: now })
    await store.insertOpening(tx, request.id, 'declared', visitor.agent, now)
  })
}

/** The expert will not, or must not, answer. */
export async function decline(p: Platform, visitor: Visitor, reason: string): Promise<void> {
  await asExpert(p, visitor, ['declare', 'read'], async (tx, request, now) => {
    await end(tx, p, request, { state: 'declined', reason, now })
  })
}

export async function saveDraft(p: Platform, visitor: Visitor, draft: { conclusion: string; opinion: string }) {
  await asExpert(p, visitor, ['read'], async (tx, request, now) => {
    await store.updateRequest(tx, request.id, { draft: JSON.stringify(draft), draft_at: now })
    await store.insertOpening(tx, request.id, 'saved', visitor.agent, now)
  })
}

/** The opinion, once: it is kept as it was given, and the log vouches for it and for what the expert was shown. */
export async function sendOpinion(p: Platform, visitor: Visitor, answer: z.output<typeof schema.expertAnswer>) {
  await asExpert(p, visitor, ['read'], async (tx, request, now) => {
    const document = {
      format: 'datadeed-expert-opinion/1',
      request: request.id,
      case: request.caseNumber,
      expert: { name: request.expertName, title: request.expertTitle, organisation: request.expertOrganisation },
      question: request.question,
      shown: digestDocument(request.document).digests.sha256,
      ...answer,
      at: now.toISOString(),
    }
    const { text, digests } = digestDocument(document)
    const leaf = { type: 'examination', digests, body: {} } as const
    const leafId = await end(tx, p, request, { state: 'given', reason: '', now, leaf })
    if (!leafId) throw new AppError('examination.expert_ended')
    const { conclusion, opinion } = answer
    await store.insertExpertOpinion(tx, {
      ...{ request_id: request.id, conclusion, opinion, content: text, given_at: now, leaf_id: leafId },
      ...{ sha256: digests.sha256, sm3: digests.sm3 },
    })
    await store.insertOpening(tx, request.id, 'sent', visitor.agent, now)
  })
}

/** An attachment the examiner chose to show, under a name that says to whom and of which case it was given. */
export async function readShown(p: Platform, visitor: Visitor, attachmentId: string): Promise<FileToSend> {
  let of: store.RequestRow | undefined
  await asExpert(p, visitor, ['read'], async (tx, request, now) => {
    if (!request.shown.attachments.includes(attachmentId)) throw new AppError('kernel.not_found')
    of = request
    await store.insertOpening(tx, request.id, 'attachment', visitor.agent, now)
  })
  if (!of) throw new AppError('kernel.not_found')
  const file = await readAttachment(p, system, of.caseId, attachmentId)
  return { ...file, name: `${of.caseNumber}-${of.expertName}-${file.name}` }
}
