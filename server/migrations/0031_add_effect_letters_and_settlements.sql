-- Successors of a division each say for themselves what they come from.
drop index lineage_link_pair;
create unique index lineage_link_pair on lineage_link (parent_id, child_case_id, coalesce(child_id, child_case_id))
  where status not in ('withdrawn', 'struck');

-- Whoever has no account here is told by a letter.
alter table register_effect
  add column letter_number text,
  add column letter_sha256 text check (letter_sha256 ~ '^[0-9a-f]{64}$'),
  add check ((letter_number is null) = (letter_sha256 is null)),
  add check (letter_number is null or not by_inbox);
comment on column register_effect.letter_number is '对方没有在本平台注册时，告知函的编号；由登记机构或者权利人送交';

-- What was agreed in a mediation is published where both sides say so.
alter table mediation
  add column applicant_publishes boolean not null default false,
  add column objector_publishes boolean not null default false;
comment on column mediation.applicant_publishes is '协议中申请人同意匿名公开协议要点';
comment on column mediation.objector_publishes is '协议中异议人同意匿名公开协议要点';
alter table published_decision
  drop constraint published_decision_outcome_check,
  add constraint published_decision_outcome_check check (outcome in ('dismissed', 'upheld', 'settled'));
