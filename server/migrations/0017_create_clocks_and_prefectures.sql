create table case_clock (
  case_id uuid not null references filing_case (id),
  kind text not null check (kind in ('acceptance', 'examination', 'correction', 'notice', 'objection_answer', 'objection_decision')),
  ref text not null,
  step text not null,
  started_at timestamptz not null,
  pauses jsonb not null,
  due date,
  provisional boolean not null,
  derivation jsonb not null,
  on_expiry text not null,
  next_on date,
  ended_at timestamptz,
  primary key (case_id, kind, ref)
);
comment on table case_clock is '每个案件每个环节的期限：起算、中止、截止、推算过程；由办理过程推算，随办理改写';
comment on column case_clock.due is 'Null while the clock stands still';
comment on column case_clock.next_on is 'Day of the next level of escalation that nobody was told of; null where there is none';
create index case_clock_next on case_clock (next_on, case_id) where ended_at is null and next_on is not null;
create index case_clock_due on case_clock (due, case_id) where ended_at is null and due is not null;

create table clock_escalation (
  case_id uuid not null,
  kind text not null,
  ref text not null,
  level text not null check (level in ('most', 'nearly', 'last_day', 'expired')),
  on_day date not null,
  told text[] not null,
  at timestamptz not null,
  primary key (case_id, kind, ref, level),
  foreign key (case_id, kind, ref) references case_clock (case_id, kind, ref)
);
comment on table clock_escalation is '期限预警：每一级只发一次，只增不改';

create table service_heartbeat (
  name text primary key,
  at timestamptz not null
);
comment on table service_heartbeat is '服务最近一次正常的时刻（机器时间）';

create table service_outage (
  id bigint generated always as identity primary key,
  from_at timestamptz not null,
  to_at timestamptz not null,
  recorded_at timestamptz not null,
  check (from_at < to_at)
);
comment on table service_outage is '停机时段（平台时间），只增不改';
create index service_outage_to on service_outage (to_at);

grant select, insert, update on case_clock, service_heartbeat to datadeed_app;
grant select, insert on clock_escalation, service_outage to datadeed_app;

-- An officer sits in the transport department or in the market-regulation office of a prefecture.
alter table account add column office text check (office in ('transport', 'market_regulation'));

create table preliminary_opinion (
  case_id uuid not null references filing_case (id),
  seq integer not null check (seq > 0),
  prefecture_code text not null,
  office text not null check (office in ('transport', 'market_regulation')),
  items jsonb not null,
  conclusion text not null check (conclusion in ('support', 'support_with_remarks', 'not_support')),
  summary text not null,
  given_by uuid not null references account (id),
  given_at timestamptz not null,
  primary key (case_id, seq)
);
comment on table preliminary_opinion is '市州初审意见，逐项；只增不改，后一次替代前一次';

create table joint_handling (
  case_id uuid not null references filing_case (id),
  seq integer not null check (seq > 0),
  lead text not null check (lead in ('transport', 'market_regulation')),
  co_lead text check (co_lead in ('transport', 'market_regulation')),
  reason text not null,
  set_by uuid not null references account (id),
  set_at timestamptz not null,
  primary key (case_id, seq),
  check (co_lead <> lead)
);
comment on table joint_handling is '联合办理：牵头与协同单位及其移交，只增不改；最后一条有效';

create table key_enterprise (
  id uuid primary key,
  prefecture_code text not null,
  name text not null,
  dataset text not null,
  contact_role text not null,
  state text not null check (state in ('listed', 'contacted', 'coached', 'filed', 'registered')),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null references account (id),
  unique (prefecture_code, name, dataset)
);
comment on table key_enterprise is '重点企业及其潜在数据集；联系人只记岗位，不记姓名';

create table key_enterprise_event (
  enterprise_id uuid not null references key_enterprise (id),
  seq integer not null check (seq > 0),
  at timestamptz not null,
  by_account uuid not null references account (id),
  from_state text,
  to_state text not null,
  primary key (enterprise_id, seq)
);
grant select, insert, update on key_enterprise to datadeed_app;
grant select, insert on preliminary_opinion, joint_handling, key_enterprise_event to datadeed_app;
