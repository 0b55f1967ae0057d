-- One organisation has others act for it: signed, limited, for a time, ended at once by either side.
create table delegation (
  id uuid primary key,
  number text not null unique,
  principal_id uuid not null references party (id),
  delegate_id uuid references party (id),
  delegate_account uuid references account (id),
  kind text not null check (kind in ('agent', 'coach')),
  actions text[] not null
    check (
      cardinality(actions) > 0
      and actions <@ array['draft', 'deposit_read', 'answer_correction', 'submit', 'receive_letters']
    ),
  all_cases boolean not null,
  valid_from date not null,
  valid_until date not null check (valid_until >= valid_from),
  status text not null check (status in ('offered', 'accepted', 'declined', 'revoked')),
  content text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  leaf_id bigint not null references evidence_leaf (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (delegate_id <> principal_id),
  check (delegate_id is not null or (kind = 'coach' and delegate_account is not null))
);
comment on table delegation is '委托书：委托方签署，受托方接受，写明事项、案件和期限；到期由查询判断，不靠后台任务';
comment on column delegation.delegate_id is '受托单位；空值表示受托的是登记机构的一名辅导员';
comment on column delegation.content is '委托书的规范文本（RFC 8785），sha256 和 sm3 是它的摘要';
comment on column delegation.all_cases is '真：全部案件，包括以后新建的；假：delegation_case 所列的案件';
create index delegation_principal on delegation (principal_id, created_at desc);
create index delegation_delegate on delegation (delegate_id, created_at desc) where delegate_id is not null;
create index delegation_account on delegation (delegate_account) where delegate_account is not null;

create table delegation_case (
  delegation_id uuid not null references delegation (id),
  case_id uuid not null references filing_case (id),
  primary key (delegation_id, case_id)
);
comment on table delegation_case is '委托书所列的案件，只增不改';
create index delegation_case_case on delegation_case (case_id);

create table delegation_event (
  delegation_id uuid not null references delegation (id),
  seq integer not null check (seq > 0),
  at timestamptz not null,
  what text not null check (what in ('signed', 'accepted', 'declined', 'revoked')),
  account_id uuid not null references account (id),
  side text not null check (side in ('principal', 'delegate')),
  reason text not null default '',
  leaf_id bigint references evidence_leaf (id),
  primary key (delegation_id, seq)
);
comment on table delegation_event is '委托书的签署、接受、谢绝和撤销，只增不改';

create table delegation_act (
  id bigint generated always as identity primary key,
  delegation_id uuid not null references delegation (id),
  at timestamptz not null,
  account_id uuid not null references account (id),
  key_id uuid references api_key (id),
  operation text not null,
  target uuid,
  status integer not null
);
comment on table delegation_act is '凭委托书办理的每一项操作：谁、何时、做了什么、结果，只增不改';
create index delegation_act_delegation on delegation_act (delegation_id, id desc);

alter table session add column acting_for uuid references delegation (id);
comment on column session.acting_for is '本次登录正代谁办理；委托书是否有效每次请求都重新判断';
alter table case_event add column delegation_id uuid references delegation (id);
alter table submission add column delegation_id uuid references delegation (id);
alter table api_key add column delegation_id uuid references delegation (id);
comment on column api_key.delegation_id is '凭委托书办理的密钥：权限不超过委托书，委托书失效即失效';

-- What one account may act on, on one day. The only place that says when a delegation is in force.
create function delegations_in_force (account uuid, on_day date)
returns setof delegation
language sql stable as $$
  select d.* from delegation d
  join account a on a.id = $1 and a.active
  join party principal on principal.id = d.principal_id and principal.status = 'approved'
  left join party delegate on delegate.id = d.delegate_id
  where d.status = 'accepted' and $2 between d.valid_from and d.valid_until
    and (d.delegate_account is null or d.delegate_account = $1)
    and case when d.delegate_id is null then 'coach' = any (a.roles)
      else a.party_id = d.delegate_id and delegate.status = 'approved' and a.roles && array['filer', 'signatory'] end
$$;

-- The cases of others within an account's reach on one day, each with the delegations that reach it.
create function delegated_cases (account uuid, on_day date)
returns table (case_id uuid, delegation_id uuid, actions text[])
language sql stable as $$
  select c.id, d.id, d.actions from delegations_in_force ($1, $2) d
  join filing_case c on c.party_id = d.principal_id
  where d.all_cases or exists (select from delegation_case n where n.delegation_id = d.id and n.case_id = c.id)
$$;

-- The same, each case once: of several delegations the one that allows most.
create function widest_delegations (account uuid, on_day date)
returns table (case_id uuid, delegation_id uuid, actions text[])
language sql stable as $$
  select distinct on (d.case_id) d.case_id, d.delegation_id, d.actions from delegated_cases ($1, $2) d
  order by d.case_id, cardinality(d.actions) desc, d.delegation_id
$$;

grant select, insert on delegation_case, delegation_event, delegation_act to datadeed_app;
grant select, insert on delegation to datadeed_app;
grant update (status, updated_at) on delegation to datadeed_app;
