import type { CaseStatus } from '@datadeed/core/filing/machine'
import { CompiledQuery } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { CaseRow } from './store.ts'

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
    /** Name of the API key it was done with. */
    keyName: string | null
    /** The delegation on which it was done: number, and whose name it was done in place of. */
    delegation: { number: string; delegate: string } | null
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
  objections: {
    id: string
    number: string
    reason: string
    status: string
    lodgedAt: string
    servedAt: string | null
    answerDue: string
  }[]
  /** What examiners made of findings, newest first. */
  judgements: {
    code: string
    field: string
    message: string
    verdict: 'confirmed' | 'dismissed'
    reason: string
    by: string
    at: string
  }[]
  /** Names like this one of the party's other live applications; only while the form can be changed, otherwise empty. */
  namesInUse: string[]
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

// The page most looked at: written out once, so that neither we nor PostgreSQL build it anew for each reader. Only
// entries below a published checkpoint can be proved, so only they are told.
const page = `
with published as (select coalesce(max(size), 0) as size from log_publication)
select c.id, c.number, c.party_id as "partyId", c.deposit_id as "depositId", c.prefecture_code as "prefectureCode",
  c.status, c.version, c.form, c.prefilled, c.known, c.name, c.direction, c.findings, c.error_count as "errorCount",
  c.warning_count as "warningCount", c.green, c.green_conditions as "greenConditions", c.examiner_id as "examinerId", c.proposal, c.refusal, c.due,
  c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", c.created_by as "createdBy",
  c.created_at as "createdAt", c.updated_at as "updatedAt", c.submitted_at as "submittedAt",
  party.name as "partyName", examiner.name as "examinerName",
  (select json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'sha256', d.sha256, 'sm3', d.sm3,
      'files', d.files, 'bytes', d.bytes, 'logIndex', e.index, 'loggedAt', e.logged_at)
    from deposit d left join log_entry e on e.leaf_id = d.leaf_id and e.index < (select size from published)
    where d.id = c.deposit_id) as deposit,
  (select coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'mediaType', a.media_type,
      'bytes', a.bytes, 'sha256', a.sha256, 'sm3', a.sm3, 'uploadedAt', a.uploaded_at)
      order by a.uploaded_at, a.id), '[]')
    from attachment a where a.case_id = c.id and a.removed_at is null) as attachments,
  (select coalesce(json_agg(json_build_object('round', r.round, 'requiredAt', r.required_at, 'due', r.due,
      'items', r.items, 'answers', r.answers, 'answeredAt', r.answered_at, 'formBefore', r.form_before,
      'formAfter', r.form_after) order by r.round), '[]')
    from correction_round r where r.case_id = c.id) as corrections,
  (select coalesce(json_agg(json_build_object('id', l.id, 'kind', l.kind, 'number', l.number,
      'issuedAt', l.issued_at, 'sha256', l.sha256) order by l.issued_at, l.id), '[]')
    from letter l where l.case_id = c.id and not exists (
      -- Who held the right when an affair was asked for reads its letter here; a later holder reads it with the affair.
      select from register_affair a where a.letter_number = l.number
        and position(party.uscc in coalesce(a.content ->> 'heldBy', party.uscc)) = 0)) as letters,
  (select coalesce(json_agg(json_build_object('seq', v.seq, 'at', v.at, 'command', v.command, 'from', v.from_status,
      'to', v.to_status, 'actorRole', v.actor_role, 'actorName', (select name from account where id = v.actor_id), 'keyName',
      (select name from api_key where id = v.key_id), 'delegation',
      (select json_build_object('number', d.number, 'delegate', coalesce(a.name, '辅导员'))
        from delegation d left join party a on a.id = d.delegate_id where d.id = v.delegation_id), 'note', v.note,
      'logIndex', e.index) order by v.seq), '[]')
    from case_event v
    left join log_entry e on e.leaf_id = v.leaf_id and e.index < (select size from published)
    where v.case_id = c.id) as events,
  (select json_build_object('id', n.id, 'number', n.number, 'from', n.opens, 'to', n.closes, 'status', n.status,
      'deadline', n.deadline)
    from notice n where n.case_id = c.id) as notice,
  (select json_build_object('certificateNumber', g.certificate_number, 'registrationNumber', g.registration_number,
      'issuedOn', g.registered_on, 'validUntil', g.valid_until)
    from register_entry g where g.case_id = c.id and g.opened_by is null and exists (select from certificate t where t.entry_id = g.id)) as certificate,
  (select coalesce(json_agg(json_build_object('id', o.id, 'number', o.number, 'reason', o.reason_code,
      'status', o.status, 'lodgedAt', o.lodged_at, 'servedAt', o.served_at, 'answerDue', o.answer_due) order by o.lodged_at), '[]')
    from objection o where o.case_id = c.id) as objections,
  (select coalesce(json_agg(json_build_object('code', j.code, 'field', j.field, 'message', j.message, 'verdict', j.verdict,
      'reason', j.reason, 'by', (select name from account where id = j.judged_by), 'at', j.judged_at) order by j.id desc), '[]')
    from finding_judgement j where j.case_id = c.id) as judgements,
  case when c.status not in ('draft', 'awaiting_signature', 'correction_required') then '[]'::json else
    (select coalesce(json_agg(u.name), '[]') from (
      select name from filing_case
      where party_id = c.party_id and ideographs(name) = ideographs(c.name) and id <> c.id and name <> ''
        and status not in ('withdrawn', 'deemed_withdrawn', 'refused')
      order by updated_at desc limit 500) u)
  end as "namesInUse"
from filing_case c
join party on party.id = c.party_id
left join account examiner on examiner.id = c.examiner_id
where c.id = any($1)`

/** The whole pages of these cases in one round trip, in the order of their ids; undefined for one that does not exist. */
export async function findCaseDetails(db: Database, ids: readonly string[]): Promise<(CaseDetail | undefined)[]> {
  const { rows } = await db.executeQuery<CaseDetail>(CompiledQuery.raw(page, [ids]))
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id))
}
