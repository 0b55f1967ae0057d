import type { Json } from './canonical.ts'
import { asDigest, asNullable, asObject, asText } from './shape.ts'
import { parseDate } from './time.ts'

/** A value shown with the salt of its commitment. */
export interface Salted<T> {
  readonly salt: string
  readonly value: T
}

/** Who owns or holds; `code` is the unified social credit code or null. */
export interface OwnerValue {
  readonly name: string
  readonly code: string | null
}

/** What a certificate says. Dates are calendar dates in China; the right lasts through `validUntil`. */
export interface CertificateValue {
  readonly number: string
  readonly registration: string
  readonly title: string
  readonly issuer: string
  readonly issuedOn: string
  readonly validUntil: string | null
}

/** What a package shows of the values its entries only commit to. */
export interface Disclosed {
  readonly owner: Salted<OwnerValue> | null
  readonly certificate: Salted<CertificateValue> | null
}

/** Checks the disclosed values of a package. Throws FormatError with the failing field. */
export function readDisclosed(value: Json | undefined): Disclosed {
  const object = asObject(value, 'disclosed', ['owner', 'certificate'])
  return { owner: asNullable(object.owner, readOwner), certificate: asNullable(object.certificate, readCertificate) }
}

function readOwner(value: Json): Salted<OwnerValue> {
  const at = 'disclosed.owner'
  const object = asObject(value, at, ['salt', 'value'])
  const owner = asObject(object.value, `${at}.value`, ['name', 'code'])
  return {
    salt: asDigest(object.salt, `${at}.salt`),
    value: {
      name: asText(owner.name, `${at}.value.name`, 255),
      code: asNullable(owner.code, (v) => asText(v, `${at}.value.code`, 64)),
    },
  }
}

function readCertificate(value: Json): Salted<CertificateValue> {
  const at = 'disclosed.certificate'
  const object = asObject(value, at, ['salt', 'value'])
  const keys = ['number', 'registration', 'title', 'issuer', 'issuedOn', 'validUntil']
  const item = asObject(object.value, `${at}.value`, keys)
  return {
    salt: asDigest(object.salt, `${at}.salt`),
    value: {
      number: asText(item.number, `${at}.value.number`, 64),
      registration: asText(item.registration, `${at}.value.registration`, 64),
      title: asText(item.title, `${at}.value.title`, 512),
      issuer: asText(item.issuer, `${at}.value.issuer`, 255),
      issuedOn: parseDate(item.issuedOn, `${at}.value.issuedOn`),
      validUntil: asNullable(item.validUntil, (v) => parseDate(v, `${at}.value.validUntil`)),
    },
  }
}
