import type { TableOptions } from '../table/hasher.ts'
import { browserCrypto } from './crypto.ts'

/** The value of the rows in any order keeps 64 bytes a row in memory; of larger files there is the ordered one only. */
const unorderedBytes = 64 * 1024 * 1024

/** What a table's value is made with in a browser. */
export const openBrowserTable = async (bytes: number): Promise<{ options: TableOptions; close(): void }> => ({
  options: { crypto: browserCrypto(), unordered: bytes <= unorderedBytes },
  close: () => {},
})
