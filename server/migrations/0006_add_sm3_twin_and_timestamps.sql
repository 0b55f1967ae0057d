-- The same entries in a second tree with SM3. Its checkpoints are signed with SM2, and each is the entry of the log whose
-- index is its size.
create table log_sm3_tile (
  level integer not null check (level between 0 and 6),
  n bigint not null,
  width integer not null check (width between 1 and 256),
  bytes bytea not null,
  primary key (level, n, width)
);
comment on table log_sm3_tile is 'As log_tile, of the SM3 tree; it always covers all entries';

create table log_sm3_checkpoint (
  size bigint primary key references log_entry (index),
  root bytea not null,
  note text not null,
  signed_at timestamptz not null
);
comment on table log_sm3_checkpoint is '国密检查点；size 即记载它的条目的序号';

create table log_timestamp (
  size bigint not null references log_publication (size),
  authority text not null,
  stamped text not null check (stamped in ('checkpoint', 'sm3_checkpoint')),
  hash text not null check (hash in ('sha256', 'sm3')),
  sm3_size bigint not null references log_sm3_checkpoint (size),
  token bytea not null,
  at timestamptz not null,
  primary key (size, authority, stamped, hash)
);
comment on table log_timestamp is '可信时间戳（RFC 3161）：对检查点签名文本与国密检查点签名文本';
comment on column log_timestamp.at is 'What the token says, not when it came';

grant select, insert on log_sm3_tile, log_sm3_checkpoint, log_timestamp to datadeed_app;
