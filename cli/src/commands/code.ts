import { parseArgs } from 'node:util'
import { Secret, TOTP } from 'otpauth'
import { CliError, type Context, exit } from '../context.ts'
import { readAccounts } from '../demo/sign-in.ts'

/** `datadeed code LOGIN`: the code an authenticator would show for a demonstration account, for people without one at hand. */
export const code = async (args: string[], context: Context): Promise<number> => {
  const { text, print } = context
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      accounts: { type: 'string', default: './data/demo-accounts.json' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    print(text.codeUsage)
    return exit.ok
  }
  const [login] = positionals
  if (!login) throw new CliError(text.missing('LOGIN'))
  const secret = (await readAccounts(values.accounts, context)).get(login)?.totp
  if (!secret) throw new CliError(text.codeNone(login))
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  print(`${totp.generate()}  ${text.secondsLeft(`${Math.ceil(totp.remaining() / 1000)} s`)}`)
  return exit.ok
}
