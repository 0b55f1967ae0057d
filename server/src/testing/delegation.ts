import type { AccountActor, DelegatedAction } from '@datadeed/core/kernel/actor'
import type { AccountId } from '@datadeed/core/kernel/ids'
import { actAs } from '../features/account/service.ts'
import { grantDelegation, moveDelegation } from '../features/delegation/service.ts'
import type { Company } from './cases.ts'
import { addPerson, testPassword } from './http.ts'
import { seedParty, type TestPlatform } from './platform.ts'

/** An agency with a filer and a signatory, and what a company has them do. */
export async function openAgency(p: TestPlatform, name = '黔代登记代理（测试）有限公司') {
  const partyId = await seedParty(p, { name })
  const { uscc } = await p.owner.selectFrom('party').select('uscc').where('id', '=', partyId).executeTakeFirstOrThrow()
  const person = async (login: string, roles: ('filer' | 'signatory')[], party: string): Promise<AccountActor> => ({
    ...{ kind: 'account', accountId: (await addPerson(p, login, roles, { partyId: party })) as AccountId },
    ...{
      partyId: party as AccountActor['partyId'],
      partyApproved: true,
      regionCode: null,
      name: `人员${login}`,
      roles,
    },
  })
  const filer = await person(`filer-${uscc.toLowerCase()}`, ['filer'], partyId)
  const signatory = await person(`signer-${uscc.toLowerCase()}`, ['filer', 'signatory'], partyId)
  let granted = 0

  /** A delegation in force with exactly these words, whatever the rules of the pack say of them: each is tried by itself. */
  async function delegate(by: Company, actions: readonly DelegatedAction[], caseIds: string[] | null = null) {
    granted += 1
    const boss = await person(`boss-${uscc.toLowerCase()}-${granted}`, ['filer', 'signatory'], by.partyId)
    const from = p.clock.now().toISOString().slice(0, 10)
    const { id, number } = await grantDelegation(
      p,
      boss,
      {
        ...{ delegateUscc: uscc, delegateLogin: '', kind: 'agent', caseIds, from, until: from },
        ...{ actions: ['draft'], password: testPassword },
      },
      `10.33.0.${granted}`,
    )
    await moveDelegation(p, signatory, id, { command: 'accept', reason: '' })
    await p.owner
      .updateTable('delegation')
      .set({ actions: [...actions] })
      .where('id', '=', id)
      .execute()
    return { id, number, boss, revoke: () => moveDelegation(p, boss, id, { command: 'revoke', reason: '' }) }
  }
  /** One of the agency as they act on a delegation now. */
  const on = async (who: AccountActor, { id }: { id: string }): Promise<AccountActor> => (await actAs(p, who, id)).actor
  return { partyId, name, filer, signatory, delegate, on }
}
