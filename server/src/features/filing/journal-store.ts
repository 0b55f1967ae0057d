import { type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

/** Events of all cases or of one, newest first, after a row that was seen. */
export async function listEventRows(
  db: Database,
  caseNumber: string | undefined,
  after: readonly [at: string, caseId: string, seq: number] | null,
  limit: number,
) {
  return await db
    .selectFrom('case_event')
    .innerJoin('filing_case', 'filing_case.id', 'case_event.case_id')
    .leftJoin('account', 'account.id', 'case_event.actor_id')
    .leftJoin('api_key', 'api_key.id', 'case_event.key_id')
    .leftJoin('delegation', 'delegation.id', 'case_event.delegation_id')
    .leftJoin('party as delegate', 'delegate.id', 'delegation.delegate_id')
    .leftJoin('party as principal', 'principal.id', 'delegation.principal_id')
    .leftJoin('log_entry', 'log_entry.leaf_id', 'case_event.leaf_id')
    .$if(caseNumber !== undefined, (query) => query.where('filing_case.number', '=', caseNumber ?? ''))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(case_event.at, case_event.case_id, case_event.seq)
          < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid, ${after?.[2]}::int)`,
      ),
    )
    .orderBy('case_event.at', 'desc')
    .orderBy('case_event.case_id', 'desc')
    .orderBy('case_event.seq', 'desc')
    .limit(limit)
    .select([
      'case_event.case_id as caseId',
      'filing_case.number as caseNumber',
      'case_event.seq',
      'case_event.at',
      'case_event.command',
      'case_event.from_status as from',
      'case_event.to_status as to',
      'case_event.actor_role as actorRole',
      'account.name as actorName',
      'api_key.name as keyName',
      'delegation.number as delegationNumber',
      'delegate.name as delegateName',
      'principal.name as principalName',
      'case_event.note',
      'log_entry.index as logIndex',
      sql<string>`case_event.at::text`.as('key'),
    ])
    .execute()
}

export async function countEvents(db: Database, caseNumber: string | undefined): Promise<number> {
  const { count } = await db
    .selectFrom('case_event')
    .$if(caseNumber !== undefined, (query) =>
      query.where('case_event.case_id', 'in', (inner) =>
        inner
          .selectFrom('filing_case')
          .select('filing_case.id')
          .where('filing_case.number', '=', caseNumber ?? ''),
      ),
    )
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
