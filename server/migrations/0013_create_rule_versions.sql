create table rule_version (
  id uuid primary key,
  kind text not null check (kind in ('rule_pack', 'calendar')),
  jurisdiction text not null,
  version text not null,
  name text not null,
  content text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  added_by uuid references account (id),
  added_at timestamptz not null,
  unique (kind, jurisdiction, version)
);
comment on table rule_version is '规则包与工作日历的各个版本，只增不改；added_by 为空的随程序提供';
comment on column rule_version.content is 'The file as it was uploaded, to the byte';

create table rule_decision (
  id bigint generated always as identity primary key,
  version_id uuid not null unique references rule_version (id),
  outcome text not null check (outcome in ('in_effect', 'discarded')),
  effective_from date check ((effective_from is null) = (outcome = 'discarded')),
  reason text not null,
  decided_by uuid references account (id),
  decided_at timestamptz not null
);
comment on table rule_decision is '每个版本只决定一次：自某日施行，或者弃用；没有决定的是草稿';
comment on column rule_decision.id is 'Grows with each decision: programs that keep the rules in memory look for a newer one';

grant select, insert on rule_version, rule_decision to datadeed_app;
