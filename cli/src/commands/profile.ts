import { parseArgs } from 'node:util'
import type { FileProfile } from '@datadeed/dataset'
import { publicProfile } from '@datadeed/dataset'
import { profilePath } from '@datadeed/dataset/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { printProfile } from '../profile/print.ts'
import { profileText } from '../profile/text.ts'
import { createProgressBar } from '../terminal.ts'

const options = {
  values: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed profile`: what the tables at a path hold. Nothing is sent; JSON output has no values of the data unless asked for. */
export const profile = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const text = profileText(context)
  if (values.help) {
    context.print(text.usage)
    return exit.ok
  }
  if (positionals.length === 0) throw new CliError(context.text.missing('PATH'))
  const profiles: FileProfile[] = []
  for (const path of positionals) profiles.push(...(await withProgress(path, context)))
  if (profiles.length === 0) throw new CliError(text.noTable)
  if (context.json) {
    const tables = profiles.map((one) => ({ ...publicProfile(one), ...(values.values ? { local: one.local } : {}) }))
    context.print(JSON.stringify({ tables }))
  } else for (const one of profiles) printProfile(one, context)
  return profiles.some(({ fault }) => fault) ? exit.no : exit.ok
}

const withProgress = async (path: string, context: Context): Promise<FileProfile[]> => {
  const bar = createProgressBar(context)
  const began = performance.now()
  try {
    return await profilePath(path, (bytes, bytesTotal, file) => {
      const bytesPerSecond = bytes / ((performance.now() - began) / 1000)
      const secondsLeft = (bytesTotal - bytes) / bytesPerSecond
      bar.show({ files: 0, filesTotal: 0, bytes, bytesTotal, bytesPerSecond, secondsLeft, file })
    })
  } finally {
    bar.end()
  }
}
