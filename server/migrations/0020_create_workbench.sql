-- One person may have several accounts: those of the same e-mail address, and those an administrator has declared to be one person's.
create table account_person (
  account_id uuid primary key references account (id),
  person uuid not null,
  linked_by uuid not null references account (id),
  linked_at timestamptz not null
);
comment on table account_person is '同一自然人的账号：管理员认定；邮箱相同的账号无需认定';
create index account_person_person on account_person (person);
create index account_email on account (lower(email));
create index party_contact_email on party (lower(contact_email));

create table examiner_profile (
  account_id uuid primary key references account (id),
  industries text[] not null default '{}',
  directions text[] not null default '{}',
  prefectures text[] not null default '{}',
  updated_at timestamptz not null
);
comment on table examiner_profile is '审查员申报的专长（行业门类代码前缀、重点方向）与就近办理的市州';

create table examiner_interest (
  id uuid primary key,
  account_id uuid not null references account (id),
  uscc text not null check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null,
  relation text not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz
);
comment on table examiner_interest is '审查员申报的有利害关系的单位：其案件不能由本人办理；撤回后留痕';
create unique index examiner_interest_open on examiner_interest (account_id, uscc) where withdrawn_at is null;

create table examination_lease (
  case_id uuid primary key references filing_case (id),
  account_id uuid not null references account (id),
  taken_at timestamptz not null,
  touched_at timestamptz not null,
  last_day date not null,
  extensions integer not null default 0
);
comment on table examination_lease is '承办期：超过最后一天没有办理动作，案件退回队列；只在审查中存在';
create index examination_lease_last_day on examination_lease (last_day);
create index examination_lease_account on examination_lease (account_id);

create table examination_visit (
  case_id uuid not null references filing_case (id),
  account_id uuid not null references account (id),
  submission_seq integer not null,
  at timestamptz not null,
  primary key (case_id, account_id, submission_seq)
);
comment on table examination_visit is '审查人员第一次看到某次提交内容的时间；退回后只看与上次所见的差异';

create table double_examination (
  id uuid primary key,
  case_id uuid not null unique references filing_case (id),
  submission_seq integer not null,
  selected_at timestamptz not null,
  first_account uuid references account (id),
  first_verdict text check (first_verdict in ('accept', 'correct', 'refuse')),
  first_marks text[],
  first_at timestamptz,
  second_account uuid references account (id),
  assigned_at timestamptz,
  second_verdict text check (second_verdict in ('accept', 'correct', 'refuse')),
  second_marks text[],
  second_note text not null default '',
  second_at timestamptz,
  check ((first_verdict is null) = (first_at is null)),
  check ((second_verdict is null) = (second_at is null)),
  check (second_account is null or second_account <> first_account)
);
comment on table double_examination is '抽样双人独立审查：第二人看不到第一人的意见，两人结论只用于计算一致性，不影响案件';
comment on column double_examination.first_marks is 'What was found wanting: ground:<code>, rule:<code>, field:<name>';
create index double_examination_open on double_examination (selected_at) where second_at is null;
create index double_examination_second on double_examination (second_account) where second_at is null;

-- A case that nobody has yet taken, nearest day first: what get-next reads.
create index filing_case_waiting on filing_case (coalesce(due, date '9999-12-31'), id) where status = 'submitted';

grant select, insert, update on account_person, examiner_profile, examiner_interest, examination_lease, double_examination to datadeed_app;
grant delete on examination_lease to datadeed_app;
grant select, insert on examination_visit to datadeed_app;
