-- What happened with an organisation's cases, numbered without gaps: the feed that programs read and web-hooks are made from.
create table party_change (
  party_id uuid not null references party (id),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  type text not null,
  case_id uuid references filing_case (id),
  data jsonb not null,
  primary key (party_id, seq)
);
comment on table party_change is '机构的案件变动，只增不改；data 只有编号、状态和日期，不含个人信息';

insert into party_change (party_id, seq, at, type, case_id, data)
select c.party_id, row_number() over (partition by c.party_id order by e.at, e.case_id, e.seq), e.at, 'case.moved', c.id,
  jsonb_build_object('caseId', c.id, 'caseNumber', c.number, 'command', e.command, 'from', e.from_status, 'to', e.to_status)
from case_event e join filing_case c on c.id = e.case_id
where e.from_status <> e.to_status;
insert into number_series (series, last) select 'change-' || party_id, max(seq) from party_change group by party_id;

create table inbox_message (
  id uuid primary key,
  account_id uuid not null references account (id),
  source text not null,
  kind text not null,
  what text not null,
  params jsonb not null,
  case_id uuid references filing_case (id),
  link text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  mail text not null check (mail in ('at_once', 'daily', 'none')),
  digested_at timestamptz,
  unique (account_id, source)
);
comment on table inbox_message is '收件箱；发生的事与消息在同一事务内写入';
comment on column inbox_message.source is 'What it tells of, so that nothing is told twice';
create index inbox_message_account on inbox_message (account_id, created_at desc, id desc);
create index inbox_message_unread on inbox_message (account_id) where read_at is null;
comment on column inbox_message.mail is 'What the reader had chosen for its kind when it was made';
create index inbox_message_undigested on inbox_message (account_id, created_at) where mail = 'daily' and digested_at is null;

create table reminder (
  source text primary key,
  at timestamptz not null
);
comment on table reminder is '已发出的期限提醒，每个提醒日一次';

create table mail_preference (
  account_id uuid not null references account (id),
  kind text not null,
  choice text not null check (choice in ('at_once', 'daily', 'none')),
  primary key (account_id, kind)
);

create table web_hook (
  id uuid primary key,
  party_id uuid not null references party (id),
  name text not null,
  url text not null,
  types text[] not null check (cardinality(types) > 0),
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  failures integer not null default 0,
  last_success_at timestamptz,
  off_since timestamptz,
  off_reason text check (off_reason in ('person', 'failures', 'gone')),
  removed_at timestamptz,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  check ((off_since is null) = (off_reason is null)),
  check ((previous_secret is null) = (previous_until is null))
);
comment on column web_hook.failures is 'Attempts that failed one after the other since the last that did not';
create index web_hook_party on web_hook (party_id) where removed_at is null;

create table web_hook_delivery (
  id uuid primary key,
  hook_id uuid not null references web_hook (id),
  party_id uuid not null references party (id),
  change_seq bigint,
  type text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz,
  claimed_until timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz,
  foreign key (party_id, change_seq) references party_change (party_id, seq),
  unique (hook_id, change_seq),
  check ((state = 'waiting') = (settled_at is null))
);
comment on column web_hook_delivery.change_seq is 'Null for a test message; a change is delivered to a web-hook under one id, however often it is sent';
create index web_hook_delivery_hook on web_hook_delivery (hook_id, created_at desc, id);
create index web_hook_delivery_waiting on web_hook_delivery (next_at) where state = 'waiting';

create table web_hook_attempt (
  delivery_id uuid not null references web_hook_delivery (id),
  number integer not null,
  at timestamptz not null,
  by_hand boolean not null,
  status integer,
  fault text,
  took_ms integer not null,
  primary key (delivery_id, number),
  check ((status is null) <> (fault is null))
);
comment on table web_hook_attempt is '投递记录，只增不改；status 为对方答复码，fault 为没有答复的原因';

create table api_key (
  id uuid primary key,
  party_id uuid not null references party (id),
  name text not null,
  hash bytea not null unique,
  hint text not null,
  scopes text[] not null check (scopes <@ array['read', 'file'] and cardinality(scopes) > 0),
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references account (id),
  last_used_at timestamptz
);
comment on column api_key.hash is 'SHA-256 of the key; the key itself is shown once and never stored';
create index api_key_party on api_key (party_id, created_at desc);

create table api_key_act (
  id bigint generated always as identity primary key,
  key_id uuid not null references api_key (id),
  at timestamptz not null,
  operation text not null,
  target text,
  status integer not null
);
comment on table api_key_act is '用接口密钥办理的事项，只增不改';
create index api_key_act_key on api_key_act (key_id, id desc);

alter table case_event add column key_id uuid references api_key (id);
comment on column case_event.key_id is 'The API key it was done with; actor_id made the key';

grant update on inbox_message, mail_preference, web_hook, web_hook_delivery, api_key to datadeed_app;
