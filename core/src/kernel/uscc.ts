const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const OUTER_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

export type UsccRefusal = 'empty' | 'length' | 'character' | 'check_digit'
export type UsccWarning = 'organisation_check_digit'
export type UsccResult =
  | { ok: true; uscc: string; outerCheck: true; innerCheck: boolean; warnings: UsccWarning[] }
  | { ok: false; reason: UsccRefusal; position?: number }

/** Chinese sentences for the refusals and the warning. */
export const usccText: Record<UsccRefusal | UsccWarning, string> = {
  empty: '请填写统一社会信用代码。',
  length: '统一社会信用代码应为18位，请对照营业执照核对位数。',
  character: '统一社会信用代码只用数字和大写字母（不含 I、O、S、V、Z），第3至8位为数字，请改正标出的那一位。',
  check_digit: '统一社会信用代码的校验位不符，多半是有一位抄错，请对照营业执照逐位核对。',
  organisation_check_digit: '代码中第9至17位（组织机构代码）的校验位不符。少数早年代码确有此情形，核对无误即可继续。',
}

/** Trims, drops inner blanks, turns full-width into half-width characters, and upper-cases. */
export function normaliseCode(input: string): string {
  return input.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/**
 * Checks a unified social credit code by GB 32100-2015. A wrong last character refuses; a wrong organisation-code
 * check character inside it (GB 11714) only warns, since some legacy codes were issued with one. `position` is 1-based.
 */
export function checkUscc(input: string): UsccResult {
  const uscc = normaliseCode(input)
  if (uscc === '') return { ok: false, reason: 'empty' }
  if (uscc.length !== 18) return { ok: false, reason: 'length' }
  const bad = [...uscc].findIndex((c, i) => !(i >= 2 && i < 8 ? /\d/.test(c) : ALPHABET.includes(c)))
  if (bad >= 0) return { ok: false, reason: 'character', position: bad + 1 }
  if (outerCheckChar(uscc) !== uscc[17]) return { ok: false, reason: 'check_digit', position: 18 }
  const innerCheck = innerCheckChar(uscc.slice(8, 16)) === uscc[16]
  return { ok: true, uscc, outerCheck: true, innerCheck, warnings: innerCheck ? [] : ['organisation_check_digit'] }
}

/**
 * A fictional enterprise code valid both ways, for demonstrations and tests: organisation codes beginning with DD are
 * not issued. `regionCode` is six digits of GB/T 2260, `serial` 0–999999; throws RangeError otherwise.
 */
export function makeUscc(regionCode: string, serial: number): string {
  if (!/^\d{6}$/.test(regionCode)) throw new RangeError(`not a GB/T 2260 code: ${regionCode}`)
  if (!Number.isInteger(serial) || serial < 0 || serial > 999_999)
    throw new RangeError(`serial out of range: ${serial}`)
  const organisation = `DD${String(serial).padStart(6, '0')}`
  const body = `91${regionCode}${organisation}${innerCheckChar(organisation)}`
  return body + outerCheckChar(body)
}

function outerCheckChar(code: string): string | undefined {
  const sum = OUTER_WEIGHTS.reduce((acc, weight, i) => acc + weight * ALPHABET.indexOf(code.charAt(i)), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]
}

/** GB 11714: digits count as themselves, letters from A = 10. */
function innerCheckChar(body: string): string {
  const sum = INNER_WEIGHTS.reduce((acc, weight, i) => acc + weight * Number.parseInt(body.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
