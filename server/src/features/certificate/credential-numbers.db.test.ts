import {
  bindPresentation,
  makeHolderProof,
  parseCredentialFile,
  parseIssuer,
  verifyCredential,
} from '@datadeed/evidence'
import { es256Key, generateEs256PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import { beforeAll, expect, test } from 'vitest'
import { pdf, upload, type World } from '../../testing/cases.ts'
import {
  bytesOf,
  codes,
  crypto,
  now,
  openRegistered,
  type Registered,
  untilWitnessed,
} from '../../testing/registered.ts'
import { checkNumber, stateNumber, withdrawNumber } from '../registration/service.ts'
import {
  bindCredential,
  boundCredentialFile,
  issueCertificate,
  offlineAddress,
  presentationFile,
  sweepCredentials,
  verifyOfflineCode,
} from './service.ts'

let w: World
let call: Registered['call']
let number: string
let entryId: string
beforeAll(async () => {
  const registered = await openRegistered()
  ;({ w, call, number } = registered)
  await issueCertificate(w.p, registered.caseId)
  entryId = (await w.p.owner.selectFrom('register_entry').select('id').executeTakeFirstOrThrow()).id
  await untilWitnessed(w)
  await sweepCredentials(w.p)
})

const file = async () => (await bytesOf(await presentationFile(w.p, number, null))).toString()
const [holder, second] = [es256Key(generateEs256PrivateKey()), es256Key(generateEs256PrivateKey())]
const bind = (key: typeof holder) =>
  bindCredential(
    w.p,
    w.own.signatory,
    number,
    makeHolderProof(crypto, key, { audience: w.p.config.publicUrl, subject: number, issuedAt: now() }),
  )
const boundFile = async () => (await bytesOf(await boundCredentialFile(w.p, w.own.filer, number, null))).toString()
const credentials = () =>
  w.p.owner.selectFrom('credential').selectAll().orderBy('issued_at').orderBy('seq', 'desc').execute()

async function* statement(fields: Record<string, string>) {
  for (const [fieldname, value] of Object.entries(fields)) yield { type: 'field', fieldname, value } as const
  for await (const part of upload('x', '登记凭证.pdf', pdf)) if (part.type === 'file') yield part
}
const state = (kind: string, value: string) =>
  stateNumber(w.p, w.own.signatory, entryId, kind, statement({ value, issuer: '登记机构', issuedOn: '', note: '' }))

/** What a verifier finds now of a credential's text, by the newest status list. */
async function found(text: string) {
  const issuer = parseIssuer(nodeCrypto.sha256, (await call('GET', '/api/v1/trust/issuer')).text)
  const statusList = (await call('GET', '/api/v1/status-lists/1')).text
  const verdict = verifyCredential({ text, issuer, statusList, now: now() }, crypto)
  return { outcome: verdict.outcome, reasons: codes(verdict), claims: verdict.claims ?? {} }
}

test('numbers stated later are in a new credential; those before verify as long as all they say counts', async () => {
  const plain = await file()
  expect(await found(plain)).toMatchObject({ outcome: 'valid' })
  await state('data_element_oid', ' 1.2.156.3088. 1.4.2 ')
  await Promise.all([sweepCredentials(w.p), sweepCredentials(w.p)])
  await sweepCredentials(w.p)
  expect((await credentials()).map(({ seq }) => seq)).toEqual([0, -1])
  const one = await file()
  expect(await found(one)).toMatchObject({
    ...{ outcome: 'valid', claims: { certificate_number: number, data_element_oid: '1.2.156.3088.1.4.2' } },
  })
  await state('data_ip', '2026210000000017')
  await state('data_property', 'SJCQ-5200-2026-000001')
  await state('public_data', '520000-GGSJ-2026-000001')
  await sweepCredentials(w.p)
  const all = await file()
  expect(await found(all)).toMatchObject({
    outcome: 'valid',
    claims: {
      ...{ data_ip_number: '2026210000000017', data_property_number: 'SJCQ-5200-2026-000001' },
      ...{ data_element_oid: '1.2.156.3088.1.4.2', public_data_number: '520000-GGSJ-2026-000001' },
    },
  })
  for (const before of [plain, one]) expect(await found(before)).toMatchObject({ outcome: 'valid' })
  // The page offers what the credential can disclose, and discloses what is chosen.
  const page = (await call('GET', `/certificates/${number}`)).text
  expect(page).toContain('value="public_data_number"')
  const some = (await call('GET', `/api/v1/certificates/${number}/credential?disclose=none&disclose=data_ip_number`))
    .text
  const shown = await found(some)
  expect(shown).toMatchObject({ outcome: 'valid', claims: { data_ip_number: '2026210000000017' } })
  expect(shown.claims).not.toHaveProperty('data_element_oid')

  // One is withdrawn, another found wrong: whatever says them is superseded, what does not goes on.
  await withdrawNumber(w.p, w.own.signatory, entryId, 'data_element_oid', '颁发单位已经收回')
  await sweepCredentials(w.p)
  for (const before of [one, all])
    expect(await found(before)).toMatchObject({ outcome: 'invalid', reasons: ['superseded'] })
  const three = await file()
  expect((await found(three)).claims).not.toHaveProperty('data_element_oid')
  const stated = await w.p.owner
    .selectFrom('register_number')
    .select('id')
    .where('kind', '=', 'data_ip')
    .executeTakeFirstOrThrow()
  await checkNumber(w.p, w.examiner, stated.id, { outcome: 'doubted', note: '与凭证不符' })
  await sweepCredentials(w.p)
  expect(await found(three)).toMatchObject({ outcome: 'invalid' })
  expect((await found(await file())).claims).not.toHaveProperty('data_ip_number')
  expect(await found(plain)).toMatchObject({ outcome: 'valid' })
  // The offline code is that of the first credential, and goes on as well.
  const address = (await offlineAddress(w.p, number)) ?? ''
  expect((await verifyOfflineCode(w.p, address, 'zh')).outcome).toBe('valid')
  const count = (await credentials()).length
  await sweepCredentials(w.p)
  expect(await credentials()).toHaveLength(count)
})

test('a credential bound to a key follows the numbers under the same key; the one before says when its own do not count', async () => {
  const bound = () => w.p.owner.selectFrom('credential').selectAll().where('seq', '>', 0).orderBy('seq').execute()
  await bind(holder)
  await sweepCredentials(w.p)
  const before = await boundFile()
  await state('data_element_oid', '1.2.156.3088.1.4.3')
  await Promise.all([sweepCredentials(w.p), sweepCredentials(w.p)])
  await sweepCredentials(w.p)
  const [first, next, ...more] = await bound()
  expect(more).toEqual([])
  expect(next).toMatchObject({ holder_kid: first?.holder_kid, bound_by: first?.bound_by, leaf_id: first?.leaf_id })
  const after = await boundFile()
  expect(await found(after)).toMatchObject({
    ...{ outcome: 'valid', reasons: ['binding_not_shown'], claims: { data_element_oid: '1.2.156.3088.1.4.3' } },
  })
  // Nothing that it says is wrong: it goes on, as a public one does.
  expect(await found(before)).toMatchObject({ outcome: 'valid' })
  // Presented by who holds the key, and by nobody else.
  const expected = { nonce: 'n-1', audience: 'https://bank.example' }
  const shown = (key: typeof holder) => {
    const { credential: text, statusList } = parseCredentialFile(nodeCrypto.sha256, after)
    const presented = bindPresentation(crypto, key, text, { ...expected, issuedAt: now() })
    return async () => {
      const issuer = parseIssuer(nodeCrypto.sha256, (await call('GET', '/api/v1/trust/issuer')).text)
      return codes(verifyCredential({ text: presented, issuer, statusList, expected, now: now() }, crypto))
    }
  }
  expect(await shown(holder)()).toEqual([])
  expect(await shown(second)()).toContain('binding_signature_bad')
  await withdrawNumber(w.p, w.own.signatory, entryId, 'data_element_oid', '颁发单位已经收回')
  await sweepCredentials(w.p)
  expect((await found(after)).reasons).toEqual(['binding_not_shown', 'superseded'])
  const last = await boundFile()
  expect(await found(last)).toMatchObject({ outcome: 'valid' })
  expect((await found(last)).claims).not.toHaveProperty('data_element_oid')
  // Another key takes the place of all that were bound to the one before.
  await bind(second)
  await sweepCredentials(w.p)
  for (const old of [before, after, last]) expect((await found(old)).reasons).toContain('superseded')
  expect(await found(await boundFile())).toMatchObject({ outcome: 'valid' })
})
