create table notice (
  id uuid primary key,
  number text not null unique,
  case_id uuid not null unique references filing_case (id),
  opens date not null,
  closes date not null,
  status text not null check (status in ('open', 'suspended', 'clear', 'ended')),
  content jsonb not null,
  deadline jsonb not null,
  leaf_id bigint not null references evidence_leaf (id),
  created_at timestamptz not null
);
comment on table notice is '公示；content 是对外公开的内容，不含样例、合同与个人信息';
create index notice_created on notice (created_at desc, id);
create index notice_closes on notice (closes) where status in ('open', 'suspended');

create table objection (
  id uuid primary key,
  number text not null unique,
  notice_id uuid not null references notice (id),
  case_id uuid not null references filing_case (id),
  objector_name text not null,
  objector_id_number text not null,
  contact_phone text not null,
  contact_email text not null,
  reason_code text not null,
  statement text not null,
  lodged_at timestamptz not null,
  answer_due date not null,
  status text not null check (status in ('lodged', 'answered', 'dismissed', 'upheld')),
  answer text,
  answered_at timestamptz,
  decision text,
  decided_at timestamptz,
  decided_by uuid references account (id),
  leaf_id bigint not null references evidence_leaf (id),
  forward_letter text,
  decision_letter text
);
comment on column objection.forward_letter is 'Number of the letter that forwarded it to the company, decision_letter of the one that told of its decision';
create index objection_case on objection (case_id, lodged_at);
create index objection_lodged on objection (lodged_at desc, id);

create table register_entry (
  id uuid primary key,
  case_id uuid not null unique references filing_case (id),
  party_id uuid not null references party (id),
  registration_number text not null unique check (registration_number ~ '^[0-9A-Z]{16}$'),
  certificate_number text not null unique check (certificate_number ~ '^\d{4}(0[1-9]|1[0-2])\d{4}\d{7}$'),
  name text not null,
  holder text not null,
  prefecture_code text not null,
  industry_code text not null,
  direction text,
  content jsonb not null,
  registered_on date not null,
  valid_until date not null,
  status text not null check (status in ('active', 'expired', 'cancelled', 'revoked')),
  created_at timestamptz not null
);
comment on table register_entry is '登记簿；content 是公示时的公开内容';
create index register_entry_registered on register_entry (registered_on desc, id);
create index register_entry_party on register_entry (party_id);

create table register_event (
  entry_id uuid not null references register_entry (id),
  seq integer not null,
  at timestamptz not null,
  what text not null,
  payload jsonb not null default '{}',
  leaf_id bigint references evidence_leaf (id),
  primary key (entry_id, seq)
);

create table certificate (
  id uuid primary key,
  entry_id uuid not null unique references register_entry (id),
  pdf_sha256 text not null,
  pdf_sm3 text not null,
  bytes bigint not null,
  demo boolean not null,
  disclosed jsonb not null,
  leaf_id bigint not null references evidence_leaf (id),
  issued_at timestamptz not null
);
create index certificate_pdf on certificate (pdf_sha256);

grant select, insert, update on notice, objection, register_entry to datadeed_app;
grant select, insert on register_event, certificate to datadeed_app;
