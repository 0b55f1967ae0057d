import type { Context } from '../context.ts'
import { CliError } from '../context.ts'

export const verify = async (_args: string[], { text }: Context): Promise<number> => {
  throw new CliError(text.missing('FILE'))
}
