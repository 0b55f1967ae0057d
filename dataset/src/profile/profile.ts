/** What a file says about itself: format, columns, rows. */
export interface FileProfile {
  path: string
  bytes: number
  format: 'csv' | 'json' | 'jsonl' | 'parquet' | 'other'
}

export interface ProfileInput {
  path: string
  bytes: number
  stream(): AsyncIterable<Uint8Array>
  slice(from: number, to: number): Promise<Uint8Array>
}

export const profileFile = async (input: ProfileInput): Promise<FileProfile> => ({
  path: input.path,
  bytes: input.bytes,
  format: 'other',
})
