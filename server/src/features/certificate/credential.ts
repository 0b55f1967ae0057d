import { randomBytes, randomInt } from 'node:crypto'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  type CertificateClaim,
  certificateType,
  credentialFileText,
  type Disclosed,
  disclosedNames,
  type EcJwk,
  holderKeyOf,
  issueCredential,
  makeCode,
  type NewCredential,
  presentSdJwt,
  readCode,
  shortenName,
  statusListUri,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { offlineCodePdf } from '../../platform/pdf/offline-code.ts'
import type { Platform } from '../../platform/platform.ts'
import { positionsOf } from '../evidence/service.ts'
import { versionsOfCase } from '../registration/service.ts'
import * as store from './credential-store.ts'
import { type IssuerKeys, issuerFile, issuerKeys } from './issuer-keys.ts'
import { requireCertificate } from './status.ts'
import { listSize, publishStatusLists, statusListToken } from './status-lists.ts'

type Waiting = Awaited<ReturnType<typeof store.listWithoutCredential>>[number]

/** Credentials for all certificates whose entry the witnesses have seen, then the status lists. Safe to run again. */
export async function sweepCredentials(p: Platform): Promise<void> {
  const waiting = await store.listWithoutCredential(p.db, 500)
  const positions = await positionsOf(
    p,
    waiting.map((row) => row.leaf_id),
  )
  const failed: unknown[] = []
  for (const row of waiting) {
    const position = positions.get(row.leaf_id)
    // One that cannot be made must not keep the others waiting.
    if (position) await issue(p, row, position.index).catch((error: unknown) => failed.push(error))
  }
  const others = [
    ...(await store.listOtherNumbers(p.db, 'public', 500)),
    ...(await store.listOtherNumbers(p.db, 'bound', 500)),
  ]
  const places = await positionsOf(
    p,
    others.map((row) => row.leaf_id),
  )
  for (const row of others) {
    const position = places.get(row.leaf_id)
    if (position) await issueNumbered(p, row, position.index).catch((error: unknown) => failed.push(error))
  }
  await publishStatusLists(p)
  if (failed.length > 0) throw failed[0]
}

/** Start of the day after, in China. */
function endOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`) / 1000 + 86_400
}

/** Names of the claims by the kinds of numbers in the rule pack. */
const numberClaims: Readonly<Record<string, CertificateClaim>> = {
  data_ip: 'data_ip_number',
  data_property: 'data_property_number',
  data_element_oid: 'data_element_oid',
  public_data: 'public_data_number',
}

/** What the credentials of one certificate say, public ones and those bound to a key alike, with the numbers given. */
export async function credentialContent(
  p: Platform,
  row: Waiting,
  logIndex: number,
  numbers: Readonly<Record<string, string>>,
) {
  const version = (await versionsOfCase(p, row.case_id)).find(
    ({ id, seq }) => id === row.entry_id && seq === row.version_seq,
  )
  if (!version) throw new AppError('kernel.not_found')
  const { view, content } = version
  const { owner, certificate } = row.disclosed as unknown as Disclosed
  if (!owner || !certificate) throw new AppError('certificate.not_issued')
  const { number, registration, title, issuer, validUntil } = certificate.value
  const claims: NewCredential['claims'] = {
    certificate_number: number,
    registration_number: registration,
    title,
    holder_name: owner.value.name,
    holder_code: owner.value.code,
    issued_on: row.registered_on,
    valid_until: validUntil,
    registrar: issuer,
    industry: content.industry,
    scope: content.scenario,
    deposit_number: view.depositNumber,
    deposit_sha256: view.depositDigests.sha256,
    deposit_sm3: view.depositDigests.sm3,
    pdf_sha256: row.pdf_sha256,
    log_origin: p.config.logOrigin,
    log_index: logIndex,
    ...Object.fromEntries(
      Object.entries(numbers).flatMap(([kind, key]) => (numberClaims[kind] ? [[numberClaims[kind], key]] : [])),
    ),
  }
  return { number, title, holder: owner.value.name, validUntil, claims }
}

/** Tries places in the newest list until `take` has one. */
export async function inFreePlace<T>(
  p: Platform,
  take: (place: { list: number; idx: number }) => Promise<T | null>,
): Promise<T> {
  for (let tries = 0; tries < 50; tries++) {
    const newest = await store.newestList(p.db)
    const list = newest.taken < listSize / 2 ? newest.list : newest.list + 1
    const taken = await take({ list, idx: randomInt(listSize) })
    if (taken !== null) return taken
  }
  throw new Error('no free place in the status list')
}

/** The SD-JWT of a certificate in a place of a list, for a key of the holder or for everybody. */
export function signCredential(
  p: Platform,
  keys: IssuerKeys,
  { claims, validUntil }: Pick<Awaited<ReturnType<typeof credentialContent>>, 'claims' | 'validUntil'>,
  { list, idx, issuedAt }: { list: number; idx: number; issuedAt: number },
  holder?: EcJwk,
): string {
  const url = p.config.publicUrl
  return issueCredential(nodeCrypto.sha256, keys.credential, {
    issuer: url,
    vct: certificateType(url),
    issuedAt,
    expiresAt: validUntil === null ? null : endOfDay(validUntil),
    status: { idx, uri: statusListUri(url, list) },
    claims,
    salt: () => randomBytes(16).toString('base64url'),
    chain: keys.chain,
    ...(holder ? { holder } : {}),
  })
}

async function issue(p: Platform, row: Waiting, logIndex: number): Promise<void> {
  const keys = await issuerKeys(p)
  const content = await credentialContent(p, row, logIndex, {})
  await inFreePlace(p, async ({ list, idx }) => {
    // The machine's time: a verifier elsewhere knows nothing of the demonstration's clock.
    const issuedAt = Math.floor(Date.now() / 1000)
    const sdJwt = signCredential(p, keys, content, { list, idx, issuedAt })
    const code = makeCode(nodeCrypto.sha256, keys.code, {
      certificateNumber: content.number,
      holder: shortenName(content.holder),
      title: shortenName(content.title),
      issuedOn: row.registered_on,
      validUntil: content.validUntil,
      signedOn: toChinaDate(issuedAt * 1000),
      ...{ logIndex, statusList: list, statusIndex: idx },
    })
    const values = { certificate_id: row.id, status_list: list, status_index: idx, sd_jwt: sdJwt, code }
    const issued_at = new Date(issuedAt * 1000)
    if (await inTx(p.db, (tx) => store.insertCredential(tx, { ...values, issued_at }))) return true
    return (await store.findCredential(p.db, row.id)) ? true : null
  })
}

type Numbered = Awaited<ReturnType<typeof store.listOtherNumbers>>[number]

/**
 * Another credential with the numbers that count now, public or bound to the key that the one before is bound to; those before
 * stay, unless one of their numbers does not.
 */
async function issueNumbered(p: Platform, row: Numbered, logIndex: number): Promise<void> {
  const { holder_kid, bound_by, binding_leaf: leaf_id } = row
  const bound = row.seq > 0
  const seq = bound ? row.seq + 1 : row.seq - 1
  const holder = holderKeyOf(nodeCrypto, row.sd_jwt) ?? undefined
  const keys = await issuerKeys(p)
  const numbers = await store.numbersInForce(p.db, row.entry_id)
  const content = await credentialContent(p, row, logIndex, numbers)
  await inFreePlace(p, async ({ list, idx }) => {
    const issuedAt = Math.floor(Date.now() / 1000)
    const sdJwt = signCredential(p, keys, content, { list, idx, issuedAt }, holder)
    const values = { certificate_id: row.id, seq, status_list: list, status_index: idx, sd_jwt: sdJwt }
    const made = {
      ...{ ...values, code: null, numbers: JSON.stringify(numbers), issued_at: new Date(issuedAt * 1000) },
      ...{ holder_kid, bound_by, leaf_id },
    }
    if (await inTx(p.db, (tx) => store.insertCredential(tx, made))) return true
    const newest = await (bound ? store.findBound : store.findPublic)(p.db, row.id)
    return newest?.seq !== row.seq ? true : null
  })
}

/** The credential of a certificate; `evidence.not_published` for the seconds until it is made. */
async function requireCredential(p: Platform, number: string) {
  const certificate = await requireCertificate(p, number)
  const credential = await store.findPublic(p.db, certificate.id)
  if (!credential) throw new AppError('evidence.not_published')
  return { credential, number: certificate.certificate_number }
}

/** Names of what to disclose; null for everything. */
export type Chosen = ReadonlySet<string> | null

function present(sdJwt: string, chosen: Chosen): string {
  return chosen ? presentSdJwt(nodeCrypto.sha256, sdJwt, chosen) : sdJwt
}

/** The credential with what was chosen, its status list and the issuer's keys: everything for a check without network. */
export async function presentationFile(p: Platform, number: string, chosen: Chosen): Promise<FileToSend> {
  const found = await requireCredential(p, number)
  return await credentialFile(p, `${found.number}.credential.json`, found.credential, chosen)
}

/** The file of one credential. */
export async function credentialFile(
  p: Platform,
  name: string,
  { sd_jwt, status_list }: { sd_jwt: string; status_list: number },
  chosen: Chosen,
): Promise<FileToSend> {
  const [issuer, status] = await Promise.all([issuerFile(p), statusListToken(p, status_list)])
  const body = Buffer.from(
    credentialFileText({ credential: present(sd_jwt, chosen), statusList: status.token, issuer }),
  )
  return { name, mediaType: 'application/json; charset=utf-8', bytes: body.length, body }
}

/** The credential alone, as wallets take it. */
export async function sdJwtFile(p: Platform, number: string, chosen: Chosen): Promise<FileToSend> {
  const found = await requireCredential(p, number)
  const body = Buffer.from(present(found.credential.sd_jwt, chosen))
  return { name: `${found.number}.sd-jwt`, mediaType: 'application/dc+sd-jwt', bytes: body.length, body }
}

/** Names of the claims that the credential of a certificate can disclose; none until it is made. */
export async function claimsOf(p: Platform, number: string): Promise<string[]> {
  const certificate = await requireCertificate(p, number)
  const credential = await store.findPublic(p.db, certificate.id)
  return credential ? disclosedNames(nodeCrypto.sha256, credential.sd_jwt) : []
}

/** The offline code of a certificate as the address that a QR code leads to; null until it is made. */
export async function offlineAddress(p: Platform, number: string): Promise<string | null> {
  const certificate = await requireCertificate(p, number)
  const credential = await store.findCredential(p.db, certificate.id)
  return credential?.code ? `${p.config.publicUrl}/verify#${credential.code}` : null
}

/** The sheet for the back of a certificate with its offline code. */
export async function offlineCodeFile(p: Platform, number: string): Promise<FileToSend> {
  const found = await requireCertificate(p, number)
  const credential = await store.findCredential(p.db, found.id)
  if (!credential?.code) throw new AppError('evidence.not_published')
  const { code, issued_at } = credential
  const said = readCode(code)
  const body = await offlineCodePdf({
    certificateNo: found.certificate_number,
    name: said.title,
    holder: said.holder,
    validUntil: said.validUntil && formatDateZh(said.validUntil),
    signedOn: formatDateZh(said.signedOn),
    address: `${p.config.publicUrl}/verify#${code}`,
    registrar: p.pack.registrar.name,
    demo: p.config.demo,
    at: issued_at,
  })
  return { name: `${found.certificate_number}.code.pdf`, mediaType: 'application/pdf', bytes: body.length, body }
}
