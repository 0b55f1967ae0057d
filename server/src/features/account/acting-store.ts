import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

interface ActingRow {
  id: string
  number: string
  principal_id: string
  principal_name: string
  delegate_id: string | null
  delegate_name: string
  actions: string[]
  all_cases: boolean
  cases: string[]
  status: string
  in_force: boolean
}

/** A delegation as one account may use it on one day. */
export async function findActing(
  db: Database,
  delegationId: string,
  accountId: string,
  today: string,
): Promise<ActingRow> {
  const { rows } = await sql<ActingRow>`
    select d.id, d.number, d.principal_id, principal.name as principal_name, d.delegate_id,
      coalesce(delegate.name, '辅导员') as delegate_name, d.actions, d.all_cases, d.status,
      (select coalesce(array_agg(n.case_id::text), '{}') from delegation_case n where n.delegation_id = d.id) as cases,
      exists (select from delegations_in_force(${accountId}, ${today}) f where f.id = d.id) as in_force
    from delegation d
    join party principal on principal.id = d.principal_id
    left join party delegate on delegate.id = d.delegate_id
    where d.id = ${delegationId}`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`session acts on unknown delegation ${delegationId}`)
  return row
}

/** Who acts for whom by each delegation: its number, the delegate's name (null for a coach) and the principal's. */
export async function listActing(db: Database | Tx, delegationIds: readonly string[]) {
  if (delegationIds.length === 0) return []
  return await db
    .selectFrom('delegation')
    .innerJoin('party as principal', 'principal.id', 'delegation.principal_id')
    .leftJoin('party as delegate', 'delegate.id', 'delegation.delegate_id')
    .select(['delegation.id', 'number', 'delegate.name as delegate', 'principal.name as principal'])
    .where('delegation.id', 'in', delegationIds)
    .execute()
}

export async function nameOf(db: Database | Tx, accountId: string): Promise<string> {
  return (await db.selectFrom('account').select('name').where('id', '=', accountId).executeTakeFirstOrThrow()).name
}

export async function insertAct(tx: Tx, act: Insertable<DB['delegation_act']>): Promise<void> {
  await tx.insertInto('delegation_act').values(act).execute()
}
