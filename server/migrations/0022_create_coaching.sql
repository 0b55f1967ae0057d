-- Coaches of a prefecture's offices: staff that help companies before they file and decide nothing.
alter table account
  drop constraint account_roles_check,
  add constraint account_roles_check check (
    roles <@ array['filer', 'signatory', 'coach', 'examiner', 'reviewer', 'officer', 'auditor', 'administrator']
    and cardinality(roles) > 0
  ),
  add check (not ('coach' = any (roles)) or region_code is not null);

create table coaching_case (
  id uuid primary key,
  number text not null unique,
  party_id uuid not null references party (id),
  prefecture_code text not null,
  topic text not null,
  status text not null check (status in ('open', 'coaching', 'closed')),
  version integer not null default 1,
  channel text not null check (channel in ('counter', 'phone', 'online', 'visit', 'event', 'referral')),
  first_contact_at timestamptz not null,
  coach_id uuid references account (id),
  answers jsonb,
  pack_jurisdiction text not null,
  pack_version text not null,
  opened_by uuid not null references account (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text check (outcome in ('filed', 'not_eligible', 'given_up', 'other')),
  updated_at timestamptz not null,
  check (status <> 'open' or coach_id is null),
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'closed') = (outcome is not null))
);
comment on table coaching_case is '辅导个案：申请前的接触、走访、任务、预约和由此形成的申请';
comment on column coaching_case.answers is '申请前自测的答案（问题代码到答案代码），规则版本见 pack_version';
create index coaching_case_party on coaching_case (party_id, updated_at desc, id);
create index coaching_case_prefecture on coaching_case (prefecture_code, updated_at desc, id);
create index coaching_case_updated on coaching_case (updated_at desc, id);

create table coaching_event (
  coaching_id uuid not null references coaching_case (id),
  seq integer not null check (seq > 0),
  at timestamptz not null,
  command text not null,
  actor_id uuid not null references account (id),
  actor_side text not null check (actor_side in ('company', 'coach')),
  note text not null default '',
  detail jsonb not null default '{}',
  primary key (coaching_id, seq)
);
comment on table coaching_event is '辅导个案的经过，只增不改；record 是联系、走访和纪要，它们计入精准服务';
-- Whoever coached a company's case does not examine it: what get-next and the policy ask.
create index coaching_event_coach on coaching_event (actor_id, coaching_id) where actor_side = 'coach';

create table coaching_task (
  id uuid primary key,
  coaching_id uuid not null references coaching_case (id),
  text text not null,
  side text not null check (side in ('company', 'coach')),
  due date not null,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  done_by uuid references account (id),
  done_at timestamptz,
  done_note text not null default '',
  check ((done_by is null) = (done_at is null))
);
comment on table coaching_task is '辅导任务：谁在哪一天之前做什么';
create index coaching_task_open on coaching_task (coaching_id, due) where done_at is null;
create index coaching_task_coaching on coaching_task (coaching_id, created_at);

create table coaching_link (
  case_id uuid primary key references filing_case (id),
  coaching_id uuid not null references coaching_case (id),
  linked_by uuid not null references account (id),
  linked_at timestamptz not null,
  before jsonb not null
);
comment on table coaching_link is '辅导形成的登记申请；before 是关联时机器检查得出的完整度';
create index coaching_link_coaching on coaching_link (coaching_id, linked_at);

create table coaching_slot (
  id uuid primary key,
  prefecture_code text not null,
  place text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  capacity integer not null check (capacity between 1 and 50),
  taken integer not null default 0 check (taken between 0 and capacity),
  offered_by uuid not null references account (id),
  offered_at timestamptz not null,
  withdrawn_at timestamptz,
  unique (prefecture_code, place, starts_at)
);
comment on table coaching_slot is '市州提供的现场预约时段；taken 是有效预约数，不会超过 capacity';
create index coaching_slot_time on coaching_slot (prefecture_code, starts_at);

create table coaching_appointment (
  id uuid primary key,
  slot_id uuid not null references coaching_slot (id),
  coaching_id uuid not null references coaching_case (id),
  status text not null check (status in ('booked', 'cancelled')),
  reason text not null default '',
  booked_by uuid not null references account (id),
  booked_at timestamptz not null,
  cancelled_by uuid references account (id),
  cancelled_at timestamptz,
  cancel_reason text not null default '',
  check ((status = 'cancelled') = (cancelled_at is not null)),
  check ((status = 'cancelled') = (cancelled_by is not null))
);
comment on table coaching_appointment is '现场预约；改约是取消旧的、订下新的，在一个事务里';
create unique index coaching_appointment_once on coaching_appointment (slot_id, coaching_id) where status = 'booked';
create index coaching_appointment_coaching on coaching_appointment (coaching_id, booked_at);

grant select, insert on coaching_event, coaching_link to datadeed_app;
grant select, insert, update on coaching_case, coaching_task, coaching_slot, coaching_appointment to datadeed_app;
