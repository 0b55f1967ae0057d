import type { acting } from '@datadeed/core/account/schema'
import { delegationMay, isAlwaysOpen } from '@datadeed/core/delegation/policy'
import { actedFor } from '@datadeed/core/delegation/words'
import type { AccountActor, DelegatedAction, Delegation, Role } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'
import type { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Errand } from '../../platform/http/access.ts'
import type { Platform } from '../../platform/platform.ts'
import { findActing, insertAct, listActing, nameOf } from './acting-store.ts'

const why = { revoked: '已被撤销', expired: '已经到期' } as const

/** Throws why an operation is closed on a delegation: it ended, or it does not cover it. */
function demandReach(delegation: Delegation, operation: string): void {
  if (delegationMay(delegation, operation)) return
  const { ended, number, principalName: principal } = delegation
  if (ended) throw new AppError('delegation.ended', { principal, number, why: why[ended] })
  throw new AppError('delegation.not_in_scope', { principal, number })
}

/** As a delegate one is a filer or signatory as at home; a coach, who has no organisation, is a filer. */
function rolesOf({ roles }: AccountActor): Role[] {
  const company = roles.filter((role) => role === 'filer' || role === 'signatory')
  return company.length > 0 ? company : ['filer']
}

/**
 * The account as it acts on a delegation, looked at anew each time: out of its own organisation, within the delegation and nothing else. Once
 * the delegation ended nothing is open but the way back.
 */
export async function actAs(
  p: Platform,
  actor: AccountActor,
  delegationId: string,
): Promise<{ actor: AccountActor; errand: Errand }> {
  const row = await findActing(p.db, delegationId, actor.accountId, toChinaDate(p.clock.now().getTime()))
  const delegation: Delegation = {
    ...{ id: row.id, number: row.number, principalId: row.principal_id as PartyId, principalName: row.principal_name },
    ...{ delegateId: row.delegate_id as PartyId | null, delegateName: row.delegate_name },
    actions: row.in_force ? (row.actions as DelegatedAction[]) : [],
    cases: row.all_cases ? null : row.cases,
    ended: row.in_force ? null : row.status === 'accepted' ? 'expired' : 'revoked',
  }
  const { person: _, ...account } = actor
  const key = actor.key?.id ?? null
  return {
    actor: { ...account, partyId: null, partyApproved: false, regionCode: null, roles: rolesOf(actor), delegation },
    errand: {
      demand: ({ operation }) => demandReach(delegation, operation),
      record: async (operation, target, status) => {
        if (isAlwaysOpen(operation)) return
        const act = { delegation_id: row.id, account_id: actor.accountId, key_id: key, operation, status }
        await inTx(p.db, (tx) =>
          insertAct(tx, { ...act, target: uuid.test(target ?? '') ? target : null, at: new Date() }),
        )
      },
    },
  }
}

/** Words for who did something: who for whom where it was on one of these delegations, else the name alone. */
export async function actorsOn(
  db: Database | Tx,
  delegationIds: readonly (string | null)[],
): Promise<(delegationId: string | null, person: string) => string> {
  const wanted = [...new Set(delegationIds.filter((id) => id !== null))]
  const known = new Map((await listActing(db, wanted)).map((row) => [row.id, row]))
  return (id, person) => {
    const found = id === null ? undefined : known.get(id)
    return found ? actedFor({ ...found, person }) : person
  }
}

/** Who for whom did one thing; null where it was on no delegation. */
export async function actedOn(
  db: Database | Tx,
  delegationId: string | null,
  accountId: string,
): Promise<string | null> {
  const [found] = delegationId === null ? [] : await listActing(db, [delegationId])
  return found ? actedFor({ ...found, person: await nameOf(db, accountId) }) : null
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Refuses a page that believes to act for somebody else than its session does: another window chose anew. */
export const agreementOf =
  (delegationId: string | null) =>
  (claimed: string, operation: string): void => {
    if (claimed !== (delegationId ?? 'own') && !isAlwaysOpen(operation))
      throw new AppError('delegation.acting_elsewhere')
  }

/** Whom an account acts for now, as its pages say it. */
export function actingOf({ delegation }: AccountActor): z.output<typeof acting> | null {
  if (!delegation) return null
  const { id, number, principalName, delegateName, actions, cases, ended } = delegation
  return {
    ...{ id, number, principal: principalName, delegate: delegateName, actions: [...actions], ended },
    cases: cases?.length ?? null,
  }
}
