create table case_text (
  case_id uuid not null references filing_case (id),
  field smallint not null check (field between 1 and 3),
  plain text not null,
  primary key (case_id, field)
);
comment on table case_text is '最近一次提交的名称（1）、应用场景（2）、算法规则（3），只留文字和数字，供近似比对';

create table case_fingerprint (
  field smallint not null,
  hash integer not null,
  case_id uuid not null references filing_case (id),
  primary key (field, hash, case_id)
);
comment on table case_fingerprint is '文字的抽样指纹：只用来找出可能近似的案件，是否近似另以全文比对；旧的指纹多找出一件，不会多判一件';

create table case_overlap (
  case_id uuid primary key references filing_case (id),
  found jsonb not null,
  looked_at timestamptz not null
);
comment on table case_overlap is '案件的数据与其他存证的重合，上次查对的结果';

create index attachment_sha256 on attachment (sha256) where removed_at is null;

alter table filing_case
  add column green boolean not null default false,
  add column green_conditions jsonb not null default '[]';
comment on column filing_case.green is 'In the green channel now; entering and leaving are events of the case';
create index filing_case_green on filing_case (coalesce(due, date '9999-12-31'), id) where green;
create index case_event_green on case_event (at desc) where command in ('enter_green_channel', 'leave_green_channel');
create index case_event_decided on case_event (at desc) where command = 'release';

create table finding_judgement (
  id bigint generated always as identity primary key,
  case_id uuid not null references filing_case (id),
  code text not null,
  field text not null,
  message text not null,
  version text not null,
  verdict text not null check (verdict in ('confirmed', 'dismissed')),
  reason text not null check (verdict = 'confirmed' or reason <> ''),
  judged_by uuid not null references account (id),
  judged_at timestamptz not null
);
comment on table finding_judgement is '审查员对机审意见的判断，只增不改；同一条意见以最后一次为准';
create index finding_judgement_case on finding_judgement (case_id, id desc);

create table raised_fault (
  case_id uuid not null references filing_case (id),
  round integer not null,
  item_id text not null,
  code text not null,
  field text not null,
  found boolean not null,
  raised_at timestamptz not null,
  primary key (case_id, round, item_id)
);
comment on table raised_fault is '审查员在补正中指出、属于某条机审规则的问题；found 为机器当时是否也发现，据以计算漏报';

grant select, insert, update on case_text, case_overlap to datadeed_app;
grant select, insert on case_fingerprint, finding_judgement, raised_fault to datadeed_app;
