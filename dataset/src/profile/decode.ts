import type { FileProfile } from './types.ts'

type Encoding = NonNullable<FileProfile['encoding']>

/** The encodings worth trying, by the first bytes: a byte order mark decides; zeros show UTF-16 without one. */
const candidates = (head: Uint8Array): Encoding[] => {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le']
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be']
  const zeros = [0, 0]
  head.subarray(0, 4096).forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 16 && even === 0) return ['utf-16le']
  if (even > head.length / 16 && odd === 0) return ['utf-16be']
  return ['utf-8', 'gb18030']
}

/** Thrown when no encoding fits. */
export class UndecodableError extends Error {}

/**
 * Gives the text of a stream to a reader made anew for each encoding tried, and what that reader ends with. Chinese files are UTF-8
 * or GB 18030, and almost no GB 18030 text of any length is also valid UTF-8. Throws UndecodableError.
 */
export const readText = async <R>(
  stream: () => AsyncIterable<Uint8Array>,
  createReader: () => { push(text: string): void; end(): R },
): Promise<{ encoding: Encoding; result: R }> => {
  let tries: Encoding[] = []
  for (let attempt = 0; attempt === 0 || attempt < tries.length; attempt++) {
    const reader = createReader()
    let decoder: InstanceType<typeof TextDecoder> | undefined
    let wrong = false
    const decode = (bytes?: Uint8Array): string => {
      decoder ??= new TextDecoder(tries[attempt], { fatal: true })
      try {
        return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      } catch {
        wrong = true
        return ''
      }
    }
    for await (const bytes of stream()) {
      if (tries.length === 0) tries = candidates(bytes)
      const text = decode(bytes)
      if (wrong) break
      reader.push(text)
    }
    if (tries.length === 0) tries = ['utf-8']
    if (!wrong) {
      const text = decode()
      if (!wrong) {
        reader.push(text)
        return { encoding: tries[attempt] ?? 'utf-8', result: reader.end() }
      }
    }
  }
  throw new UndecodableError()
}
