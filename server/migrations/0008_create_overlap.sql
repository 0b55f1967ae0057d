create table comparison_epoch (
  epoch integer primary key check (epoch > 0),
  key_digest text not null check (key_digest ~ '^[0-9a-f]{64}$'),
  reason text not null,
  started_by uuid references account (id),
  started_at timestamptz not null
);
comment on table comparison_epoch is '比对密钥的各期；密钥本身由密钥文件导出，不在库中。key_digest 只用来发现密钥文件被换掉';

create table comparison_key_release (
  id bigint generated always as identity primary key,
  epoch integer not null references comparison_epoch (epoch),
  account_id uuid not null references account (id),
  party_id uuid not null references party (id),
  at timestamptz not null
);
comment on table comparison_key_release is '比对密钥的领取记录';
create index comparison_key_release_account on comparison_key_release (account_id, at);

create table deposit_sketch (
  deposit_id uuid primary key references deposit (id),
  epoch integer not null references comparison_epoch (epoch),
  uploaded_by uuid not null references account (id),
  uploaded_at timestamptz not null
);

create table column_sketch (
  id bigint generated always as identity primary key,
  deposit_id uuid not null references deposit_sketch (deposit_id),
  epoch integer not null references comparison_epoch (epoch),
  file text not null,
  column_name text,
  sketch bytea not null check (octet_length(sketch) = 520)
);
comment on table column_sketch is '比对草图：不公开、不进日志，只在内存索引里比较。编号按提交的先后（写入时加锁），索引据此续读';
comment on column column_sketch.column_name is 'Null for the sketch of whole rows';
create index column_sketch_deposit on column_sketch (deposit_id, id);

create table overlap_query (
  id bigint generated always as identity primary key,
  account_id uuid not null references account (id),
  party_id uuid references party (id),
  deposit_id uuid references deposit (id),
  epoch integer not null,
  sketches integer not null,
  found integer not null,
  at timestamptz not null
);
comment on table overlap_query is '谁在何时比对过；次数受限，因为比对可以用来试探';
create index overlap_query_party on overlap_query (party_id, at);

create index filing_case_deposit on filing_case (deposit_id);

grant select, insert on comparison_epoch, comparison_key_release, deposit_sketch, column_sketch, overlap_query to datadeed_app;
