import type { ProfileInput, TableEncoding } from './types.ts'
import { TableFault } from './types.ts'

/** Takes a text as UTF-8 bytes, cut anywhere, without a byte order mark; the bytes are only good until `push` returns. */
export interface Utf8Reader {
  push(bytes: Uint8Array): void
  end(): void
}

/** Thrown by a reader that met bytes that are not UTF-8. */
export class NotUtf8 extends Error {}

const headBytes = 65_536

/** The encodings worth trying, by the first bytes: a byte order mark decides; zeros show UTF-16 without one. */
const candidates = (head: Uint8Array): TableEncoding[] => {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le']
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be']
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 16 && even === 0) return ['utf-16le']
  if (even > head.length / 16 && odd === 0) return ['utf-16be']
  return ['utf-8', 'gb18030']
}

/**
 * Gives the text of a file to a reader made anew for each encoding tried. Chinese files are UTF-8 or GB 18030, and almost no GB 18030 text of
 * any length is also valid UTF-8. Throws TableFault `undecodable`.
 */
export const readEncoded = async (input: ProfileInput, createReader: () => Utf8Reader): Promise<TableEncoding> => {
  for (const encoding of candidates(await input.slice(0, Math.min(headBytes, input.bytes)))) {
    const reader = createReader()
    try {
      await (encoding === 'utf-8' ? passOn(input, reader) : transcode(input, reader, encoding))
      return encoding
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error
    }
  }
  throw new TableFault('undecodable')
}

const passOn = async (input: ProfileInput, reader: Utf8Reader): Promise<void> => {
  const mark = await input.slice(0, Math.min(3, input.bytes))
  let skip = mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0
  for await (const bytes of input.stream()) {
    const skipped = Math.min(skip, bytes.length)
    skip -= skipped
    reader.push(skipped > 0 ? bytes.subarray(skipped) : bytes)
  }
  reader.end()
}

const transcode = async (input: ProfileInput, reader: Utf8Reader, encoding: TableEncoding): Promise<void> => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const encoder = new TextEncoder()
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new NotUtf8()
    }
  }
  for await (const bytes of input.stream()) reader.push(encoder.encode(decode(bytes)))
  reader.push(encoder.encode(decode()))
  reader.end()
}
