-- A witness may sign a checkpoint in two ways, Ed25519 and ML-DSA-44: one row for each of its keys.
alter table log_cosignature add column key_id text;
update log_cosignature set key_id = encode(substring(decode(split_part(trim(line, E'\n'), ' ', 3), 'base64') for 4), 'hex');
alter table log_cosignature
  alter column key_id set not null,
  add constraint log_cosignature_key_id check (key_id ~ '^[0-9a-f]{8}$'),
  drop constraint log_cosignature_pkey,
  add primary key (size, witness, key_id);
comment on column log_cosignature.key_id is 'Id of the key of the signature in the line, hex';
