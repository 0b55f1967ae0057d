import type { acting } from '@datadeed/core/account/schema'
import { delegationMay, isAlwaysOpen } from '@datadeed/core/delegation/policy'
import type { AccountActor, DelegatedAction, Delegation, Role } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Errand } from '../../platform/http/access.ts'
import type { Platform } from '../../platform/platform.ts'
import { findActing, insertAct } from './acting-store.ts'

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
