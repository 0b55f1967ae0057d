import { FormatError } from '../error.ts'

// RFC 4648, section 6, without padding: of the letters a QR code packs tightly, those that a URL takes as they are.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let hold = 0
  let held = 0
  for (const byte of bytes) {
    hold = (hold << 8) | byte
    held += 8
    while (held >= 5) {
      held -= 5
      text += ALPHABET.charAt((hold >> held) & 31)
    }
    hold &= (1 << held) - 1
  }
  return held === 0 ? text : text + ALPHABET.charAt((hold << (5 - held)) & 31)
}

/** Throws `wrong_value` for another alphabet, lower case, an impossible length and unused bits that are not zero. */
export function fromBase32(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8))
  let hold = 0
  let held = 0
  let at = 0
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) throw new FormatError('wrong_value', 'base32')
    hold = (hold << 5) | value
    held += 5
    if (held < 8) continue
    held -= 8
    out[at++] = hold >> held
    hold &= (1 << held) - 1
  }
  if (hold !== 0 || held >= 5) throw new FormatError('wrong_value', 'base32')
  return out
}
