/** `unavailable` is not clean: the caller decides whether to refuse or to hold the file. */
export type ScanResult =
  | { outcome: 'clean' }
  | { outcome: 'infected'; signature: string }
  | { outcome: 'not_scanned' }
  | { outcome: 'unavailable'; reason: string }

/** Looks for malware in an uploaded file. Never throws. */
export interface Scanner {
  scan(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<ScanResult>
}

/** For installations without a scanner: says so for every file. */
export const noScanner: Scanner = { scan: async () => ({ outcome: 'not_scanned' }) }
