-- What makes a waiting case alike others: kept while it waits, so that groups are counted without reading forms.
create table cohort_candidate (
  case_id uuid primary key references filing_case (id),
  key text not null check (key ~ '^[0-9a-f]{64}$')
);
comment on table cohort_candidate is '待审查案件的分组键（权利主体、数据结构、来源、规则包、市州），离开待审查即删除';
create index cohort_candidate_key on cohort_candidate (key);

create table cohort (
  id uuid primary key,
  number text not null unique,
  key text not null,
  party_id uuid not null references party (id),
  prefecture_code text not null,
  status text not null check (status in (
    'gathering', 'exemplar', 'drawing', 'sampling', 'ready', 'proposing', 'proposed', 'approved', 'retracting', 'releasing',
    'released', 'dissolving', 'dissolved'
  )),
  version integer not null default 1,
  examiner_id uuid not null references account (id),
  approver_id uuid references account (id),
  -- Digest of the list the first of two reviewers agreed to.
  approved_list text,
  pack_jurisdiction text not null,
  pack_version text not null,
  -- Set when the list is fixed: its digest, its leaf, how many it had beside the exemplar, and the sample's size as it grows.
  list_sha256 text,
  list_leaf bigint references evidence_leaf (id),
  population integer,
  sample_size integer,
  -- Set by the draw: the first published checkpoint that covers the leaf.
  draw_root text,
  draw_size bigint,
  draw_index bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((list_sha256 is null) = (list_leaf is null)),
  check ((draw_root is null) = (draw_size is null))
);
comment on table cohort is '成批审查：一批相同情形的案件；状态只按 core/examination/cohort-machine.ts 的程序表变动';
create index cohort_created on cohort (created_at desc, id desc);
create index cohort_at_work on cohort (updated_at) where status not in ('released', 'dissolved');

create table cohort_member (
  cohort_id uuid not null references cohort (id),
  case_id uuid not null references filing_case (id),
  -- From 1, by the moment of submission; the first is the exemplar.
  position integer not null,
  state text not null check (state in ('waiting', 'held', 'proposed', 'released', 'excepted')),
  -- The case as the cohort last saw it: whatever else moves it takes it out.
  version integer not null,
  submission_seq integer not null,
  submission_sha256 text not null,
  rank integer,
  sampled boolean not null default false,
  defect boolean not null default false,
  differences jsonb not null default '[]',
  reason text not null default '',
  primary key (cohort_id, case_id),
  unique (cohort_id, position)
);
comment on table cohort_member is '成批审查中的案件：范例、抽样、等同或剔出（剔出即按普通程序办理，附理由）';
-- A case is in one cohort at a time.
create unique index cohort_member_open on cohort_member (case_id) where state in ('waiting', 'held', 'proposed');
create index cohort_member_case on cohort_member (case_id);

create table cohort_event (
  cohort_id uuid not null references cohort (id),
  seq integer not null,
  at timestamptz not null,
  command text not null,
  from_status text not null,
  to_status text not null,
  actor_id uuid references account (id),
  actor_role text not null,
  note text not null default '',
  payload jsonb not null default '{}',
  primary key (cohort_id, seq)
);
comment on table cohort_event is '成批审查的办理过程（含名单原文、抽样依据），只增不改';

grant select, insert, delete on cohort_candidate to datadeed_app;
grant select, insert, update on cohort, cohort_member to datadeed_app;
grant select, insert on cohort_event to datadeed_app;
