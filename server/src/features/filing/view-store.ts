import type { CaseStatus } from '@datadeed/core/filing/machine'
import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Database } from '../../platform/db/connection.ts'
import { type CaseRow, caseColumns } from './store.ts'

// Only entries below a published checkpoint can be proved, so only they are told.
const published = sql<bigint>`(select coalesce(max(size), 0) from log_publication)`

/** Everything a case's page shows, as JSON puts it: times are texts, bigints numbers. */
export interface CaseDetail extends CaseRow {
  partyName: string
  examinerName: string | null
  deposit: {
    id: string
    number: string
    title: string
    sha256: string
    sm3: string
    files: number
    bytes: number
    logIndex: number | null
    loggedAt: string | null
  }
  attachments: {
    id: string
    kind: string
    name: string
    mediaType: string
    bytes: number
    sha256: string
    sm3: string
    uploadedAt: string
  }[]
  corrections: CorrectionRow[]
  letters: { id: string; kind: string; number: string; issuedAt: string; sha256: string }[]
  events: {
    seq: number
    at: string
    command: string
    from: CaseStatus
    to: CaseStatus
    actorRole: string
    actorName: string | null
    note: string
    logIndex: number | null
  }[]
  notice: { id: string; number: string; from: string; to: string; status: string; deadline: unknown } | null
  certificate: {
    certificateNumber: string
    registrationNumber: string
    issuedOn: string
    validUntil: string
  } | null
  objections: { id: string; number: string; reason: string; status: string }[]
}

export interface CorrectionRow {
  round: number
  requiredAt: string
  due: string
  items: { id: string; field: string; reason: string; rule: string; remedy: string }[]
  answers: { itemId: string; text: string }[]
  answeredAt: string | null
  formBefore: Record<string, unknown>
  formAfter: Record<string, unknown> | null
}

/** The whole page of a case in one round trip. */
export async function findCaseDetail(db: Database, caseId: string): Promise<CaseDetail | undefined> {
  const row = await db
    .selectFrom('filing_case')
    .innerJoin('party', 'party.id', 'filing_case.party_id')
    .leftJoin('account as examiner', 'examiner.id', 'filing_case.examiner_id')
    .where('filing_case.id', '=', caseId)
    .select(caseColumns)
    .select(['party.name as partyName', 'examiner.name as examinerName'])
    .select((eb) => [
      jsonObjectFrom(
        eb
          .selectFrom('deposit')
          .leftJoin('log_entry', (join) =>
            join.onRef('log_entry.leaf_id', '=', 'deposit.leaf_id').on('log_entry.index', '<', published),
          )
          .whereRef('deposit.id', '=', 'filing_case.deposit_id')
          .select([
            'deposit.id',
            'deposit.number',
            'deposit.title',
            'deposit.sha256',
            'deposit.sm3',
            'deposit.files',
            'deposit.bytes',
            'log_entry.index as logIndex',
            'log_entry.logged_at as loggedAt',
          ]),
      ).as('deposit'),
      jsonArrayFrom(
        eb
          .selectFrom('attachment')
          .whereRef('attachment.case_id', '=', 'filing_case.id')
          .where('attachment.removed_at', 'is', null)
          .orderBy('attachment.uploaded_at')
          .orderBy('attachment.id')
          .select([
            'attachment.id',
            'attachment.kind',
            'attachment.name',
            'attachment.media_type as mediaType',
            'attachment.bytes',
            'attachment.sha256',
            'attachment.sm3',
            'attachment.uploaded_at as uploadedAt',
          ]),
      ).as('attachments'),
      jsonArrayFrom(
        eb
          .selectFrom('correction_round')
          .whereRef('correction_round.case_id', '=', 'filing_case.id')
          .orderBy('correction_round.round')
          .select([
            'round',
            'required_at as requiredAt',
            'correction_round.due',
            'items',
            'answers',
            'answered_at as answeredAt',
            'form_before as formBefore',
            'form_after as formAfter',
          ]),
      ).as('corrections'),
      jsonArrayFrom(
        eb
          .selectFrom('letter')
          .whereRef('letter.case_id', '=', 'filing_case.id')
          .orderBy('letter.issued_at')
          .orderBy('letter.id')
          .select(['letter.id', 'letter.kind', 'letter.number', 'letter.issued_at as issuedAt', 'letter.sha256']),
      ).as('letters'),
      jsonArrayFrom(
        eb
          .selectFrom('case_event')
          .leftJoin('account as actor', 'actor.id', 'case_event.actor_id')
          .leftJoin('log_entry', (join) =>
            join.onRef('log_entry.leaf_id', '=', 'case_event.leaf_id').on('log_entry.index', '<', published),
          )
          .whereRef('case_event.case_id', '=', 'filing_case.id')
          .orderBy('case_event.seq')
          .select([
            'case_event.seq',
            'case_event.at',
            'case_event.command',
            'case_event.from_status as from',
            'case_event.to_status as to',
            'case_event.actor_role as actorRole',
            'actor.name as actorName',
            'case_event.note',
            'log_entry.index as logIndex',
          ]),
      ).as('events'),
      jsonObjectFrom(
        eb
          .selectFrom('notice')
          .whereRef('notice.case_id', '=', 'filing_case.id')
          .select([
            'notice.id',
            'notice.number',
            'notice.opens as from',
            'notice.closes as to',
            'notice.status',
            'notice.deadline',
          ]),
      ).as('notice'),
      jsonObjectFrom(
        eb
          .selectFrom('register_entry')
          .innerJoin('certificate', 'certificate.entry_id', 'register_entry.id')
          .whereRef('register_entry.case_id', '=', 'filing_case.id')
          .select([
            'register_entry.certificate_number as certificateNumber',
            'register_entry.registration_number as registrationNumber',
            'register_entry.registered_on as issuedOn',
            'register_entry.valid_until as validUntil',
          ]),
      ).as('certificate'),
      jsonArrayFrom(
        eb
          .selectFrom('objection')
          .whereRef('objection.case_id', '=', 'filing_case.id')
          .orderBy('objection.lodged_at')
          .select(['objection.id', 'objection.number', 'objection.reason_code as reason', 'objection.status']),
      ).as('objections'),
    ])
    .executeTakeFirst()
  return row as unknown as CaseDetail | undefined
}
