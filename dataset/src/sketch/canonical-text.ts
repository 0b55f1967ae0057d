const decimal = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/
/** Longer ones are codes; the whole number would no longer be told by a double. */
const longestNumber = 40

/**
 * The text of a cell as it is compared: Unicode NFC, blanks at both ends cut off, a decimal number without plus sign, without
 * zeros at the end of its fraction, and zero without a sign. An empty result is not compared.
 */
export const canonicalText = (text: string): string => {
  let plain = true
  let pointed = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 126 || c <= 32) {
      plain = false
      break
    }
    if (c === 46) pointed = true
  }
  const cut = plain ? text : text.normalize('NFC').trim()
  const first = cut.charCodeAt(0)
  // Digits without a point are as they should be; what starts with another character is no number.
  if (plain && !pointed && first !== 43 && first !== 45) return cut
  return cut.length <= longestNumber && decimal.test(cut) ? shortest(cut) : cut
}

const shortest = (number: string): string => {
  const unsigned = number.startsWith('+') ? number.slice(1) : number
  let end = unsigned.length
  if (unsigned.includes('.')) {
    while (unsigned.charCodeAt(end - 1) === 48) end -= 1
    if (unsigned.charCodeAt(end - 1) === 46) end -= 1
  }
  const cut = unsigned.slice(0, end)
  return cut === '-0' ? '0' : cut
}
