import { formatDateZh } from '@datadeed/core/kernel/dates'
import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { type LetterContent, withLetter } from '../examination/service.ts'
import { findObjection, lockObjection, type ObjectionRow, updateObjection } from './store.ts'

// Who objects is known to the registrar and told to nobody, the applicant included.
const objector = '已实名，身份由登记机构核对并保密'

function forwarded(p: Platform, row: ObjectionRow): LetterContent {
  const reason = p.pack.objectionReasons.find(({ code }) => code === row.reason_code)
  return {
    kind: 'objection-forwarded',
    objectionNo: row.number,
    objector,
    grounds: [...(reason ? [`异议理由：${reason.text}`] : []), `事实与理由：${row.statement}`],
    answerBy: formatDateZh(row.answer_due),
  }
}

function decided(row: ObjectionRow): LetterContent {
  const upheld = row.status === 'upheld'
  return {
    kind: 'objection-decided',
    objectionNo: row.number,
    objector,
    outcome: upheld ? 'upheld' : 'rejected',
    reasons: [row.decision ?? ''],
    consequence: upheld
      ? '本申请不予登记。'
      : '本项异议处理终结。其他异议（如有）均处理终结后，公示期限继续计算，届满无异议的予以登记。',
  }
}

/** The same letter was issued by another run of the job. */
class LetterIssued extends Error {}

/** Issues the letter that forwards an objection to the company, or that tells of its decision; once, however often it is run. */
export async function issueObjectionLetter(
  p: Platform,
  { objectionId, kind }: JobPayloads['publication.letter'],
): Promise<void> {
  const column = kind === 'forwarded' ? 'forward_letter' : 'decision_letter'
  const row = await findObjection(p.db, objectionId)
  if (!row || row[column] !== null) return
  const content = kind === 'forwarded' ? forwarded(p, row) : decided(row)
  const now = p.clock.now()
  await withLetter(p, { caseId: row.case_id, content, now }, async (tx, { number }) => {
    const locked = await lockObjection(tx, objectionId)
    if (locked[column] !== null) throw new LetterIssued()
    await updateObjection(tx, objectionId, { [column]: number })
  }).catch((error: unknown) => {
    if (!(error instanceof LetterIssued)) throw error
  })
}
