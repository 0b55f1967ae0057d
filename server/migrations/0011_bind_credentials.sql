-- A certificate's public credential has seq 0. Each later one is bound to a key of its holder and replaces the bound one before.
alter table credential
  add column seq integer not null default 0 check (seq >= 0),
  add column holder_kid text,
  add column bound_by uuid references account (id),
  add column leaf_id bigint references evidence_leaf (id),
  alter column code drop not null,
  drop constraint credential_pkey,
  add primary key (certificate_id, seq),
  add constraint credential_public check ((seq = 0) = (code is not null)),
  add constraint credential_bound check (
    case when seq = 0 then num_nonnulls(holder_kid, bound_by, leaf_id) = 0
    else num_nonnulls(holder_kid, bound_by, leaf_id) = 3 end
  );
comment on column credential.holder_kid is 'RFC 7638 thumbprint of the key it is bound to';

-- While an objection to a registration or a procedure of suspension stands.
alter table register_entry
  drop constraint register_entry_status_check,
  add constraint register_entry_status_check
    check (status in ('active', 'suspended', 'expired', 'cancelled', 'revoked'));
