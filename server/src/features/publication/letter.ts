import { formatDateZh } from '@datadeed/core/kernel/dates'
import { isOpen, type ObjectionStatus } from '@datadeed/core/publication/machine'
import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { type LetterContent, withLetter } from '../examination/service.ts'
import { dueIfServed, serveObjection } from './objection.ts'
import { reasonTextOf } from './objection-view.ts'
import { findObjection, lockObjection, type ObjectionRow, updateObjection } from './store.ts'

// Who objects is known to the registrar and told to nobody, the applicant included.
const hidden = '已实名，身份由登记机构核对并保密'

function forwarded(row: ObjectionRow, reason: string, due: string): LetterContent {
  return {
    kind: 'objection-forwarded',
    objectionNo: row.number,
    objector: hidden,
    grounds: [`异议理由：${reason}`, `事实与理由：${row.statement}`],
    answerBy: formatDateZh(due),
  }
}

const runsOn = '本项异议处理终结。其他异议（如有）均处理终结后，公示期限继续计算，届满无异议的予以登记。'
const endings: Record<string, { outcome: 'upheld' | 'rejected' | 'withdrawn' | 'settled'; reason: string }> = {
  upheld: { outcome: 'upheld', reason: '' },
  dismissed: { outcome: 'rejected', reason: '' },
  withdrawn: { outcome: 'withdrawn', reason: '异议人已书面撤回本项异议。' },
  settled: { outcome: 'settled', reason: '双方自愿调解并达成协议，协议的摘要已记入存证日志。' },
}

function decided(row: ObjectionRow, objector: string): LetterContent {
  const { outcome, reason } = endings[row.status] ?? { outcome: 'rejected', reason: '' }
  return {
    kind: 'objection-decided',
    objectionNo: row.number,
    ...{ objector, outcome, reasons: [row.decision ?? reason] },
    consequence: outcome === 'upheld' ? '本申请不予登记。' : runsOn,
  }
}

/** The same letter was issued by another run of the job. */
class LetterIssued extends Error {}

async function unlessIssued(issuing: Promise<void>): Promise<void> {
  await issuing.catch((error: unknown) => {
    if (!(error instanceof LetterIssued)) throw error
  })
}

/** The letter that forwards an objection: with it the objection is served, and the applicant's time begins. */
async function forward(p: Platform, row: ObjectionRow): Promise<void> {
  if (row.forward_letter !== null || row.merged_into !== null) return
  const now = p.clock.now()
  const due = await dueIfServed(p, row, now)
  const reason = reasonTextOf(p, row)
  await unlessIssued(
    withLetter(p, { caseId: row.case_id, content: forwarded(row, reason, due), now }, async (tx, { number }) => {
      await serveObjection(tx, p, row.id, due, now)
      const locked = await lockObjection(tx, row.id)
      if (locked.forward_letter !== null) throw new LetterIssued()
      await updateObjection(tx, row.id, { forward_letter: number })
    }),
  )
}

/** How an objection ended, to the company among the case's letters, and to the objector at the address of their link. */
async function tellEnd(p: Platform, row: ObjectionRow): Promise<void> {
  if (isOpen(row.status as ObjectionStatus)) return
  const now = p.clock.now()
  const { case_id: caseId, objector_name: addressee } = row
  if (row.decision_letter === null)
    await unlessIssued(
      withLetter(p, { caseId, content: decided(row, hidden), now }, async (tx, { number }) => {
        const locked = await lockObjection(tx, row.id)
        if (locked.decision_letter !== null) throw new LetterIssued()
        await updateObjection(tx, row.id, { decision_letter: number })
      }),
    )
  if (row.objector_letter === null)
    await unlessIssued(
      withLetter(p, { caseId, content: decided(row, addressee), now, addressee }, async (tx, { number, sha256 }) => {
        const locked = await lockObjection(tx, row.id)
        if (locked.objector_letter !== null) throw new LetterIssued()
        await updateObjection(tx, row.id, { objector_letter: number, objector_letter_sha256: sha256 })
      }),
    )
}

/** Issues the letter that forwards an objection, or those that tell both sides how it ended; once, however often it is run. */
export async function issueObjectionLetter(
  p: Platform,
  { objectionId, kind }: JobPayloads['publication.letter'],
): Promise<void> {
  const row = await findObjection(p.db, objectionId)
  if (row) await (kind === 'forwarded' ? forward(p, row) : tellEnd(p, row))
}
