import { system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { anyOpen, successionTo } from '@datadeed/core/publication/objections'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { type Advanced, advance, packOf } from '../filing/service.ts'
import { insertEvidence, listEvidence } from './evidence-store.ts'
import { noticeDeadline } from './notice.ts'
import { mergeFacts } from './situation.ts'
import * as store from './store.ts'

type Notice = NonNullable<Awaited<ReturnType<typeof store.lockNoticeOfCase>>>
type OfCase = Awaited<ReturnType<typeof store.listOfCase>>

/** The last objection is over: the notice runs on for the days it stood still. */
export async function runNoticeOn(
  tx: Tx,
  p: Platform,
  of: { notice: Notice; under: Advanced['after']; all: OfCase; ending: ReadonlySet<string>; now: Date },
): Promise<void> {
  const { notice, under, all, ending, now } = of
  const pauses = all.map((objection) => ({
    from: toChinaDate(objection.lodged_at.getTime()),
    to: toChinaDate((ending.has(objection.id) ? now : (objection.decided_at ?? now)).getTime()),
  }))
  const deadline = noticeDeadline(p.calendar, packOf(p, under), notice.opens, pauses, notice.closes)
  const values = { status: 'open', closes: deadline.due, deadline: JSON.stringify(deadline) }
  await store.updateNotice(tx, notice.id, values)
}

/** Another objection takes the place of one that ends alone, with what the applicant answered to it and the time that ran. */
async function succeed(tx: Tx, old: store.ObjectionRow, successor: string, merged: readonly string[]) {
  const { answer, answered_at, answer_due, served_at, answer_lapsed_at, forward_letter, rejoinder_due } = old
  await store.updateObjection(tx, successor, {
    ...{ merged_into: null, status: answered_at === null ? 'lodged' : 'answered', answer, answered_at },
    ...{ answer_due, served_at, answer_lapsed_at, forward_letter, rejoinder_due },
  })
  for (const id of merged) await store.updateObjection(tx, id, { merged_into: successor })
  const answerFiles = (await listEvidence(tx, [old.id])).filter(({ side }) => side === 'applicant')
  if (answerFiles.length > 0)
    await insertEvidence(
      tx,
      answerFiles.map((file) => ({ ...file, id: newId<'objection-evidence'>(), objection_id: successor })),
    )
  if (forward_letter === null) await enqueue(tx, 'publication.letter', { objectionId: successor, kind: 'forwarded' })
  await enqueue(tx, 'publication.objection_mail', { objectionId: successor, what: 'succeeded' })
}

/**
 * Ends one objection by its objector's word or by agreement; the caller holds its case. Those merged into it stay: the first of
 * them takes its place. Without another open one the notice runs on.
 */
export async function endAlone(
  tx: Tx,
  p: Platform,
  of: {
    row: store.ObjectionRow
    notice: Notice
    status: 'withdrawn' | 'settled'
    now: Date
    note: string
    /** What goes to the log beside number and outcome. */
    document?: { sha256: string; sm3: string }
  },
): Promise<bigint> {
  const { row, notice, status, now, note, document } = of
  const all = await store.listOfCase(tx, row.case_id)
  const others = anyOpen(all.map(mergeFacts).filter(({ id }) => id !== row.id))
  const succession = row.merged_into === null ? successionTo(all.map(mergeFacts), row.id) : null
  const successor = succession && all.find(({ id }) => id === succession.successor)
  const { digests } = digestDocument({ id: row.id, objection: row.number, outcome: status, note, ...document })
  const { after, leafId } = await advance(tx, p, {
    caseId: row.case_id,
    command: status === 'withdrawn' ? 'withdraw_objection' : 'settle_objection',
    ...{ actor: system, now, note: status === 'settled' ? note : '' },
    payload: { objection: row.number, ...(successor && { successor: successor.number }) },
    facts: { others_open: others, last_open: !others },
    leaf: { type: 'objection_decision', digests, body: { number: row.number, outcome: status } },
  })
  if (leafId === null) throw new Error('the end of an objection is always logged')
  await store.updateObjection(tx, row.id, { status, decided_at: now })
  if (succession) await succeed(tx, row, succession.successor, succession.merged)
  await enqueue(tx, 'publication.letter', { objectionId: row.id, kind: 'decided' })
  await enqueue(tx, 'publication.objection_mail', { objectionId: row.id, what: status })
  if (!others) await runNoticeOn(tx, p, { notice, under: after, all, ending: new Set([row.id]), now })
  return leafId
}
