-- More can be delegated: deposits, batches, withdrawals, objections, and what comes after registration.
alter table delegation
  drop constraint delegation_actions_check,
  add constraint delegation_actions_check check (
    cardinality(actions) > 0
    and actions <@ array[
      'draft', 'deposit_read', 'deposit', 'batch', 'answer_correction', 'withdraw', 'answer_objection', 'affair',
      'affair_sign', 'submit', 'receive_letters'
    ]
  );

-- Who acted for whom stands with each act.
alter table deposit add column delegation_id uuid references delegation (id);
comment on column deposit.delegation_id is '凭委托书代为存证的，为该委托书';
alter table filing_batch_event add column delegation_id uuid references delegation (id);
alter table filing_batch_signature add column delegation_id uuid references delegation (id);
comment on column filing_batch_signature.delegation_id is '受托方签署人凭该委托书签署；提交时委托书须仍有效';
alter table register_affair_event add column delegation_id uuid references delegation (id);
alter table register_signature add column delegation_id uuid references delegation (id);

-- The companies that somebody coached in a coaching case that is open, or was closed since a moment.
create index coaching_case_ended on coaching_case (party_id, closed_at);
create function coached_parties (accounts uuid[], closed_since timestamptz)
returns setof uuid
language sql stable as $$
  select distinct c.party_id from coaching_event e join coaching_case c on c.id = e.coaching_id
  where e.actor_id = any ($1) and e.actor_side = 'coach' and (c.closed_at is null or c.closed_at >= $2)
$$;

-- The auditor's list.
create index coaching_event_at on coaching_event (at desc, coaching_id desc, seq desc);
create index delegation_act_at on delegation_act (at desc, delegation_id desc, id desc);
