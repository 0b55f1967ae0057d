create table expert (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  email text not null,
  title text not null default '',
  field text not null,
  organisation text not null,
  uscc text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  interests jsonb not null default '[]',
  active boolean not null default true,
  created_at timestamptz not null,
  created_by uuid not null references account (id),
  updated_at timestamptz not null
);
comment on table expert is '专家名册：专业、单位、申报的利害关系；停用不删除';
create unique index expert_email on expert (lower(email));

create table expert_request (
  id uuid primary key,
  case_id uuid not null references filing_case (id),
  seq integer not null check (seq > 0),
  expert_id uuid not null references expert (id),
  asked_by uuid not null references account (id),
  asked_at timestamptz not null,
  question text not null,
  shown jsonb not null,
  document jsonb not null,
  due date not null,
  expires_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'reading', 'given', 'declined', 'revoked', 'expired')),
  link_no integer not null default 1,
  link_hash bytea not null unique check (length(link_hash) = 32),
  code_no integer not null default 0,
  code_sent_at timestamptz,
  code_tries integer not null default 0,
  session_hash bytea check (length(session_hash) = 32),
  session_until timestamptz,
  declared_at timestamptz,
  draft jsonb,
  draft_at timestamptz,
  ended_at timestamptz,
  end_reason text not null default '',
  unique (case_id, seq),
  check ((state in ('asked', 'reading')) = (ended_at is null))
);
comment on table expert_request is '征询专家意见：展示给专家的内容在征询时即固定；链接和会话只存摘要，验证码不存';
comment on column expert_request.document is 'What the expert is shown, redacted when they were asked';
create index expert_request_open on expert_request (due) where ended_at is null;
create index expert_request_expert on expert_request (expert_id);

create table expert_opening (
  request_id uuid not null references expert_request (id),
  seq integer not null check (seq > 0),
  at timestamptz not null,
  what text not null check (what in ('link', 'code_sent', 'code_wrong', 'confirmed', 'declared', 'read', 'attachment', 'saved', 'sent')),
  agent text not null default '',
  primary key (request_id, seq)
);
comment on table expert_opening is '专家链接的每一次打开和操作，只增不改';

create table expert_opinion (
  request_id uuid primary key references expert_request (id),
  conclusion text not null check (conclusion in ('support', 'support_with_remarks', 'not_support', 'cannot_judge')),
  opinion text not null,
  content text not null,
  sha256 text not null,
  sm3 text not null,
  leaf_id bigint not null references evidence_leaf (id),
  given_at timestamptz not null
);
comment on table expert_opinion is '专家意见，只提交一次，只增不改；摘要进存证日志';

create table expert_reminder (
  request_id uuid not null references expert_request (id),
  mark integer not null,
  at timestamptz not null,
  primary key (request_id, mark)
);

grant select, insert, update on expert, expert_request to datadeed_app;
grant select, insert on expert_opening, expert_opinion, expert_reminder to datadeed_app;

-- An officer's office is set by an administrator; who set it when is kept.
create table account_office_event (
  account_id uuid not null references account (id),
  seq integer not null check (seq > 0),
  office text check (office in ('transport', 'market_regulation')),
  set_by uuid not null references account (id),
  set_at timestamptz not null,
  primary key (account_id, seq)
);

-- One administrator proposes that a version of the rules come into effect, another one decides; the last proposal counts.
create table rule_proposal (
  id bigint generated always as identity primary key,
  version_id uuid not null references rule_version (id),
  effective_from date,
  reason text not null,
  proposed_by uuid not null references account (id),
  proposed_at timestamptz not null
);
create index rule_proposal_version on rule_proposal (version_id, id desc);

grant select, insert on account_office_event, rule_proposal to datadeed_app;
