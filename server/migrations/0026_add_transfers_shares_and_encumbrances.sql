-- A registration opened by a division or a merger belongs to the case its data came from, as the one before it did.
alter table register_entry
  add column opened_by uuid references register_affair (id),
  drop constraint register_entry_case_id_key;
create unique index register_entry_of_case on register_entry (case_id) where opened_by is null;
create index register_entry_case on register_entry (case_id);
comment on column register_entry.opened_by is '由哪一件分割或者合并事务开立；空为由申请登记';

alter table register_version
  add column cause text not null default 'registered'
    check (cause in ('registered', 'change', 'rectification', 'renewal', 'transfer', 'division', 'merger')),
  add column deposit_id uuid references deposit (id);
comment on column register_version.cause is '这一版由何种登记产生';
comment on column register_version.deposit_id is '这一版的证书所依据的存证；空为申请时的存证';

-- Who holds a registration in each of its versions, and how much of it: whole numbers, never decimals.
create table register_share (
  entry_id uuid not null,
  version_seq integer not null,
  position integer not null check (position > 0),
  party_id uuid references party (id),
  name text not null,
  uscc text not null,
  numerator integer not null check (numerator > 0),
  denominator integer not null check (denominator between numerator and 1000000),
  agreed boolean not null,
  primary key (entry_id, version_seq, position),
  foreign key (entry_id, version_seq) references register_version (entry_id, seq)
);
comment on table register_share is '登记簿各版本的权利人及份额，只增不改；同一版本各份额之和恰为 1';
comment on column register_share.party_id is '在本平台注册的机构；空为没有注册';
comment on column register_share.agreed is '份额由权利人约定；否则没有约定，按等额计';
create index register_share_party on register_share (party_id, entry_id);

insert into register_share (entry_id, version_seq, position, party_id, name, uscc, numerator, denominator, agreed)
  select v.entry_id, v.seq, h.position, h.party_id, h.name, h.uscc, 1, count(*) over (partition by v.entry_id, v.seq),
    count(*) over (partition by v.entry_id, v.seq) = 1
  from register_version v
  join register_entry e on e.id = v.entry_id
  join filing_case c on c.id = e.case_id
  join party p on p.id = e.party_id
  cross join lateral (
    select 1 as position, p.id as party_id, split_part(v.holder, '、', 1) as name, p.uscc
    union all
    select 1 + o.ordinality::int, (select id from party where uscc = o.value ->> 'uscc'), o.value ->> 'name', o.value ->> 'uscc'
    from jsonb_array_elements(coalesce(c.form -> 'coHolders', '[]'::jsonb)) with ordinality o
  ) h;

-- At commit the shares of a version are one whole. Over a common denominator, so that nothing is rounded.
create function check_register_shares() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  part record;
  top numeric := 0;
  bottom numeric := 1;
begin
  for part in
    select numerator::numeric as n, denominator::numeric as d from register_share
    where entry_id = new.entry_id and version_seq = new.version_seq
  loop
    top := top * part.d + part.n * bottom;
    bottom := bottom * part.d;
  end loop;
  if top <> bottom then
    raise exception 'shares of register version % % are not one whole', new.entry_id, new.version_seq
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger register_share_whole after insert on register_share
  deferrable initially deferred for each row execute function check_register_shares();

create table register_succession (
  from_entry uuid not null references register_entry (id),
  to_entry uuid not null references register_entry (id),
  affair_id uuid not null references register_affair (id),
  at timestamptz not null,
  primary key (from_entry, to_entry)
);
comment on table register_succession is '登记的承继：分割、合并中原登记与新登记的关系，只增不改';
create index register_succession_to on register_succession (to_entry);

alter table register_affair
  add column party_id uuid references party (id),
  add column letter_sha256 text,
  add column letter_number text,
  drop constraint register_affair_kind_check,
  add constraint register_affair_kind_check check (kind in (
    'suspension', 'resumption', 'cancellation', 'revocation', 'change', 'rectification',
    'renewal', 'transfer', 'division', 'merger', 'freeze', 'unfreeze', 'recordal', 'discharge'
  )),
  drop constraint register_affair_status_check,
  add constraint register_affair_status_check check (status in (
    'draft', 'awaiting_signatures', 'filed', 'grant_proposed', 'refusal_proposed',
    'granted', 'refused', 'withdrawn', 'lapsed', 'declined'
  ));
comment on column register_affair.party_id is '提出的机构；空为登记机构依职权提出';
update register_affair a set party_id = f.party_id from account f where f.id = a.filed_by;
drop index register_affair_open;
create unique index register_affair_open on register_affair (entry_id, kind)
  where status in ('draft', 'awaiting_signatures', 'filed', 'grant_proposed', 'refusal_proposed');

create table register_signature (
  affair_id uuid not null references register_affair (id),
  party_id uuid not null references party (id),
  capacity text not null check (capacity in ('begins', 'transferee', 'co_owner', 'pledgee', 'beneficiary', 'source_holder')),
  asked_at timestamptz not null,
  account_id uuid references account (id),
  signed_at timestamptz,
  sha256 text,
  declined_at timestamptz,
  primary key (affair_id, party_id),
  check (signed_at is null or declined_at is null),
  check ((account_id is null) = (signed_at is null and declined_at is null)),
  check ((signed_at is null) = (sha256 is null))
);
comment on table register_signature is '登记事务的各方签署；sha256 是所签内容的摘要';
create index register_signature_open on register_signature (party_id) where signed_at is null and declined_at is null;

create table register_encumbrance (
  id uuid primary key,
  number text not null unique,
  entry_id uuid not null references register_entry (id),
  kind text not null check (kind in ('freeze', 'pledge', 'licence')),
  exclusivity text check (exclusivity in ('exclusive', 'sole', 'ordinary')),
  beneficiary_name text not null,
  beneficiary_uscc text,
  beneficiary_party uuid references party (id),
  document text not null,
  begins_on date not null,
  ends_on date,
  status text not null check (status in ('in_force', 'released')),
  recorded_by uuid not null references register_affair (id),
  recorded_at timestamptz not null,
  released_by uuid references register_affair (id),
  released_at timestamptz,
  check ((kind = 'licence') = (exclusivity is not null)),
  check ((status = 'released') = (released_by is not null and released_at is not null))
);
comment on table register_encumbrance is '登记上的负担：冻结、质押、许可备案；一项负担自登记起存在，至解除为止';
comment on column register_encumbrance.document is '文书或者合同的编号';
comment on column register_encumbrance.exclusivity is '许可的方式：独占、排他、普通';
create index register_encumbrance_entry on register_encumbrance (entry_id) where status = 'in_force';
create index register_encumbrance_party on register_encumbrance (beneficiary_party);

create table register_effect (
  affair_id uuid not null references register_affair (id),
  encumbrance_id uuid not null references register_encumbrance (id),
  told_at timestamptz not null,
  by_inbox boolean not null,
  text text not null,
  primary key (affair_id, encumbrance_id)
);
comment on table register_effect is '登记事务对许可、质押的影响，何时、怎样告知了负担的权利人，只增不改';

grant select, insert on register_share, register_succession, register_effect to datadeed_app;
grant select, insert, update on register_signature, register_encumbrance to datadeed_app;
