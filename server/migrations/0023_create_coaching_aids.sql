create table case_origin (
  case_id uuid primary key references filing_case (id),
  template text,
  entry_id uuid references register_entry (id),
  title text not null,
  at timestamptz not null,
  check (num_nonnulls(template, entry_id) = 1)
);
comment on table case_origin is '申请由哪个模板或者示范案例而来，只增不改';
create index case_origin_entry on case_origin (entry_id) where entry_id is not null;

create table example_act (
  seq bigint generated always as identity primary key,
  entry_id uuid not null references register_entry (id),
  act text not null check (act in ('consent', 'withdraw', 'choose', 'drop')),
  party_id uuid references party (id),
  note text not null default '',
  account_id uuid not null references account (id),
  at timestamptz not null,
  check ((act in ('consent', 'withdraw')) = (party_id is not null))
);
comment on table example_act is '示范案例：权利人同意或者收回同意，工作人员选用或者撤下；只增不改，各以最后一次为准';
create index example_act_entry on example_act (entry_id, seq desc);

create table draft_share (
  id uuid primary key,
  case_id uuid not null references filing_case (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  label text not null check (label <> ''),
  with_sample boolean not null,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (expires_at > created_at)
);
comment on table draft_share is '草稿审阅链接：只能看一份草稿，到期或者收回即失效；链接本身不保存';
comment on column draft_share.token_hash is 'SHA-256 of what the link carries; the link itself is shown once and kept nowhere';
create index draft_share_case on draft_share (case_id, created_at desc);

create table draft_opening (
  id uuid primary key,
  share_id uuid not null references draft_share (id),
  reader_hash bytea not null unique check (octet_length(reader_hash) = 32),
  name text not null check (name <> ''),
  at timestamptz not null
);
comment on table draft_opening is '谁在何时打开了草稿，只增不改；称呼由审阅人自己填写';
comment on column draft_opening.reader_hash is 'SHA-256 of the reader''s cookie, by which comments know whose they are';
create index draft_opening_share on draft_opening (share_id, at);

create table draft_comment (
  id uuid primary key,
  share_id uuid not null references draft_share (id),
  opening_id uuid not null references draft_opening (id),
  field text not null check (field ~ '^[A-Za-z]{1,40}$'),
  body text not null check (body <> '' and length(body) <= 1000),
  at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid references account (id),
  check ((resolved_at is null) = (resolved_by is null))
);
comment on table draft_comment is '审阅人对草稿某一栏的批注；只有申请人标记处理';
create index draft_comment_share on draft_comment (share_id, at);

grant select, insert on case_origin, example_act, draft_opening to datadeed_app;
grant select, insert on draft_share, draft_comment to datadeed_app;
grant update (revoked_at) on draft_share to datadeed_app;
grant update (resolved_at, resolved_by) on draft_comment to datadeed_app;
