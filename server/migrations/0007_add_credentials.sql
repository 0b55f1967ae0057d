create table credential_key (
  kid text primary key,
  use text not null check (use in ('credential', 'code')),
  public_key bytea not null,
  since timestamptz not null,
  leaf_id bigint not null references evidence_leaf (id)
);
comment on table credential_key is 'Keys that sign credentials and status lists (P-256) and offline codes (Ed25519); a newer one of the same use retires the older';

create table credential (
  certificate_id uuid primary key references certificate (id),
  status_list integer not null check (status_list between 1 and 65535),
  status_index integer not null check (status_index between 0 and 131071),
  sd_jwt text not null,
  code text not null,
  issued_at timestamptz not null,
  unique (status_list, status_index)
);
comment on table credential is '电子凭证：SD-JWT 全文与离线核验码；状态位置随机分配，永不复用';

create table status_list_token (
  list integer not null check (list between 1 and 65535),
  seq integer not null check (seq > 0),
  token text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  issued_at timestamptz not null,
  leaf_id bigint not null references evidence_leaf (id),
  primary key (list, seq)
);
comment on table status_list_token is 'Every status list ever published, each with its digest in the log';

grant select, insert on credential_key, credential, status_list_token to datadeed_app;
