/** Bytes that grow. */
export interface LineBuffer {
  bytes: Uint8Array<ArrayBuffer>
  length: number
}

/** A buffer without bytes. */
export const createLineBuffer = (): LineBuffer => ({ bytes: new Uint8Array(256), length: 0 })

/** Thrown for half of a surrogate pair, which no UTF-8 can hold. */
export class NotText extends Error {}

const room = (buffer: LineBuffer, more: number): void => {
  const needed = buffer.length + more
  if (needed <= buffer.bytes.length) return
  const larger = new Uint8Array(Math.max(needed, 2 * buffer.bytes.length))
  larger.set(buffer.bytes.subarray(0, buffer.length))
  buffer.bytes = larger
}

/** Adds a text as one line: UTF-8, each `\` as `\\` and each line feed as `\n` in two characters, and a line feed. Throws NotText. */
export const addLine = (buffer: LineBuffer, text: string): void => {
  // No UTF-16 unit becomes more than three bytes.
  room(buffer, 3 * text.length + 1)
  const { bytes } = buffer
  let to = buffer.length
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c < 128) {
      if (c === 92 || c === 10) {
        bytes[to++] = 92
        bytes[to++] = c === 10 ? 110 : 92
      } else bytes[to++] = c
    } else if (c < 0x800) {
      bytes[to++] = 0xc0 | (c >> 6)
      bytes[to++] = 0x80 | (c & 63)
    } else if (c < 0xd800 || c > 0xdfff) {
      bytes[to++] = 0xe0 | (c >> 12)
      bytes[to++] = 0x80 | ((c >> 6) & 63)
      bytes[to++] = 0x80 | (c & 63)
    } else {
      at += 1
      const low = at < text.length ? text.charCodeAt(at) : 0
      if (c > 0xdbff || low < 0xdc00 || low > 0xdfff) throw new NotText()
      const point = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00)
      bytes[to++] = 0xf0 | (point >> 18)
      bytes[to++] = 0x80 | ((point >> 12) & 63)
      bytes[to++] = 0x80 | ((point >> 6) & 63)
      bytes[to++] = 0x80 | (point & 63)
    }
  }
  bytes[to++] = 10
  buffer.length = to
}

/** Adds the line that stands for `count` rows without a value. */
export const addNothing = (buffer: LineBuffer, count: number): void => {
  const text = String(count)
  room(buffer, text.length + 2)
  buffer.bytes[buffer.length++] = 92
  for (let at = 0; at < text.length; at++) buffer.bytes[buffer.length++] = text.charCodeAt(at)
  buffer.bytes[buffer.length++] = 10
}

/** Adds bytes of another buffer. */
export const addBytes = (buffer: LineBuffer, from: Uint8Array, start: number, end: number): void => {
  room(buffer, end - start)
  if (end - start > 64) buffer.bytes.set(from.subarray(start, end), buffer.length)
  else for (let at = start, to = buffer.length; at < end; at++) buffer.bytes[to++] = from[at] as number
  buffer.length += end - start
}
