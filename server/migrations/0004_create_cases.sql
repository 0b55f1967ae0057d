create table filing_case (
  id uuid primary key,
  number text not null unique,
  party_id uuid not null references party (id),
  deposit_id uuid not null references deposit (id),
  prefecture_code text not null,
  status text not null check (status in (
    'draft', 'awaiting_signature', 'submitted', 'under_review', 'correction_required', 'acceptance_proposed', 'refusal_proposed',
    'public_notice', 'objection_pending', 'registered', 'refused', 'withdrawn', 'deemed_withdrawn'
  )),
  version integer not null default 1,
  form jsonb not null,
  prefilled jsonb not null,
  name text not null default '',
  direction text,
  known jsonb not null,
  findings jsonb not null default '[]',
  error_count integer not null default 0,
  warning_count integer not null default 0,
  examiner_id uuid references account (id),
  proposal jsonb,
  refusal jsonb,
  due date,
  pack_jurisdiction text not null,
  pack_version text not null,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz
);
comment on column filing_case.known is 'What the deposit''s manifest and profile tell; a deposit never changes';
comment on column filing_case.findings is 'Machine check at the last change of the form';
comment on table filing_case is '登记案件：从草稿到登记；状态只按 core/filing/machine.ts 的程序表变动';
create index filing_case_party on filing_case (party_id, updated_at desc, id);
create index filing_case_updated on filing_case (updated_at desc, id) where status not in ('draft', 'awaiting_signature');
create index filing_case_status on filing_case (status, updated_at desc, id);
-- The two lists below show the cases without such a day last; the expressions are those of the list's order.
create index filing_case_due on filing_case (coalesce(due, date '9999-12-31'), id)
  where status not in ('draft', 'awaiting_signature');
create index filing_case_submitted on filing_case (coalesce(submitted_at, timestamptz '1970-01-01 00:00:00Z') desc, id)
  where status not in ('draft', 'awaiting_signature');
create index filing_case_overdue on filing_case (due, id) where status = 'correction_required';
create index filing_case_prefecture on filing_case (prefecture_code, updated_at desc, id) where status not in ('draft', 'awaiting_signature');
create index filing_case_examiner on filing_case (examiner_id, updated_at desc, id) where examiner_id is not null;

create table case_event (
  case_id uuid not null references filing_case (id),
  seq integer not null,
  at timestamptz not null,
  command text not null,
  from_status text not null,
  to_status text not null,
  actor_kind text not null check (actor_kind in ('account', 'system', 'public')),
  actor_id uuid references account (id),
  actor_role text not null,
  note text not null default '',
  payload jsonb not null default '{}',
  leaf_id bigint references evidence_leaf (id),
  primary key (case_id, seq)
);
comment on table case_event is '办理过程，只增不改';
create index case_event_at on case_event (at desc, case_id desc, seq desc);

create table attachment (
  id uuid primary key,
  case_id uuid not null references filing_case (id),
  kind text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  sm3 text not null,
  uploaded_by uuid not null references account (id),
  uploaded_at timestamptz not null,
  removed_at timestamptz
);
create index attachment_case on attachment (case_id) where removed_at is null;

create table submission (
  case_id uuid not null references filing_case (id),
  seq integer not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null references account (id),
  content text not null,
  sha256 text not null,
  sm3 text not null,
  leaf_id bigint not null references evidence_leaf (id),
  primary key (case_id, seq)
);
comment on table submission is '提交的全部内容的规范文本与摘要，只增不改';

create table correction_round (
  case_id uuid not null references filing_case (id),
  round integer not null,
  required_at timestamptz not null,
  due date not null,
  items jsonb not null,
  answers jsonb not null default '[]',
  answered_at timestamptz,
  form_before jsonb not null,
  form_after jsonb,
  primary key (case_id, round)
);

create table letter (
  id uuid primary key,
  case_id uuid not null references filing_case (id),
  kind text not null check (kind in ('acceptance', 'correction', 'refusal', 'objection', 'objection_decision')),
  number text not null unique,
  template text not null,
  data jsonb not null,
  sha256 text not null,
  issued_at timestamptz not null
);
create index letter_case on letter (case_id, issued_at);

grant select, insert, update on filing_case, attachment, correction_round to datadeed_app;
grant select, insert on case_event, submission, letter to datadeed_app;
