import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface SubmissionRow {
  caseId: string
  seq: number
  submittedAt: Date
  submittedBy: string
  /** Canonical text of everything submitted. */
  content: string
  sha256: string
  sm3: string
  leafId: bigint
  /** On which it was signed for the applicant. */
  delegationId: string | null
}

/** Keeps a submission; the caller holds the case's row. */
export async function insertSubmission(tx: Tx, row: SubmissionRow): Promise<void> {
  await tx
    .insertInto('submission')
    .values({
      case_id: row.caseId,
      seq: row.seq,
      submitted_at: row.submittedAt,
      submitted_by: row.submittedBy,
      content: row.content,
      sha256: row.sha256,
      sm3: row.sm3,
      leaf_id: row.leafId,
      delegation_id: row.delegationId,
    })
    .execute()
}

/** What a submission says of its deposit; the manifest itself, which may be large, is not read. */
export async function getDepositDigests(tx: Tx, depositId: string) {
  const { number, files, bytes, sha256, sm3 } = await tx
    .selectFrom('deposit')
    .select(['number', 'files', 'bytes', 'sha256', 'sm3'])
    .where('id', '=', depositId)
    .executeTakeFirstOrThrow()
  return { number, files, bytes: Number(bytes), digests: { sha256, sm3 } }
}

/** How many submissions a case has. */
export async function countSubmissions(tx: Tx, caseId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('submission')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The last submission of a case, with the names the receipt prints. */
export async function findLastSubmission(db: Database, caseId: string) {
  return await db
    .selectFrom('submission')
    .innerJoin('filing_case', 'filing_case.id', 'submission.case_id')
    .innerJoin('party', 'party.id', 'filing_case.party_id')
    .innerJoin('deposit', 'deposit.id', 'filing_case.deposit_id')
    .innerJoin('account', 'account.id', 'submission.submitted_by')
    .leftJoin('delegation', 'delegation.id', 'submission.delegation_id')
    .leftJoin('party as delegate', 'delegate.id', 'delegation.delegate_id')
    .where('submission.case_id', '=', caseId)
    .orderBy('submission.seq', 'desc')
    .limit(1)
    .select([
      'submission.seq',
      'submission.submitted_at as submittedAt',
      'submission.content',
      'submission.sha256',
      'submission.sm3',
      'submission.leaf_id as leafId',
      'party.name as partyName',
      'deposit.number as depositNumber',
      'account.name as submitterName',
      'delegation.number as delegationNumber',
      'delegate.name as delegateName',
    ])
    .executeTakeFirst()
}

export type Answer = { itemId: string; text: string }

export interface RoundRow {
  round: number
  requiredAt: Date
  due: string
  items: { id: string; field: string; reason: string; rule: string; remedy: string }[]
  /** As far as they are written while the round is open, as submitted afterwards. */
  answers: Answer[]
  answeredAt: Date | null
  formBefore: Record<string, unknown>
}

/** All correction rounds of a case, first to last. */
export async function listRounds(db: Database | Tx, caseId: string): Promise<RoundRow[]> {
  const rows = await db
    .selectFrom('correction_round')
    .where('case_id', '=', caseId)
    .orderBy('round')
    .select([
      'round',
      'required_at as requiredAt',
      'due',
      'items',
      'answers',
      'answered_at as answeredAt',
      'form_before as formBefore',
    ])
    .execute()
  return rows as unknown as RoundRow[]
}

export async function insertRound(
  tx: Tx,
  row: Omit<RoundRow, 'answers' | 'answeredAt'> & { caseId: string },
): Promise<void> {
  await tx
    .insertInto('correction_round')
    .values({
      case_id: row.caseId,
      round: row.round,
      required_at: row.requiredAt,
      due: row.due,
      items: JSON.stringify(row.items),
      form_before: JSON.stringify(row.formBefore),
    })
    .execute()
}

/** Keeps the answers of an open round as far as they are written. */
/** A last day that a changed calendar put off; the letter of the round goes on saying what it said. */
export async function moveRoundDue(tx: Tx, caseId: string, due: string): Promise<void> {
  await tx
    .updateTable('correction_round')
    .set({ due })
    .where('case_id', '=', caseId)
    .where('answered_at', 'is', null)
    .execute()
}

export async function keepAnswers(tx: Tx, caseId: string, round: number, answers: readonly Answer[]): Promise<void> {
  await tx
    .updateTable('correction_round')
    .set({ answers: JSON.stringify(answers) })
    .where('case_id', '=', caseId)
    .where('round', '=', round)
    .where('answered_at', 'is', null)
    .execute()
}

export async function answerRound(
  tx: Tx,
  caseId: string,
  round: number,
  answer: { answers: readonly Answer[]; answeredAt: Date; formAfter: Record<string, unknown> },
): Promise<void> {
  await tx
    .updateTable('correction_round')
    .set({
      answers: JSON.stringify(answer.answers),
      answered_at: answer.answeredAt,
      form_after: JSON.stringify(answer.formAfter),
    })
    .where('case_id', '=', caseId)
    .where('round', '=', round)
    .execute()
}
