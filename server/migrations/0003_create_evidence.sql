create table evidence_leaf (
  id bigint generated always as identity primary key,
  type text not null,
  subject text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  body jsonb not null,
  enqueued_at timestamptz not null
);
comment on table evidence_leaf is 'What commands want logged, committed with them; the sequencer completes it to an entry';
create index evidence_leaf_subject on evidence_leaf (subject, id);

-- Wakes the sequencer. A notifying transaction holds a lock of the whole server while it commits, so of those that
-- commit at the same time only one notifies; the sequencer's polling finds what the others added.
create function wake_sequencer() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $$
begin
  if pg_try_advisory_xact_lock(4200, 2) then
    perform pg_notify('evidence_leaf', '');
  end if;
  return null;
end
$$;
create trigger evidence_leaf_wakes after insert on evidence_leaf for each statement execute function wake_sequencer();

create table deposit (
  id uuid primary key,
  number text not null unique,
  party_id uuid not null references party (id),
  title text not null,
  note text not null,
  manifest text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  files integer not null,
  bytes bigint not null,
  disclosures jsonb not null,
  owner_salt text not null,
  owner_name text not null,
  owner_code text not null,
  same_as_earlier boolean not null,
  leaf_id bigint not null unique references evidence_leaf (id),
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  unique (party_id, sha256, sm3)
);
comment on column deposit.owner_salt is 'With owner_name and owner_code, as they were then, opens the commitment to the owner in the public entry';
comment on table deposit is '存证：数据集指纹清单；数据本身从不上传。同一机构的同一指纹只有一份存证';
create index deposit_party on deposit (party_id, created_at desc, id);
create index deposit_digest on deposit (sha256);

create table log_entry (
  index bigint primary key,
  leaf_id bigint not null unique references evidence_leaf (id),
  subject text not null,
  entry bytea not null,
  leaf_hash bytea not null,
  logged_at timestamptz not null
);
create index log_entry_subject on log_entry (subject, index desc);

create table log_tile (
  level integer not null check (level between 0 and 6),
  n bigint not null,
  width integer not null check (width between 1 and 256),
  bytes bytea not null,
  primary key (level, n, width)
);
comment on table log_tile is 'C2SP tlog-tiles: hash tiles, partial ones as rows of their own; entry bundles are cut from log_entry';

create table log_checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null
);
create table log_cosignature (
  size bigint not null references log_checkpoint (size),
  witness text not null,
  line text not null,
  at timestamptz not null,
  primary key (size, witness)
);
create table log_publication (
  size bigint primary key references log_checkpoint (size),
  note text not null,
  published_at timestamptz not null
);
comment on table log_publication is 'Checkpoints with a quorum of cosignatures; a receipt is handed out only for entries below one of these sizes';

create table log_state (
  id integer primary key check (id = 1),
  size bigint not null,
  root bytea not null,
  state text not null check (state in ('open', 'closed')),
  reason text not null default ''
);

grant select, insert on deposit, evidence_leaf, log_entry, log_tile, log_checkpoint, log_cosignature, log_publication to datadeed_app;
grant select, insert, update on log_state to datadeed_app;
