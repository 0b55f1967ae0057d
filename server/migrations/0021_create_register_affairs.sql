-- What a registration was at each time: a change or a rectification adds a version with a certificate of its own.
create table register_version (
  entry_id uuid not null references register_entry (id),
  seq integer not null check (seq > 0),
  certificate_number text not null unique check (certificate_number ~ '^\d{4}(0[1-9]|1[0-2])\d{4}\d{7}$'),
  name text not null,
  holder text not null,
  content jsonb not null,
  valid_until date not null,
  at timestamptz not null,
  primary key (entry_id, seq)
);
comment on table register_version is '登记簿各版本，只增不改；最新一版与 register_entry 相同';
insert into register_version (entry_id, seq, certificate_number, name, holder, content, valid_until, at)
  select id, 1, certificate_number, name, holder, content, valid_until, created_at from register_entry;

alter table certificate
  add column version_seq integer not null default 1,
  drop constraint certificate_entry_id_key,
  add unique (entry_id, version_seq),
  add foreign key (entry_id, version_seq) references register_version (entry_id, seq);

create table register_affair (
  id uuid primary key,
  number text not null unique,
  entry_id uuid not null references register_entry (id),
  kind text not null
    check (kind in ('suspension', 'resumption', 'cancellation', 'revocation', 'change', 'rectification')),
  status text not null
    check (status in ('draft', 'filed', 'grant_proposed', 'refusal_proposed', 'granted', 'refused', 'withdrawn', 'lapsed')),
  version integer not null default 1,
  content jsonb not null,
  filed_by uuid not null references account (id),
  created_at timestamptz not null,
  filed_at timestamptz,
  due date,
  proposed_by uuid references account (id),
  decided_by uuid references account (id),
  decided_at timestamptz,
  updated_at timestamptz not null,
  check (decided_by is null or decided_by <> proposed_by),
  check ((status in ('granted', 'refused')) = (decided_by is not null))
);
comment on table register_affair is '登记事务：登记之后的中止、恢复、注销、撤销、变更、更正';
comment on column register_affair.content is '申请内容：理由、依据文件、变更或者更正的项目';
create unique index register_affair_open on register_affair (entry_id, kind)
  where status in ('draft', 'filed', 'grant_proposed', 'refusal_proposed');
create index register_affair_entry on register_affair (entry_id, created_at desc);
create index register_affair_waiting on register_affair (due)
  where status in ('filed', 'grant_proposed', 'refusal_proposed');

create table register_affair_event (
  affair_id uuid not null references register_affair (id),
  seq integer not null,
  at timestamptz not null,
  command text not null,
  from_status text not null,
  to_status text not null,
  actor_id uuid references account (id),
  note text not null default '',
  primary key (affair_id, seq)
);
comment on table register_affair_event is '登记事务的办理过程，只增不改';

create table register_affair_document (
  id uuid primary key,
  affair_id uuid not null references register_affair (id),
  code text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  sm3 text not null,
  uploaded_by uuid not null references account (id),
  uploaded_at timestamptz not null
);
comment on table register_affair_document is '登记事务的材料，只增不改；同一 code 以最后上传的为准';
create index register_affair_document_affair on register_affair_document (affair_id, uploaded_at);

alter table letter
  drop constraint letter_kind_check,
  add constraint letter_kind_check
    check (kind in ('acceptance', 'correction', 'refusal', 'objection', 'objection_decision', 'register_affair'));

create index register_entry_running on register_entry (valid_until) where status in ('active', 'suspended');

grant select, insert on register_version, register_affair_event, register_affair_document to datadeed_app;
grant select, insert, update on register_affair to datadeed_app;
