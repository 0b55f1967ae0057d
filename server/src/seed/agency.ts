import { delegatedActions } from '@datadeed/core/kernel/actor'
import { addDays, toChinaDate } from '@datadeed/core/kernel/dates'
import { makeUscc } from '@datadeed/core/kernel/uscc'
import { grantDelegation, moveDelegation } from '../features/delegation/service.ts'
import type { Platform } from '../platform/platform.ts'
import type { SeedClock } from './cases.ts'
import { type Company, seedCompany } from './people.ts'
import { demoPassword } from './world.ts'

const serial = 400
const days = 180

/** An agency to which two companies delegated: one everything that can be delegated, the other the reading of letters alone. */
export async function seedAgency(
  p: Platform,
  clock: SeedClock,
  principals: readonly Company[],
  admin: Parameters<typeof seedCompany>[3],
): Promise<void> {
  clock.daysAgo(10)
  const agency = await seedCompany(
    p,
    {
      ...{ key: 'agency', name: '黔代知识产权代理（演示）有限公司', countyCode: '520103', prefectureCode: '520100' },
      ...{ industryCode: '5829', dataSets: [] },
    },
    serial,
    admin,
  )
  const from = toChinaDate(p.clock.now().getTime())
  const allowed = delegatedActions.filter((action) =>
    p.pack.delegation?.actions.some(({ code, allowed }) => code === action && allowed),
  )
  for (const [i, { signatory }] of principals.entries()) {
    const { id } = await grantDelegation(
      p,
      signatory,
      {
        ...{ delegateUscc: makeUscc('520100', 100 + serial), delegateLogin: '', kind: 'agent' },
        ...{ actions: i === 0 ? allowed : ['receive_letters'], caseIds: null, from, until: addDays(from, days) },
        password: demoPassword,
      },
      '127.0.0.1',
    )
    await moveDelegation(p, agency.signatory, id, { command: 'accept', reason: '' })
  }
}
