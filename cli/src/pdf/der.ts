/** One DER value: its tag, what is inside, and the whole of it. */
export interface Der {
  tag: number
  content: Uint8Array
  raw: Uint8Array
}

/** Reads the DER values that follow one another. Throws RangeError where the lengths make no sense. */
export const readDer = (bytes: Uint8Array): Der[] => {
  const values: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0
    let length = bytes[at + 1] ?? 0
    let start = at + 2
    if (length >= 0x80) {
      const count = length - 0x80
      if (count === 0 || count > 4) throw new RangeError('length')
      length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0)
      start += count
    }
    if (start + length > bytes.length || (tag & 0x1f) === 0x1f) throw new RangeError('length')
    values.push({ tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) })
    at = start + length
  }
  return values
}

/** Writes one DER value around others. */
export const writeDer = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Uint8Array.of(tag, content.length), content])
  const hex = content.length.toString(16)
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Uint8Array.of(tag, 0x80 + length.length), length, content])
}
