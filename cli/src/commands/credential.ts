import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import {
  bindPresentation,
  credentialFileText,
  disclosedNames,
  type EcJwk,
  holderKeyOf,
  jwkOf,
  makeHolderProof,
  parseCredentialFile,
  presentSdJwt,
  thumbprint,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { CliError, type Context, exit } from '../context.ts'
import { makeHolderKey, readHolderKey } from '../credential/holder-key.ts'
import { credentialText } from '../credential/text.ts'
import { checkFolder, checkFree, readBytes, writeNew } from '../files.ts'
import { createPlatformClient, field } from '../platform-client.ts'
import { askSecret } from '../terminal.ts'

const options = {
  key: { type: 'string' },
  out: { type: 'string' },
  disclose: { type: 'string' },
  nonce: { type: 'string' },
  audience: { type: 'string' },
  server: { type: 'string' },
  login: { type: 'string' },
  totp: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const
type Values = Partial<Record<Exclude<keyof typeof options, 'help'>, string>>

const kidOf = (jwk: EcJwk) => thumbprint(nodeCrypto.sha256, jwk)
const seconds = () => Math.floor(Date.now() / 1000)

/** `datadeed credential`: a key of the holder's own, a credential bound to it, and presentations that prove it is held. */
export const credential = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const words = credentialText[context.lang]
  const [name = '', subject, ...more] = positionals
  if (values.help || name === '') {
    context.print(words.usage)
    return values.help ? exit.ok : exit.cannot
  }
  if (more.length > 0) throw new CliError(context.text.badOption(more.join(' ')))
  if (name === 'key') return await makeKey(values, context)
  if (name !== 'bind' && name !== 'present') throw new CliError(words.unknown(name))
  if (subject === undefined) throw new CliError(context.text.missing(name === 'bind' ? 'NUMBER' : 'FILE'))
  return name === 'bind' ? await bind(subject, values, context) : await present(subject, values, context)
}

const required = (values: Values, name: keyof Values, { text }: Context): string => {
  const value = values[name]
  if (value === undefined || value === '') throw new CliError(text.missing(`--${name}`))
  return value
}

const finish = (context: Context, sentence: string, result: object): number => {
  context.print(context.json ? JSON.stringify(result) : sentence)
  return exit.ok
}

const makeKey = async (values: Values, context: Context): Promise<number> => {
  const out = required(values, 'out', context)
  const kid = kidOf(jwkOf((await makeHolderKey(out, context)).publicKey))
  return finish(context, credentialText[context.lang].keyMade(out, kid), { key: out, kid })
}

const bind = async (number: string, values: Values, context: Context): Promise<number> => {
  const key = await readHolderKey(required(values, 'key', context), context)
  const server = values.server ?? process.env.DATADEED_SERVER
  if (!server) throw new CliError(context.text.missing('--server'))
  const token = values.token ?? process.env.DATADEED_TOKEN
  const client = createPlatformClient(server, context, token)
  if (!token) {
    const login = required(values, 'login', context)
    const password = process.env.DATADEED_PASSWORD ?? (await askSecret(context.text.password(login), context))
    await client.signIn({ login, password, totp: values.totp })
  }
  // The platform's own name may be another than the address it is reached at.
  const audience = field(await client.json('GET', '/api/v1/trust/issuer'), 'issuer')
  const path = `/api/v1/certificates/${encodeURIComponent(number)}`
  const subject = field(await client.json('GET', path), 'certificateNumber')
  // It names a file here.
  if (!/^\w{1,40}$/.test(subject)) throw new CliError(context.text.badAnswer(server))
  const out = values.out ?? `${subject}.bound.credential.json`
  // To bind ends the credential bound before: what comes back must find its place.
  await checkFree(out, context)
  await checkFolder(dirname(out), context)
  const proof = makeHolderProof(nodeCrypto, key, { audience, subject, issuedAt: seconds() })
  const bound = await client.json('POST', `${path}/holder-key`, { proof })
  await writeNew(out, await client.bytes(`${path}/bound-credential`), context)
  const result = { certificateNumber: subject, holderKid: field(bound, 'holderKid'), credential: out }
  return finish(context, credentialText[context.lang].bound(subject, out), result)
}

const present = async (path: string, values: Values, context: Context): Promise<number> => {
  const words = credentialText[context.lang]
  const key = await readHolderKey(required(values, 'key', context), context)
  const [nonce, audience] = [required(values, 'nonce', context), required(values, 'audience', context)]
  const out = required(values, 'out', context)
  const given = Buffer.from(await readBytes(path, context))
    .toString('utf8')
    .trim()
  const { file, sdJwt, holder, known } = open(given, () => new CliError(words.badCredential(path), exit.no))
  if (!holder) throw new CliError(words.notBound, exit.no)
  if (kidOf(holder) !== kidOf(jwkOf(key.publicKey))) throw new CliError(words.otherKey, exit.no)
  const chosen = values.disclose?.split(',').filter((name) => name !== 'none')
  const strange = chosen?.filter((name) => !known.includes(name)) ?? []
  if (strange.length > 0) throw new CliError(words.unknownClaim(strange.join(), known.join()))
  const names = new Set(chosen ?? known)
  const shown = bindPresentation(nodeCrypto, key, presentSdJwt(nodeCrypto.sha256, sdJwt, names), {
    ...{ nonce, audience, issuedAt: seconds() },
  })
  await writeNew(out, file ? credentialFileText({ ...file, credential: shown }) : shown, context)
  return finish(context, words.presented(out, audience), { presentation: out, disclosed: [...names], nonce, audience })
}

/** A credential's file or SD-JWT, with the key it is bound to and the claims it can show. */
const open = (given: string, fault: () => CliError) => {
  try {
    const file = given.startsWith('{') ? parseCredentialFile(nodeCrypto.sha256, given) : null
    const sdJwt = file?.credential ?? given
    const known = disclosedNames(nodeCrypto.sha256, sdJwt)
    return { file, sdJwt, holder: holderKeyOf(nodeCrypto, sdJwt), known }
  } catch {
    throw fault()
  }
}
