declare const brand: unique symbol
/** A UUIDv7 that belongs to one kind of thing. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type AccountId = Id<'account'>
export type SessionId = Id<'session'>
export type PartyId = Id<'party'>
export type DepositId = Id<'deposit'>
export type CaseId = Id<'case'>
export type AttachmentId = Id<'attachment'>
export type LetterId = Id<'letter'>
export type NoticeId = Id<'notice'>
export type ObjectionId = Id<'objection'>
export type CertificateId = Id<'certificate'>

/** UUIDv7 (RFC 9562, 5.7) from milliseconds since the epoch and 10 random bytes. */
export function makeUuid7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  for (let i = 0, rest = nowMs; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
