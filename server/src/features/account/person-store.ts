import type { Person } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/**
 * The person behind an account: all accounts that share its e-mail address or were declared to be one person's, closed ones too, and
 * every organisation those belong to, are the contact of, declared an interest in or acted for, or coached in a coaching case that is open or
 * was closed since `coachedSince` (null: open ones alone); and the cases they coached.
 */
export async function findPerson(db: Database | Tx, accountId: string, coachedSince: Date | null): Promise<Person> {
  const { rows } = await sql<Person>`
    with recursive same (id) as (
      select ${accountId}::uuid
      union
      select n.id from same join account a on a.id = same.id cross join lateral (
        select b.id from account b where lower(b.email) = lower(a.email)
        union all
        select y.account_id from account_person x join account_person y on y.person = x.person where x.account_id = a.id
      ) n
    ), own as (
      select distinct a.id, a.party_id, lower(a.email) as email from same join account a on a.id = same.id
    ), interests as (
      select i.uscc from examiner_interest i join own on own.id = i.account_id where i.withdrawn_at is null
    ), organisations as (
      select p.id, p.uscc from party p where p.id in (select party_id from own) or lower(p.contact_email) in (select email from own)
        or p.uscc in (select uscc from interests)
        or p.id in (select d.principal_id from delegation d join delegation_event v on v.delegation_id = d.id and v.what = 'accepted'
          where d.delegate_id in (select party_id from own) or d.delegate_account in (select id from own))
        or p.id in (select coached_parties((select array_agg(id) from own), ${coachedSince ?? 'infinity'}::timestamptz))
    )
    select (select array_agg(id::text) from own) as accounts,
      (select coalesce(array_agg(id::text), '{}') from organisations) as parties,
      (select coalesce(array_agg(uscc), '{}') from (select uscc from organisations union select uscc from interests) u) as usccs,
      (select coalesce(array_agg(distinct l.case_id::text), '{}') from coaching_link l join coaching_event e using (coaching_id)
        join own on own.id = e.actor_id where e.actor_side = 'coach') as coached,
      (select coalesce(array_agg(d.case_id::text), '{}') from double_examination d join own on own.id = d.second_account
        where d.second_at is null) as "blindTo"`.execute(db)
  const [found] = rows
  if (!found) throw new Error(`no person behind account ${accountId}`)
  return found
}

/** Declares two accounts, by login, to be one person's; both then belong to the same group. */
export async function linkAccounts(
  tx: Tx,
  { accounts, person, by, at }: { accounts: readonly string[]; person: string; by: string; at: Date },
): Promise<void> {
  const known = await tx
    .selectFrom('account_person')
    .select('person')
    .where('account_id', 'in', [...accounts])
    .execute()
  const group = known[0]?.person ?? person
  const others = known.map((row) => row.person).filter((one) => one !== group)
  if (others.length > 0)
    await tx.updateTable('account_person').set({ person: group }).where('person', 'in', others).execute()
  await tx
    .insertInto('account_person')
    .values(accounts.map((account_id) => ({ account_id, person: group, linked_by: by, linked_at: at })))
    .onConflict((on) => on.column('account_id').doUpdateSet({ person: group, linked_by: by, linked_at: at }))
    .execute()
}
