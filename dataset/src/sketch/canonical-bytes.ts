/**
 * Writes the {@link canonicalText} of the UTF-8 from `from` to `end` into `into` at `at`, and gives where it ends there; -1 where that takes the whole
 * grammar and so a string. What is told here: whole and decimal numbers, moments, words of ASCII, and names that begin in Chinese. `into` has as much room
 * as the bytes take.
 */
export const canonicalBytes = (bytes: Uint8Array, from: number, end: number, into: Uint8Array, at: number): number => {
  const length = end - from
  if (length === 0) return -1
  const first = bytes[from] as number
  if (first >= 49 && first <= 57) {
    if (length === 19 && bytes[from + 4] === 45) return moment(bytes, from, into, at)
    return length > longestNumber ? -1 : number(bytes, from, end, into, at)
  }
  const letter = first | 32
  const word = letter >= 97 && letter <= 122 && letter !== 116 && letter !== 102 && letter !== 105
  // Han above U+4FFF; what begins with it is a text whatever follows.
  return word || (first >= 0xe5 && first <= 0xe9) ? plain(bytes, from, end, into, at) : -1
}

/** Beyond, decimals may be those of a double and whole numbers ask for an exponent. */
const longestNumber = 16

const number = (bytes: Uint8Array, from: number, end: number, into: Uint8Array, at: number): number => {
  let point = 0
  into[at] = bytes[from] as number
  for (let i = from + 1; i < end; i++) {
    const c = bytes[i] as number
    into[at + i - from] = c
    if (c >= 48 && c <= 57) continue
    if (c !== 46 || point > 0) return -1
    point = i
  }
  const last = bytes[end - 1] as number
  if (point === 0 || (last !== 48 && last !== 46)) return at + end - from
  // A point with nothing behind it is no number; zeros behind it go.
  if (last === 46) return -1
  let kept = end
  while (bytes[kept - 1] === 48) kept -= 1
  return at + (bytes[kept - 1] === 46 ? kept - 1 : kept) - from
}

/** Printable ASCII without blanks, and Han: of a form that no normalisation changes. */
const plain = (bytes: Uint8Array, from: number, end: number, into: Uint8Array, at: number): number => {
  let to = at
  let i = from
  while (i < end) {
    const c = bytes[i] as number
    into[to++] = c
    i += 1
    if (c > 32 && c < 127) continue
    if (c < 0xe5 || c > 0xe9) return -1
    into[to++] = bytes[i] as number
    into[to++] = bytes[i + 1] as number
    i += 2
  }
  return to
}

const two = (bytes: Uint8Array, at: number): number => {
  const tens = (bytes[at] as number) - 48
  const ones = (bytes[at + 1] as number) - 48
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 99 : 10 * tens + ones
}

/** `YYYY-MM-DD hh:mm:ss` of a day and a time that are certain to exist, not at midnight. */
const moment = (bytes: Uint8Array, from: number, into: Uint8Array, at: number): number => {
  const between = bytes[from + 10]
  if (between !== 32 && between !== 84) return -1
  if (bytes[from + 7] !== 45 || bytes[from + 13] !== 58 || bytes[from + 16] !== 58) return -1
  const month = two(bytes, from + 5)
  const day = two(bytes, from + 8)
  const year = two(bytes, from)
  if (year === 99 || two(bytes, from + 2) === 99 || month < 1 || month > 12 || day < 1 || day > 28) return -1
  const hour = two(bytes, from + 11)
  const minute = two(bytes, from + 14)
  const second = two(bytes, from + 17)
  if (hour > 23 || minute > 59 || second > 59 || hour + minute + second === 0) return -1
  for (let i = 0; i < 19; i++) into[at + i] = bytes[from + i] as number
  into[at + 10] = 84
  return at + 19
}
