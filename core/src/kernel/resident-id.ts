import { type IsoDate, isIsoDate } from './dates.ts'
import { normaliseCode } from './uscc.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

export type ResidentIdRefusal = 'form' | 'birth_date' | 'check_digit'
export type ResidentIdResult = { ok: true; id: string; birthDate: IsoDate } | { ok: false; reason: ResidentIdRefusal }

/** Chinese sentences for the refusals. */
export const residentIdText: Record<ResidentIdRefusal, string> = {
  form: '公民身份号码应为18位：前17位是数字，末位是数字或 X。',
  birth_date: '公民身份号码第7至14位不是一个有效的出生日期，请核对。',
  check_digit: '公民身份号码的校验位不符，多半是有一位抄错，请逐位核对。',
}

/** Checks a resident identity number by GB 11643-1999. The region part is not looked up: old codes stay valid for life. */
export function checkResidentId(input: string): ResidentIdResult {
  const id = normaliseCode(input)
  if (!/^\d{17}[\dX]$/.test(id)) return { ok: false, reason: 'form' }
  const birthDate = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  if (!isIsoDate(birthDate)) return { ok: false, reason: 'birth_date' }
  const sum = WEIGHTS.reduce((acc, weight, i) => acc + weight * Number(id[i]), 0)
  return '10X98765432'[sum % 11] === id[17] ? { ok: true, id, birthDate } : { ok: false, reason: 'check_digit' }
}
