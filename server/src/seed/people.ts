import type { AccountActor } from '@datadeed/core/kernel/actor'
import type { PartyId } from '@datadeed/core/kernel/ids'
import { reportingUnits } from '@datadeed/core/kernel/regions'
import { makeUscc } from '@datadeed/core/kernel/uscc'
import { createAccount, findAccountId, hashPassword } from '../features/account/service.ts'
import { addExpert } from '../features/examination/service.ts'
import { approveParty, signUp } from '../features/party/service.ts'
import { inTx } from '../platform/db/tx.ts'
import type { Platform } from '../platform/platform.ts'
import { companies, type DemoCompany, type DemoStaff, demoPassword, staff } from './world.ts'

export interface Company extends DemoCompany {
  filer: AccountActor
  signatory: AccountActor
}

type Base = Omit<AccountActor, 'kind' | 'accountId' | 'name' | 'roles'>
const anybody: Base = { partyId: null, partyApproved: false, regionCode: null }

async function addStaff(p: Platform, person: DemoStaff, passwordHash: string): Promise<AccountActor> {
  const { login, name, roles, regionCode, office } = person
  const email = `${login}@registrar.example`
  const account = { login, name, email, partyId: null, roles, regionCode, office, passwordHash }
  const accountId = await inTx(p.db, (tx) => createAccount(tx, p, { ...account, totpSecret: person.totp }))
  return { ...anybody, kind: 'account', accountId, name, roles, regionCode }
}

/** The registrar's staff by login. */
export async function seedStaff(p: Platform): Promise<Record<string, AccountActor>> {
  const passwordHash = await hashPassword(demoPassword)
  const actors: Record<string, AccountActor> = {}
  for (const person of staff) actors[person.login] = await addStaff(p, person, passwordHash)
  return actors
}

/** Officers of all prefectures and 贵安新区; those that nobody is shown a sign-in of have no authenticator but the first one's. */
export async function seedOfficers(
  p: Platform,
  actors: Readonly<Record<string, AccountActor>>,
): Promise<AccountActor[]> {
  const known = Object.values(actors).filter(({ roles }) => roles.includes('officer'))
  const like = staff.find(({ roles }) => roles.includes('officer'))
  if (!like) return known
  const passwordHash = await hashPassword(demoPassword)
  const made: AccountActor[] = []
  for (const { code, name } of reportingUnits) {
    const there = known.find(({ regionCode }) => regionCode === code)
    const person = { ...like, login: `officer-${code.toLowerCase()}`, name: `${name}专员（演示）`, regionCode: code }
    made.push(there ?? (await addStaff(p, person, passwordHash)))
  }
  return made
}

export async function seedCompany(
  p: Platform,
  company: DemoCompany,
  serial: number,
  admin: AccountActor,
): Promise<Company> {
  const { partyId } = await signUp(p, {
    uscc: makeUscc(company.prefectureCode, 100 + serial),
    name: company.name,
    prefectureCode: company.prefectureCode,
    countyCode: company.countyCode,
    industryCode: company.industryCode,
    address: '演示路 1 号',
    contactName: '演示签署人',
    contactPhone: '13800000000',
    contactEmail: `${company.key}@company.example`,
    login: `${company.key}-signatory`,
    password: demoPassword,
  })
  await approveParty(p, admin, partyId)
  const of = { ...anybody, kind: 'account' as const, partyId: partyId as PartyId, partyApproved: true }
  const passwordHash = await hashPassword(demoPassword)
  const filerId = await inTx(p.db, (tx) =>
    createAccount(tx, p, {
      login: `${company.key}-filer`,
      name: '演示经办人',
      email: `${company.key}-filer@company.example`,
      partyId,
      roles: ['filer'],
      regionCode: null,
      passwordHash,
    }),
  )
  const signatoryId = await findAccountId(p, `${company.key}-signatory`)
  return {
    ...company,
    filer: { ...of, accountId: filerId, name: '演示经办人', roles: ['filer'] },
    signatory: { ...of, accountId: signatoryId, name: '演示签署人', roles: ['filer', 'signatory'] },
  }
}

/** All companies, approved but for the last, which waits for its approval. */
export async function seedCompanies(p: Platform, admin: AccountActor): Promise<Company[]> {
  const made: Company[] = []
  for (const [serial, company] of companies.entries()) made.push(await seedCompany(p, company, serial, admin))
  await signUp(p, {
    uscc: makeUscc('520300', 300),
    name: '播州新注册货运（演示）有限公司',
    ...{ prefectureCode: '520300', countyCode: '520304', industryCode: '5431', address: '演示路 2 号' },
    ...{ contactName: '演示联系人', contactPhone: '13900000000', contactEmail: 'pending@company.example' },
    ...{ login: 'pending-signatory', password: demoPassword },
  })
  return made
}

/** Experts of three fields; one of them has an interest, so that it can be seen what that does. */
export async function seedExperts(p: Platform, admin: AccountActor, interest: Company): Promise<void> {
  const uscc = makeUscc(interest.prefectureCode, 100)
  const advises = [{ name: interest.name, uscc, relation: '兼职顾问' }]
  const experts = [
    {
      name: '演示专家子',
      title: '教授',
      field: '交通大数据与算法',
      organisation: '黔中大学交通学院（演示）',
      interests: [],
    },
    {
      name: '演示专家丑',
      title: '高级工程师',
      field: '个人信息保护',
      organisation: '数据安全研究所（演示）',
      interests: [],
    },
    {
      name: '演示专家寅',
      title: '研究员',
      field: '公共交通运营',
      organisation: '城市交通中心（演示）',
      interests: advises,
    },
  ]
  for (const [at, expert] of experts.entries())
    await addExpert(p, admin, { ...expert, email: `expert${at + 1}@expert.example`, uscc: null, active: true })
}
