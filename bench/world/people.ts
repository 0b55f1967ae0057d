import { createHmac, randomBytes } from 'node:crypto'
import { makeUscc } from '../../core/src/kernel/uscc.ts'
import { hashPassword } from '../../server/src/features/account/service.ts'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'

/** Sign-in of the one examiner that reads. */
export interface Reader {
  login: string
  password: string
  /** Key of the authenticator: that of RFC 6238's examples, whose Base32 is known. */
  totp: string
}

const parties = 200
const prefectures = ['520100', '520200', '520300', '520400', '520500', '520600', '522300', '522600', '522700']

/** Companies and staff that the cases belong to. */
export const seedPeople = async (url: string): Promise<Reader> => {
  const reader = {
    login: 'bench-examiner',
    password: randomBytes(12).toString('hex'),
    totp: '12345678901234567890',
  }
  const hash = await hashPassword(reader.password)
  await withClient(url, async (client) => {
    const usccs = Array.from({ length: parties }, (_, i) => makeUscc(prefectures[i % 9] ?? '520100', i + 1))
    await client.query(
      `insert into party (id, kind, uscc, name, prefecture_code, county_code, industry_code, contact_name, contact_phone,
         contact_email, status, created_at)
       select uuidv7(), 'enterprise', u, '黔测运输' || i || '（演示）有限公司', substr(u, 3, 6), substr(u, 3, 6), '5443',
         '演示联系人', '13800000000', 'contact@company.example', 'approved', now() - interval '300 days'
       from unnest($1::text[]) with ordinality as t (u, i)`,
      [usccs],
    )
    await client.query(
      `insert into account (id, login, name, email, party_id, roles, password_hash, created_at)
       select uuidv7(), 'filer-' || row_number() over (), '演示经办人', 'filer@company.example', id, '{filer,signatory}', '!', now()
       from party`,
    )
    await client.query(
      `insert into account (id, login, name, email, roles, password_hash, totp_secret, created_at)
       select uuidv7(), l, n, l || '@registrar.example', '{examiner}', $1, $2, now()
       from (values ($3, '审查员甲'), ('bench-examiner-2', '审查员乙'), ('bench-examiner-3', '审查员丙')) as t (l, n)`,
      [hash, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', reader.login],
    )
  })
  return reader
}

/** One company that may deposit, and somebody of it signed in. */
export const seedDepositor = async (url: string, server: string): Promise<string> => {
  const [login, password] = ['bench-filer', randomBytes(12).toString('hex')]
  const hash = await hashPassword(password)
  await withClient(url, async (client) => {
    await client.query(
      `insert into party (id, kind, uscc, name, prefecture_code, county_code, industry_code, contact_name, contact_phone,
         contact_email, status, created_at)
       values (uuidv7(), 'enterprise', $1, '黔测运输（演示）有限公司', '520100', '520100', '5443',
         '演示联系人', '13800000000', 'contact@company.example', 'approved', now())`,
      [makeUscc('520100', 900_001)],
    )
    await client.query(
      `insert into account (id, login, name, email, party_id, roles, password_hash, created_at)
       select uuidv7(), $1, '演示经办人', 'bench@company.example', id, '{filer,signatory}', $2, now() from party
       where uscc = $3`,
      [login, hash, makeUscc('520100', 900_001)],
    )
  })
  const answer = await fetch(`${server}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, client: 'cli' }),
  })
  const { token } = (await answer.json()) as { token?: string }
  if (!token) throw new Error(`没有登录成功（${answer.status}）。`)
  return token
}

/** RFC 6238 at this moment. */
const oneTimeCode = (key: string): string => {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const value = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff
  return String(value % 1_000_000).padStart(6, '0')
}

/** The token of a session. */
export const signIn = async (url: string, { login, password, totp }: Reader): Promise<string> => {
  const body = { login, password, totp: oneTimeCode(totp), client: 'cli' }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { token } = (await answer.json()) as { token?: string }
  if (!token) throw new Error(`没有登录成功（${answer.status}）。`)
  return token
}
