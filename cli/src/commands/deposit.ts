import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isTable, journalFolder, partsToShow } from '@datadeed/dataset/node/fingerprint'
import type { Manifest, Part } from '@datadeed/evidence'
import { canonicalize, disclosePart, makeParts, manifestDigests, parseManifest } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { fetchComparisonKey, handInSketch } from '../deposit-sketch.ts'
import { checkFolder, readBytes, writeNew } from '../files.ts'
import { fingerprintData } from '../fingerprint-data.ts'
import type { PlatformClient } from '../platform-client.ts'
import { createPlatformClient, field, PlatformRefusal } from '../platform-client.ts'
import { printProfile } from '../profile/print.ts'
import { askSecret } from '../terminal.ts'

const options = {
  'dry-run': { type: 'boolean' },
  'no-whole': { type: 'boolean' },
  profile: { type: 'boolean', default: false },
  'disclose-values': { type: 'boolean', default: false },
  'disclose-scan': { type: 'boolean', default: false },
  'no-table': { type: 'boolean', default: false },
  'no-sketch': { type: 'boolean', default: false },
  title: { type: 'string' },
  offline: { type: 'string' },
  upload: { type: 'string' },
  out: { type: 'string', default: '.' },
  server: { type: 'string' },
  login: { type: 'string' },
  token: { type: 'string' },
  totp: { type: 'string' },
  note: { type: 'string', default: '' },
  workers: { type: 'string' },
  resume: { type: 'string' },
  'no-resume': { type: 'boolean', default: false },
  remember: { type: 'boolean', default: false },
  'trust-unchanged': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

/** All that is handed in. The parts are what the profile says, with the salts that prove it belongs to the manifest. */
export interface Draft {
  manifest: Manifest
  title: string
  note: string
  parts: Part[]
}

const draftFormat = 'datadeed-draft/1'
const pollMs = 500
const patienceMs = 120_000

/** `datadeed deposit`: fingerprint, show, and hand in the manifest or keep it as a draft. */
export const deposit = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.depositUsage)
    return exit.ok
  }
  const [path, ...more] = positionals
  if (more.length > 0) throw new CliError(text.badOption(more.join(' ')))
  if (values.upload !== undefined && path !== undefined) throw new CliError(text.oneOf('PATH', '--upload'))
  if (values.offline !== undefined && values['dry-run']) throw new CliError(text.oneOf('--offline', '--dry-run'))
  // Asked before hours of hashing, not after.
  const server = values.server ?? process.env.DATADEED_SERVER
  const online = !values['dry-run'] && values.offline === undefined
  if (online && !server) throw new CliError(text.missing('--server'))
  const token = values.token ?? process.env.DATADEED_TOKEN
  if (online && !token && !values.login) throw new CliError(text.missing('--login'))
  if (online) await checkFolder(values.out, context)

  const client = online ? createPlatformClient(server ?? '', context, token) : null
  const enter = async () => {
    if (client && !token) await signIn(client, values.login ?? '', values.totp, context)
  }
  let draft: Draft
  if (values.upload !== undefined) draft = await readDraft(values.upload, context)
  else if (path === undefined) throw new CliError(text.missing('PATH'))
  else {
    const workers = values.workers === undefined ? undefined : Number(values.workers)
    if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 256)) {
      throw new CliError(text.badOption('--workers'))
    }
    if (values['no-resume'] && values.resume !== undefined) throw new CliError(text.oneOf('--no-resume', '--resume'))
    if (values['no-resume'] && values.remember) throw new CliError(text.oneOf('--no-resume', '--remember'))
    // The key for sketches is for those who are signed in.
    await enter()
    const sketched = client && !values['no-sketch'] && mayHaveTables(path)
    const comparisonKey = sketched ? await fetchComparisonKey(client, context) : undefined
    const { profiles, ...made } = await fingerprintData(
      path,
      {
        whole: !values['no-whole'],
        profile: values.profile,
        // Of a run that keeps nothing the salts would be lost, and every digest be another one.
        tables: !values['dry-run'] && !values['no-table'],
        comparisonKey,
        workers,
        journal: values['no-resume'] ? undefined : (values.resume ?? journalFolder()),
        remember: values.remember,
        trustUnchanged: values['trust-unchanged'],
      },
      context,
    )
    const title = values.title ?? basename(resolve(path)).replace(/(?<=.)\.[^.]+$/, '')
    draft = { ...made, title, note: values.note }
    if (!context.json) for (const one of profiles) if (one.columns.length > 0) printProfile(one, context)
  }
  if (values['dry-run']) return finish(context, draft, text.dryRun, {})
  if (values.offline !== undefined) {
    await writeDraft(values.offline, draft, context)
    return finish(context, draft, text.draftWritten(values.offline), { draft: values.offline })
  }
  if (client === null) throw new CliError(text.missing('--server'))
  if (values.upload !== undefined) await enter()
  const shown = partsToShow(draft.parts, { values: values['disclose-values'], scan: values['disclose-scan'] })
  const handedIn = () => handIn(client, draft, values.out, context, shown)
  try {
    const { id, number, saved } = await handedIn().catch(async (error: unknown) => {
      // Hours of hashing may outlast a session.
      if (!(error instanceof PlatformRefusal && error.status === 401) || token) throw error
      await enter()
      return handedIn()
    })
    const sketches = values['no-sketch'] ? null : await handInSketch(client, id, draft.parts, context)
    return finish(context, draft, text.deposited(number), { id, number, saved, sketches })
  } catch (error) {
    // Where that fails, too, what went wrong first is what matters.
    if (values.upload === undefined) await keepDraft(draft, values.out, context).catch(() => {})
    throw error
  }
}

/** What has salts cannot be made again as it was: without them kept, a second attempt would be a second deposit. */
const keepDraft = async (draft: Draft, out: string, context: Context): Promise<void> => {
  if (draft.parts.length === 0) return
  const mark = manifestDigests(nodeCrypto, draft.manifest).sha256.slice(0, 8)
  const path = join(out, `${draft.title.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80)}-${mark}.datadeed-draft.json`)
  await writeDraft(path, draft, context)
  context.note(context.text.draftKept(path))
}

const writeDraft = (path: string, draft: Draft, context: Context): Promise<void> =>
  writeNew(path, `${JSON.stringify({ format: draftFormat, ...draft }, null, 1)}\n`, context, true)

/** A folder may; what cannot be looked at is refused later, with its reason. */
const mayHaveTables = (path: string): boolean =>
  isTable(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)

const finish = (context: Context, draft: Draft, sentence: string, more: Record<string, unknown>): number => {
  if (!context.json) context.print(sentence)
  else {
    const digests = manifestDigests(nodeCrypto, draft.manifest)
    context.print(JSON.stringify({ manifest: draft.manifest, digests, ...more }))
  }
  return exit.ok
}

const readDraft = async (path: string, context: Context): Promise<Draft> => {
  const bytes = await readBytes(path, context)
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>
    const { format, title, note } = value
    if (format !== draftFormat || typeof title !== 'string' || typeof note !== 'string') throw new Error('not a draft')
    const manifest = parseManifest(canonicalize(value.manifest))
    const parts = Array.isArray(value.parts) ? (value.parts as Part[]) : []
    const root = parts.length > 0 ? makeParts(nodeCrypto, parts) : null
    if (canonicalize(root) !== canonicalize(manifest.parts)) throw new Error('parts of another manifest')
    return { manifest, title, note, parts }
  } catch {
    throw new CliError(context.text.badDraft(path), exit.no)
  }
}

const signIn = async (client: PlatformClient, login: string, totp: string | undefined, context: Context) => {
  const password = process.env.DATADEED_PASSWORD ?? (await askSecret(context.text.password(login), context))
  try {
    await client.signIn({ login, password, totp })
  } catch (error) {
    const wanted = error instanceof PlatformRefusal && /totp|second_factor/.test(error.reason)
    if (!wanted || totp || !process.stdin.isTTY) throw error
    await client.signIn({ login, password, totp: await askSecret(context.text.totp, context) })
  }
}

/** Hands in the manifest with the parts that are `shown`, and waits for the receipt. The key is of the content, so a repeated command deposits once. */
export const handIn = async (
  client: PlatformClient,
  draft: Draft,
  out: string,
  context: Context,
  shown = partsToShow(draft.parts, { values: false, scan: false }),
): Promise<{ id: string; number: string; saved: string[] }> => {
  const { text } = context
  const disclosures = shown.map((name) => disclosePart(nodeCrypto, draft.parts, name))
  const body = { manifest: canonicalize(draft.manifest), title: draft.title, note: draft.note, disclosures }
  const key = createHash('sha256').update(canonicalize(body)).digest('hex')
  const made = await client.json('POST', '/api/v1/deposits', body, { 'idempotency-key': key })
  const id = field(made, 'id')
  const number = field(made, 'number') || id
  if (!id) throw new CliError(text.badAnswer(''))
  context.note(text.sent(number))
  const deadline = Date.now() + patienceMs
  for (let status = field(made, 'status'); status !== 'published'; ) {
    if (status === 'failed') throw new CliError(text.failed(number), exit.no)
    if (Date.now() > deadline) throw new CliError(text.pending(number))
    await new Promise((resolve) => setTimeout(resolve, pollMs))
    status = field(await client.json('GET', `/api/v1/deposits/${encodeURIComponent(id)}`), 'status')
  }
  const saved: string[] = []
  const save = async (target: string, content: string | Uint8Array, secret = false) => {
    await writeNew(target, content, context, secret)
    context.note(text.saved(target))
    saved.push(target)
  }
  const name = number.replace(/[^\p{L}\p{N}._-]/gu, '_')
  for (const [path, file] of [
    ['receipt', `${name}.datadeed.json`],
    ['receipt.pdf', `${name}.pdf`],
    ['proof', `${name}.tlog-proof`],
  ] as const) {
    await save(join(out, file), await client.bytes(`/api/v1/deposits/${encodeURIComponent(id)}/${path}`))
  }
  // Whoever has the salts can tell what a part holds.
  if (draft.parts.length > 0) await save(join(out, `${name}.parts.json`), JSON.stringify(draft.parts, null, 1), true)
  return { id, number, saved }
}
