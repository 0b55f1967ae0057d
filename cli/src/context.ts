import type { Text } from './text.zh.ts'

/** Where a command runs: its words and its two outputs. */
export interface Context {
  lang: 'zh' | 'en'
  json: boolean
  text: Text
  print(line: string): void
  /** notes for people, apart from the result */
  note(line: string): void
}

/** Exit codes: done or valid, refused or invalid, could not be done or checked. */
export const exit = { ok: 0, no: 1, cannot: 2 } as const

/** A sentence for the person and the exit code that goes with it. */
export class CliError extends Error {
  readonly code: number

  constructor(message: string, code: number = exit.cannot) {
    super(message)
    this.name = 'CliError'
    this.code = code
  }
}
