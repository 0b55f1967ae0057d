import { createSHA256 } from 'hash-wasm'
import { createSm3 } from '../sm3/engine.ts'
import { sm3 } from '../sm3/sm3.ts'
import type { TableOptions } from '../table/hasher.ts'
import { browserCrypto } from './crypto.ts'

/** The value of the rows in any order keeps 64 bytes a row in memory; of larger files there is the ordered one only. */
const unorderedBytes = 64 * 1024 * 1024

/** From so many bytes on, starting the faster SM3 is worth it. */
const longMessage = 4096

/** What a table's value is made with in a browser. */
export const openBrowserTable = async (bytes: number): Promise<{ options: TableOptions; close(): void }> => {
  const hash = await createSHA256()
  const engine = createSm3()
  const crypto = {
    ...browserCrypto(),
    sha256: (message: Uint8Array) => hash.init().update(message).digest('binary'),
    sm3: (message: Uint8Array) => {
      if (message.length < longMessage) return sm3(message)
      const stream = engine.stream()
      stream.update(message)
      return stream.digest()
    },
  }
  return { options: { crypto, unordered: bytes <= unorderedBytes }, close: () => {} }
}
