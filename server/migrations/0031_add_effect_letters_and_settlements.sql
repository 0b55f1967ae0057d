-- Successors of a division each say for themselves what they come from.
drop index lineage_link_pair;
create unique index lineage_link_pair on lineage_link (parent_id, child_case_id, coalesce(child_id, child_case_id))
  where status not in ('withdrawn', 'struck');

-- Whoever has no account here is told by letters: of what an affair does to their right, and of what came of it.
create table register_letter (
  id uuid primary key,
  affair_id uuid not null references register_affair (id),
  encumbrance_id uuid not null references register_encumbrance (id),
  moment text not null check (moment in ('effect', 'outcome')),
  number text not null unique,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  unique (affair_id, encumbrance_id, moment)
);
comment on table register_letter is '告知书：许可、质押的权利人没有在本平台注册时，由登记机构或者权利人送交，只增不改';
grant select, insert on register_letter to datadeed_app;

-- What was agreed in a mediation is published where both sides say so.
alter table mediation
  add column applicant_publishes boolean not null default false,
  add column objector_publishes boolean not null default false;
comment on column mediation.applicant_publishes is '协议中申请人同意匿名公开协议要点';
comment on column mediation.objector_publishes is '协议中异议人同意匿名公开协议要点';
alter table published_decision
  drop constraint published_decision_outcome_check,
  add constraint published_decision_outcome_check check (outcome in ('dismissed', 'upheld', 'settled'));

-- The numbers that count of a data set: the last statement of each kind, unless the registry found it wrong.
create function numbers_in_force(entry uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(last.kind, last.key), '{}') from (
    select distinct on (n.kind) n.kind, n.key, c.outcome
    from register_number n left join register_number_check c on c.number_id = n.id
    where n.entry_id = entry order by n.kind, n.seq desc
  ) last where last.key is not null and last.outcome is distinct from 'doubted'
$$;

-- A public credential that states numbers stands beside the first one, which states none and goes on; each has a seq below.
alter table credential
  add column numbers jsonb not null default '{}',
  drop constraint credential_seq_check,
  drop constraint credential_public,
  drop constraint credential_bound,
  add constraint credential_public check ((seq = 0) = (code is not null)),
  add constraint credential_bound check (
    case when seq <= 0 then num_nonnulls(holder_kid, bound_by, leaf_id) = 0
    else num_nonnulls(holder_kid, bound_by, leaf_id) = 3 end
  ),
  add constraint credential_first check (seq <> 0 or numbers = '{}');
comment on column credential.numbers is '凭证所载的同一数据集的其他编号；其中有不再有效的，凭证即被代替';

-- An objector without an account makes sketches on the own machine under a key fetched by the objection's link.
alter table comparison_key_release
  alter column account_id drop not null,
  alter column party_id drop not null,
  add column objection_id uuid references objection (id),
  add check (case when objection_id is null then num_nonnulls(account_id, party_id) = 2
    else num_nonnulls(account_id, party_id) = 0 end);
create index comparison_key_release_objection on comparison_key_release (objection_id, at);
create table objection_sketch (
  objection_id uuid not null references objection (id),
  seq integer not null check (seq between 1 and 5),
  epoch integer not null references comparison_epoch (epoch),
  part text not null,
  uploaded_at timestamptz not null,
  primary key (objection_id, seq)
);
comment on table objection_sketch is '没有账号的异议人提交的比对草图，只增不改；以最后一次为准，最多五次';
grant select, insert on objection_sketch to datadeed_app;
