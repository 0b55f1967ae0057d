import { FingerprintError } from '@datadeed/dataset/errors'
import about from '../package.json' with { type: 'json' }
import type { Context } from './context.ts'
import { CliError, exit } from './context.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

type Command = (args: string[], context: Context) => Promise<number>

// Loaded when asked for: --help and the witness need no hashing, hashing no PDF.
const commands: Record<string, () => Promise<Command>> = {
  deposit: async () => (await import('./commands/deposit.ts')).deposit,
  'file-batch': async () => (await import('./commands/file-batch.ts')).fileBatch,
  verify: async () => (await import('./commands/verify.ts')).verify,
  profile: async () => (await import('./commands/profile.ts')).profile,
  scan: async () => (await import('./commands/scan.ts')).scan,
  table: async () => (await import('./commands/table.ts')).table,
  credential: async () => (await import('./commands/credential.ts')).credential,
  demo: async () => (await import('./commands/demo.ts')).demo,
  code: async () => (await import('./commands/code.ts')).code,
  tsa: async () => (await import('./commands/tsa.ts')).tsa,
  witness: async () => (await import('./commands/witness.ts')).witness,
  monitor: async () => (await import('./commands/monitor.ts')).monitor,
  fsck: async () => (await import('./commands/fsck.ts')).fsck,
  policy: async () => (await import('./commands/policy.ts')).policy,
}

/** Runs one command line and gives the exit code. */
export const main = async (argv: string[]): Promise<number> => {
  const { args, lang, json } = takeCommon(argv)
  const text = lang === 'en' ? en : zh
  const context: Context = {
    lang,
    json,
    text,
    print: (line) => console.log(line),
    note: (line) => console.error(line),
  }
  const [name = '', ...rest] = args
  if (['', 'help', '-h', '--help'].includes(name)) {
    context.print(text.usage)
    return name === '' ? exit.cannot : exit.ok
  }
  if (['version', '--version'].includes(name)) {
    context.print(about.version)
    return exit.ok
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (!load) throw new CliError(text.unknownCommand(name))
    return await (await load())(rest, context)
  } catch (error) {
    const code = error instanceof CliError ? error.code : error instanceof FingerprintError ? exit.no : exit.cannot
    const sentence = sentenceOf(error, context)
    if (json)
      context.print(JSON.stringify({ error: sentence, code: error instanceof FingerprintError ? error.code : null }))
    context.note(sentence)
    return code
  }
}

const sentenceOf = (error: unknown, { text, lang }: Context): string => {
  if (error instanceof CliError) return error.message
  if (error instanceof FingerprintError) return error.text(lang)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('ERR_PARSE_ARGS')) return text.badOption(error instanceof Error ? error.message : '')
  return text.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** Takes the options every command has out of the arguments, wherever they stand. */
const takeCommon = (argv: string[]) => {
  const args: string[] = []
  let lang: 'zh' | 'en' = 'zh'
  let json = false
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? ''
    if (arg === '--') return { args: [...args, ...argv.slice(i)], lang, json }
    if (arg === '--json') json = true
    else if (arg === '--lang') lang = argv[++i] === 'en' ? 'en' : 'zh'
    else if (arg.startsWith('--lang=')) lang = arg === '--lang=en' ? 'en' : 'zh'
    else args.push(arg)
  }
  return { args, lang, json }
}
