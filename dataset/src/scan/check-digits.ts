// Plain loops over character codes: these run on every value of 16 to 18 characters of a file of gigabytes.

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const residentChecks = '10X98765432'
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** Values of characters by code, -1 where the alphabet has no such character. */
const valuesOf = (pairs: Iterable<readonly [string, number]>): Int8Array => {
  const values = new Int8Array(128).fill(-1)
  for (const [char, value] of pairs) values[char.charCodeAt(0)] = value
  return values
}
const usccValues = valuesOf([...usccAlphabet].map((char, i) => [char, i] as const))
const vinValues = valuesOf([
  ...[...'0123456789'].map((char, i) => [char, i] as const),
  ...[...'ABCDEFGH'].map((char, i) => [char, i + 1] as const),
  ...[...'JKLMN'].map((char, i) => [char, i + 1] as const),
  ...([
    ['P', 7],
    ['R', 9],
  ] as const),
  ...[...'STUVWXYZ'].map((char, i) => [char, i + 2] as const),
])

const isX = (code: number): boolean => code === 88 || code === 120

/** GB 11643 (ISO 7064 MOD 11-2): the 18th character against the 17 digits before it. The form must be right already. */
export const residentIdHolds = (text: string): boolean => {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (text.charCodeAt(i) - 48) * (residentWeights[i] ?? 0)
  const last = text.charCodeAt(17)
  const want = residentChecks.charCodeAt(sum % 11)
  return last === want || (want === 88 && isX(last))
}

/** GB 32100: upper-case text of 18 characters; false also where a character is not of the alphabet. */
export const usccHolds = (text: string): boolean => {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = usccValues[text.charCodeAt(i)] ?? -1
    if (value < 0) return false
    sum += value * (usccWeights[i] ?? 0)
  }
  return text.charCodeAt(17) === usccAlphabet.charCodeAt((31 - (sum % 31)) % 31)
}

/** Luhn, over a text of digits only. */
export const luhnHolds = (text: string): boolean => {
  let sum = 0
  for (let i = text.length - 1, even = false; i >= 0; i--, even = !even) {
    let digit = text.charCodeAt(i) - 48
    if (even) {
      digit *= 2
      if (digit > 9) digit -= 9
    }
    sum += digit
  }
  return sum % 10 === 0
}

/** GB 16735 (ISO 3779 with the check digit in place 9): upper-case text of 17 characters; false for I, O, Q. */
export const vinHolds = (text: string): boolean => {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = vinValues[text.charCodeAt(i)] ?? -1
    if (value < 0) return false
    sum += value * (vinWeights[i] ?? 0)
  }
  const remainder = sum % 11
  return text.charCodeAt(8) === (remainder === 10 ? 88 : remainder + 48)
}

/** IMO number: the last of seven digits against 7 to 2 times the six before it. */
export const imoHolds = (text: string): boolean => {
  let sum = 0
  for (let i = 0; i < 6; i++) sum += (text.charCodeAt(i) - 48) * (7 - i)
  return sum % 10 === text.charCodeAt(6) - 48
}
