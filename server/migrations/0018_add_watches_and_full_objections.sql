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
  add column evidence_digest text check (evidence_digest ~ '^[0-9a-f]{64}$'),
  add column merged_into uuid references objection (id) check (merged_into <> id),
  add column rejoinder text,
  add column rejoined_at timestamptz,
  add column rejoinder_due date;
comment on column objection.evidence_digest is 'SHA-256 of the sorted SHA-256 of the files it was lodged with; null without files';
comment on column objection.merged_into is '并案：理由和证据相同的异议，随首件一并处理';
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
grant select, insert on objection_evidence to datadeed_app;
