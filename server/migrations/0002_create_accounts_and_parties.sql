create table party (
  id uuid primary key,
  kind text not null check (kind in ('enterprise', 'authority', 'service_body', 'bank', 'association', 'exchange')),
  uscc text not null unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null,
  prefecture_code text not null,
  county_code text not null,
  industry_code text not null,
  address text not null default '',
  contact_name text not null,
  contact_phone text not null,
  contact_email text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text
);
comment on table party is '机构：企业、主管部门、服务机构、银行、协会、交易所';
create index party_status on party (status, created_at desc, id);
create index party_prefecture on party (prefecture_code, created_at desc, id);

create table account (
  id uuid primary key,
  login text not null unique,
  name text not null,
  email text not null,
  party_id uuid references party (id),
  roles text[] not null check (
    roles <@ array['filer', 'signatory', 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'] and cardinality(roles) > 0
  ),
  region_code text,
  password_hash text not null,
  totp_secret text,
  totp_pending text,
  totp_last_step bigint not null default 0,
  active boolean not null default true,
  failed_count integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  check (not ('officer' = any (roles)) or region_code is not null)
);
create index account_party on account (party_id);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references account (id),
  client text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id, created_at desc);
comment on column session.token_hash is 'SHA-256 of the opaque token; the token itself is never stored';

create table sign_in (
  id bigint generated always as identity primary key,
  account_id uuid not null references account (id),
  at timestamptz not null,
  from_address text not null,
  outcome text not null check (outcome in ('succeeded', 'failed', 'locked'))
);
create index sign_in_account on sign_in (account_id, at desc);

create table password_reset (
  token_hash bytea primary key,
  account_id uuid not null references account (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table idempotency (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  response text,
  created_at timestamptz not null,
  primary key (scope, key)
);
comment on table idempotency is 'A command repeated with the same Idempotency-Key gets its first answer again';

create table number_series (
  series text primary key,
  last bigint not null
);
comment on table number_series is 'Running numbers, allotted inside the command''s transaction';

create table setting (
  name text primary key,
  value jsonb not null
);
comment on table setting is 'Facts of this installation, e.g. the offset of the demonstration clock in milliseconds';

grant select, insert, update on party, account, session, password_reset, number_series, setting to datadeed_app;
grant select, insert, update, delete on idempotency to datadeed_app;
grant select, insert on sign_in to datadeed_app;
