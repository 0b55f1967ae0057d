-- The last day of a registration is the earlier one of two: the end of its term and that of its source's authorisation.
alter table register_entry add column term_until date, add column authorisation_until date;
comment on column register_entry.term_until is '续展后的年限；空为首个年限，按规则从登记日推算';
comment on column register_entry.authorisation_until is '数据来源授权的到期日，变更登记时随之改动；空为没有期限';
update register_entry e set authorisation_until = (c.form ->> 'authorisationUntil')::date
  from filing_case c where c.id = e.case_id and c.form ->> 'authorisationUntil' ~ '^\d{4}-\d{2}-\d{2}$';

-- Later deposits of the same data set: a chain from the deposit that was registered.
create table register_revision (
  entry_id uuid not null references register_entry (id),
  seq integer not null check (seq > 1),
  deposit_id uuid not null unique references deposit (id),
  previous_id uuid not null references deposit (id),
  manner text not null check (manner in ('cumulative', 'period')),
  note text not null,
  checks jsonb not null,
  chain_sha256 text not null check (chain_sha256 ~ '^[0-9a-f]{64}$'),
  chain_sm3 text not null check (chain_sm3 ~ '^[0-9a-f]{64}$'),
  leaf_id bigint not null unique references evidence_leaf (id),
  added_by uuid not null references account (id),
  added_at timestamptz not null,
  primary key (entry_id, seq)
);
comment on table register_revision is '接续存证：登记之后同一数据集的各版，只增不改；第 1 版是申请时的存证';
comment on column register_revision.chain_sha256 is '到这一版为止整条链的摘要，见 docs/evidence-format.md';
comment on column register_revision.checks is '接续时逐项核对的结果';

-- Which registration a data set comes from. The child is a case until it is registered.
create table lineage_link (
  id uuid primary key,
  parent_id uuid not null references register_entry (id),
  child_case_id uuid not null references filing_case (id),
  child_id uuid references register_entry (id),
  party_id uuid not null references party (id),
  relation text not null check (relation ~ '^[a-zA-Z][a-zA-Z0-9_]*$'),
  own boolean not null,
  authorisation_until date,
  note text not null,
  measure jsonb not null,
  status text not null
    check (status in ('draft', 'declared', 'confirmed', 'disputed', 'withdrawn', 'struck')),
  version integer not null default 1,
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table lineage_link is '数据血缘：一项登记的数据来自哪一项登记';
comment on column lineage_link.own is '声明时两项登记属于同一权利人，无须授权证明';
comment on column lineage_link.measure is '草图比对的结果：共有内容的比例及其上下界，或者不能比对的原因';
create unique index lineage_link_pair on lineage_link (parent_id, child_case_id)
  where status not in ('withdrawn', 'struck');
create index lineage_link_child on lineage_link (child_case_id);
create index lineage_link_child_entry on lineage_link (child_id);

create table lineage_event (
  link_id uuid not null references lineage_link (id),
  seq integer not null,
  at timestamptz not null,
  command text not null,
  from_status text not null,
  to_status text not null,
  actor_id uuid references account (id),
  note text not null default '',
  leaf_id bigint references evidence_leaf (id),
  primary key (link_id, seq)
);
comment on table lineage_event is '血缘声明的经过，只增不改';

create table lineage_proof (
  id uuid primary key,
  link_id uuid not null references lineage_link (id),
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  sm3 text not null,
  uploaded_by uuid not null references account (id),
  uploaded_at timestamptz not null
);
comment on table lineage_proof is '上游权利人的授权证明，只增不改；以最后上传的为准';
create index lineage_proof_link on lineage_proof (link_id, uploaded_at);

-- The numbers that the same data set has in other registers: every statement is kept, the last one counts.
create table register_number (
  id uuid primary key,
  entry_id uuid not null references register_entry (id),
  kind text not null check (kind ~ '^[a-zA-Z][a-zA-Z0-9_]*$'),
  seq integer not null check (seq > 0),
  value text,
  key text,
  issuer text not null,
  issued_on date,
  note text not null,
  pack_version text not null,
  name text,
  media_type text,
  bytes bigint,
  sha256 text,
  sm3 text,
  stated_by uuid not null references account (id),
  stated_at timestamptz not null,
  unique (entry_id, kind, seq),
  check ((value is null) = (key is null)),
  check ((value is null) = (sha256 is null)),
  check ((sha256 is null) = (name is null) and (sha256 is null) = (media_type is null)
    and (sha256 is null) = (bytes is null) and (sha256 is null) = (sm3 is null))
);
comment on table register_number is '同一数据集在其他登记簿的编号，只增不改；同一类以最后一次申报为准，value 为空即收回';
comment on column register_number.key is '查询用：去空格、转大写';
create index register_number_key on register_number (key, kind);

create table register_number_check (
  number_id uuid primary key references register_number (id),
  outcome text not null check (outcome in ('confirmed', 'doubted')),
  note text not null,
  checked_by uuid not null references account (id),
  checked_at timestamptz not null
);
comment on table register_number_check is '登记机构对申报编号的核对，只增不改';

grant select, insert on register_revision, lineage_event, lineage_proof, register_number, register_number_check to datadeed_app;
grant select, insert, update on lineage_link to datadeed_app;
