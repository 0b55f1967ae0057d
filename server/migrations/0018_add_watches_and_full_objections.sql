create table notice_watch (
  id uuid primary key,
  account_id uuid references account (id),
  address bytea,
  address_mark bytea,
  words text not null,
  owner text not null,
  field text not null,
  deposit_id uuid references deposit (id),
  share real check (share between 0.2 and 1),
  created_at timestamptz not null,
  confirmed_at timestamptz,
  check (num_nonnulls(account_id, address) = 1),
  check ((address is null) = (address_mark is null)),
  check ((deposit_id is null) = (share is null)),
  check (deposit_id is null or account_id is not null),
  check (words <> '' or owner <> '' or field <> '' or deposit_id is not null)
);
comment on table notice_watch is '关注公示：取消关注即删除整行';
comment on column notice_watch.address is 'Mail address under AES-256-GCM; its key is a file, not in the database';
comment on column notice_watch.address_mark is 'HMAC of the address, to count watches of one address without reading it';
create index notice_watch_account on notice_watch (account_id);
create index notice_watch_mark on notice_watch (address_mark);

create table notice_watch_hit (
  watch_id uuid not null references notice_watch (id) on delete cascade,
  notice_id uuid not null references notice (id),
  share real,
  at timestamptz not null,
  primary key (watch_id, notice_id)
);
comment on column notice_watch_hit.share is 'Of the watched data, in steps of 5 %; null where no sketch was watched';

grant select, insert, update, delete on notice_watch to datadeed_app;
grant select, insert on notice_watch_hit to datadeed_app;

alter table objection
  drop constraint objection_status_check,
  add constraint objection_status_check
    check (status in ('lodged', 'answered', 'mediation', 'dismissed', 'upheld', 'withdrawn')),
  add column evidence_digest text check (evidence_digest ~ '^[0-9a-f]{64}$'),
  add column merged_into uuid references objection (id),
  add column served_at timestamptz,
  add column rejoinder text,
  add column rejoined_at timestamptz,
  add column rejoinder_due date,
  add column decision_due date,
  add column extended_for text,
  add check (merged_into <> id);
comment on column objection.evidence_digest is 'SHA-256 of the sorted SHA-256 of the files it was lodged with; null without files';
comment on column objection.merged_into is '并案：理由和证据相同的异议，随首件一并处理';
comment on column objection.served_at is 'When it was served on the applicant; the period to answer runs from that day';
create index objection_merged on objection (merged_into) where merged_into is not null;

create table objection_evidence (
  id uuid primary key,
  objection_id uuid not null references objection (id),
  side text not null check (side in ('objector', 'applicant')),
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  leaf_id bigint not null references evidence_leaf (id),
  uploaded_at timestamptz not null,
  unique (objection_id, side, sha256)
);
comment on table objection_evidence is '异议双方提交的证据，只增不改；摘要进日志，文件不公开';

create table objection_mediation (
  id uuid primary key,
  objection_id uuid not null references objection (id),
  proposed_by text not null check (proposed_by in ('objector', 'applicant')),
  proposed_at timestamptz not null,
  agreed_at timestamptz,
  due date,
  resumes text check (resumes in ('lodged', 'answered')),
  outcome text check (outcome in ('settled', 'failed', 'expired', 'declined')),
  note text not null default '',
  ended_at timestamptz,
  check ((agreed_at is null) = (due is null)),
  check ((ended_at is null) = (outcome is null))
);
comment on column objection_mediation.resumes is 'Where the objection goes on when mediation fails';
create unique index objection_mediation_open on objection_mediation (objection_id) where ended_at is null;
create index objection_mediation_due on objection_mediation (due) where ended_at is null;

create table decision_text (
  objection_id uuid primary key references objection (id),
  title text not null,
  facts text not null,
  answer text not null,
  reasons text not null,
  replaced integer not null,
  prepared_by uuid not null references account (id),
  prepared_at timestamptz not null,
  published_by uuid references account (id),
  published_at timestamptz,
  check ((published_by is null) = (published_at is null)),
  check (published_by <> prepared_by)
);
comment on table decision_text is '公开的异议决定：姓名、编号、地址、电话已去除，由另一人确认后才公开';
create index decision_text_published on decision_text (published_at desc, objection_id) where published_at is not null;

grant select, insert on objection_evidence to datadeed_app;
grant select, insert, update on objection_mediation, decision_text to datadeed_app;
