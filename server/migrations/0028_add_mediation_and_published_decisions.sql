alter table objection
  drop constraint objection_status_check,
  add constraint objection_status_check
    check (status in ('lodged', 'answered', 'mediation', 'settled', 'withdrawn', 'dismissed', 'upheld')),
  add column served_at timestamptz,
  add column answer_lapsed_at timestamptz,
  add column withdrawal text,
  add column deposit_id uuid references deposit (id),
  add column objector_letter text,
  add column objector_letter_sha256 text check (objector_letter_sha256 ~ '^[0-9a-f]{64}$');
comment on column objection.served_at is '送达：转送通知书进入申请人的系统之时，答复期限自此起算';
comment on column objection.answer_lapsed_at is 'When the period for the answer was found to be over without one';
comment on column objection.deposit_id is 'The objector''s deposit to compare with, chosen by its owner';
comment on column objection.decided_at is 'When it ended: decided, settled or withdrawn';
comment on column objection.objector_letter is 'Number of the decision''s letter to the objector, whose bytes are in the store under the digest; never among the case''s letters';
update objection set served_at = lodged_at where forward_letter is not null;
create index objection_unanswered on objection (answer_due) where status = 'lodged' and answer_lapsed_at is null;

alter table case_clock
  drop constraint case_clock_kind_check,
  add constraint case_clock_kind_check check (kind in (
    'acceptance', 'examination', 'correction', 'notice', 'objection_answer', 'objection_decision', 'mediation'
  ));

create table mediation (
  id uuid primary key,
  objection_id uuid not null references objection (id),
  status text not null check (status in ('offered', 'held', 'declined', 'lapsed', 'failed', 'agreed')),
  offered_by text not null check (offered_by in ('applicant', 'objector', 'examiner')),
  offered_at timestamptz not null,
  applicant_agreed_at timestamptz,
  objector_agreed_at timestamptz,
  mediator text,
  mediator_of text,
  started_at timestamptz,
  deadline jsonb,
  due date,
  ended_at timestamptz,
  ended_by text check (ended_by in ('applicant', 'objector', 'examiner', 'system')),
  note text not null default '',
  document_name text,
  document_type text,
  document_bytes bigint,
  document_sha256 text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  document_sm3 text check (document_sm3 ~ '^[0-9a-f]{64}$'),
  leaf_id bigint references evidence_leaf (id),
  check ((status in ('offered', 'held')) = (ended_at is null)),
  check ((status in ('held', 'failed', 'agreed')) = (started_at is not null)),
  check (started_at is null or (applicant_agreed_at is not null and objector_agreed_at is not null and due is not null)),
  check ((status = 'agreed') = (document_sha256 is not null and leaf_id is not null))
);
comment on table mediation is '异议调解：双方同意后开始，自有期限，其间异议处理期限中止';
create unique index mediation_open on mediation (objection_id) where status in ('offered', 'held');
create unique index mediation_once on mediation (objection_id) where started_at is not null;
create index mediation_due on mediation (due) where status = 'held';

create table published_decision (
  id uuid primary key,
  objection_id uuid not null unique references objection (id),
  status text not null check (status in ('drafted', 'checked', 'released', 'withheld')),
  number text unique,
  ground text not null,
  outcome text not null check (outcome in ('dismissed', 'upheld')),
  facts text not null,
  answer text not null,
  reasoning text not null,
  rule text not null,
  periods jsonb not null,
  objections integer not null check (objections > 0),
  decided_at timestamptz not null,
  checked_by uuid references account (id),
  checked_at timestamptz,
  released_by uuid references account (id),
  released_at timestamptz,
  note text not null default '',
  leaf_id bigint references evidence_leaf (id),
  check (released_by is null or released_by <> checked_by),
  check ((number is null) = (released_at is null)),
  check (status <> 'released' or (released_by is not null and leaf_id is not null))
);
comment on table published_decision is '异议决定库：匿名化的异议决定，机器去标识后经两人核对方可公开';
create index published_decision_released on published_decision (released_at desc, id) where status = 'released';
create index published_decision_ground on published_decision (ground) where status = 'released';
create index published_decision_decided on published_decision (decided_at desc, id);

grant select, insert, update on mediation, published_decision to datadeed_app;
