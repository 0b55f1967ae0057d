create table filing_batch (
  id uuid primary key,
  party_id uuid not null references party (id),
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  part integer not null default 1,
  status text not null check (status in ('receiving', 'checking', 'ready', 'drafting', 'submitting', 'undoing', 'undone')),
  revision integer not null default 1,
  partial boolean not null default false,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table filing_batch is '批量申报：一个文件（或其中一千条）为一批；状态只按 core/filing/batch-machine.ts 的程序表变动';
comment on column filing_batch.revision is 'Counts the uploads: rows of an earlier one are refused';
comment on column filing_batch.partial is 'The upload holds single rows; those it does not name stay';
-- The same file handed in twice, or from two windows at once, is one batch.
create unique index filing_batch_file on filing_batch (party_id, sha256, part) where status <> 'undone';
create index filing_batch_party on filing_batch (party_id, created_at desc, id desc);
create index filing_batch_at_work on filing_batch (updated_at) where status in ('checking', 'drafting', 'submitting', 'undoing');

create table filing_batch_row (
  batch_id uuid not null references filing_batch (id),
  line integer not null,
  party_id uuid not null references party (id),
  revision integer not null,
  version integer not null default 1,
  cells jsonb not null,
  digest text not null,
  name text not null default '',
  deposit_number text not null default '',
  checked boolean not null default false,
  findings jsonb not null default '[]',
  error_count integer not null default 0,
  warning_count integer not null default 0,
  repeats_batch uuid references filing_batch (id),
  repeats_line integer,
  case_id uuid unique references filing_case (id),
  -- What the job under way still has to do with the row.
  todo boolean not null default false,
  failure text,
  primary key (batch_id, line)
);
comment on column filing_batch_row.digest is 'SHA-256 of the cells: two rows that say the same are one application';
create index filing_batch_row_digest on filing_batch_row (party_id, digest);
create index filing_batch_row_unchecked on filing_batch_row (batch_id, line) where not checked;
create index filing_batch_row_todo on filing_batch_row (batch_id, line) where todo;

create table filing_batch_attachment (
  id uuid primary key,
  batch_id uuid not null references filing_batch (id),
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
comment on table filing_batch_attachment is '一批申请共用的附件，生成草稿时附到每一件';
create index filing_batch_attachment_batch on filing_batch_attachment (batch_id) where removed_at is null;

create table filing_batch_event (
  batch_id uuid not null references filing_batch (id),
  seq integer not null,
  at timestamptz not null,
  command text not null,
  actor_id uuid references account (id),
  actor_role text not null,
  payload jsonb not null default '{}',
  primary key (batch_id, seq)
);
comment on table filing_batch_event is '批量申报的办理过程，只增不改';

create table filing_batch_signature (
  batch_id uuid not null references filing_batch (id),
  seq integer not null,
  signed_by uuid not null references account (id),
  signed_at timestamptz not null,
  content text not null,
  sha256 text not null,
  sm3 text not null,
  primary key (batch_id, seq)
);
comment on table filing_batch_signature is '签署人一次确认的清单原文与摘要，只增不改';

grant select, insert, update on filing_batch, filing_batch_attachment to datadeed_app;
-- Rows are the company's own notes until they are cases; a corrected file may leave some out.
grant select, insert, update, delete on filing_batch_row to datadeed_app;
grant select, insert on filing_batch_event, filing_batch_signature to datadeed_app;
