const numeral = /^(-?)(?:(0|[1-9]\d*)(?:\.(\d+))?|\.(\d+))(?:[eE]([+-]?\d{1,4}))?$/
const infinity = /^(-?)inf(?:inity)?$/i

/** The one spelling of a numeral (laid out as ECMAScript does, but with every digit of the text), or null where the text is none. */
export const canonicalNumber = (text: string): string | null => {
  if (isPlain(text)) return text === '-0' ? '0' : text
  const found = numeral.exec(text)
  if (!found) {
    const endless = infinity.exec(text)
    return endless ? `${endless[1]}Infinity` : null
  }
  const [, sign = '', whole = '', fraction = '', bare = '', exponent = '0'] = found
  return layOut(sign, whole + fraction + bare, whole.length + Number(exponent))
}

/** Whether a text is a canonical numeral at first sight: at most 21 digits, no leading zero, no zero behind the last decimal. `-0` passes too. */
const isPlain = (text: string): boolean => {
  const end = text.length
  const from = text.charCodeAt(0) === 45 ? 1 : 0
  if (end - from > 21) return false
  let at = from
  while (at < end && isDigit(text.charCodeAt(at))) at += 1
  const whole = at - from
  if (whole === 0 || (whole > 1 && text.charCodeAt(from) === 48)) return false
  if (at === end) return true
  // Below 1 there may be zeros that ask for an exponent, and -0.0; more than 15 digits may be those of a double.
  if (text.charCodeAt(at) !== 46 || text.charCodeAt(from) === 48 || end - from > 16) return false
  at += 1
  while (at < end && isDigit(text.charCodeAt(at))) at += 1
  const last = text.charCodeAt(end - 1)
  return at === end && last !== 48 && last !== 46
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

/** `digits` with the decimal point behind the first `point` of them. */
const layOut = (sign: string, digits: string, point: number): string => {
  let from = 0
  while (digits.charCodeAt(from) === 48) from += 1
  let to = digits.length
  while (to > from && digits.charCodeAt(to - 1) === 48) to -= 1
  if (from === to) return '0'
  const kept = digits.slice(from, to)
  const n = point - from
  const shorter = n < kept.length && kept.length > 15 && kept.length <= 100 ? asDouble(kept, n) : null
  if (shorter !== null) return sign + shorter
  if (n >= kept.length && n <= 21) return `${sign}${kept}${'0'.repeat(n - kept.length)}`
  if (n > 0 && n <= 21) return `${sign}${kept.slice(0, n)}.${kept.slice(n)}`
  if (n > -6 && n <= 0) return `${sign}0.${'0'.repeat(-n)}${kept}`
  const power = n - 1
  return `${sign}${kept[0]}${kept.length > 1 ? `.${kept.slice(1)}` : ''}e${power < 0 ? '-' : '+'}${Math.abs(power)}`
}

/** The shortest text of the double whose first digits these are: many programs print 17 digits of a double, or more. Null where they are of none. */
const asDouble = (digits: string, point: number): string | null => {
  const power = point - 1
  const exact = `${digits[0]}.${digits.slice(1)}e${power < 0 ? '-' : '+'}${Math.abs(power)}`
  const double = Number(exact)
  return Number.isFinite(double) && double.toExponential(digits.length - 1) === exact ? String(double) : null
}
