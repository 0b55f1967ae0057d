import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { mostBatchRows } from '@datadeed/core/filing/batch-schema'
import type { BatchTableRow } from '@datadeed/core/filing/batch-table'
import { digestFile, readBatchFile } from '../batch-file.ts'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import type { PlatformClient } from '../platform-client.ts'
import { createPlatformClient, field } from '../platform-client.ts'
import { askSecret } from '../terminal.ts'

const options = {
  server: { type: 'string' },
  login: { type: 'string' },
  token: { type: 'string' },
  totp: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** One part of a file at the platform: its batch, and how many of its rows are there. */
interface Part {
  id: string
  part: number
  revision: number
  sent: number
  /** Rows that were there before; -1 where the whole part was handed in before. */
  known: number
}

const numberOf = (value: unknown, name: string): number => {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof member === 'number' ? member : 0
}

/**
 * `datadeed file-batch`: hands in a table of applications, a thousand rows as one batch. Run again with the same file it goes
 * on where it was cut off, and adds nothing twice. Drafts and signature are made on the page of the batch.
 */
export const fileBatch = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.fileBatch.usage)
    return exit.ok
  }
  const [path, ...more] = positionals
  if (path === undefined) throw new CliError(text.missing('FILE'))
  if (more.length > 0) throw new CliError(text.badOption(more.join(' ')))
  const server = values.server ?? process.env.DATADEED_SERVER
  if (!server) throw new CliError(text.missing('--server'))
  const token = values.token ?? process.env.DATADEED_TOKEN
  const client = createPlatformClient(server, context, token)
  if (!token) {
    if (!values.login) throw new CliError(text.missing('--login'))
    const password = process.env.DATADEED_PASSWORD ?? (await askSecret(text.password(values.login), context))
    await client.signIn({ login: values.login, password, totp: values.totp })
  }
  const file = { ...(await digestFile(path)), fileName: basename(path) }
  const sent = await send(client, path, file, context)
  if (context.json) context.print(JSON.stringify(sent))
  else context.print(text.fileBatch.done(sent.rows, sent.batches.length, sent.known))
  return exit.ok
}

/** Hands in all rows of a file, part after part. */
const send = async (
  client: PlatformClient,
  path: string,
  file: { fileName: string; sha256: string; bytes: number },
  context: Context,
) => {
  const { text } = context
  const batches: string[] = []
  let known = 0
  let total = 0
  const open: { part: Part | null } = { part: null }
  const openPart = async (part: number): Promise<Part> => {
    const batch = await client.json('POST', '/api/v1/batches', { ...file, part })
    const id = field(batch, 'id')
    if (!id) throw new CliError(text.badAnswer(''))
    batches.push(id)
    const receiving = field(batch, 'status') === 'receiving'
    return {
      id,
      part,
      revision: numberOf(batch, 'revision'),
      sent: 0,
      known: receiving ? numberOf(batch, 'received') : -1,
    }
  }
  const closePart = async ({ id, part, revision, sent, known: before }: Part) => {
    if (before < 0) known += 1
    else await client.json('POST', `/api/v1/batches/${id}/close`, { revision, rows: sent })
    context.note(text.fileBatch.part(part, sent))
  }
  const sendRows = async (part: Part, rows: readonly BatchTableRow[]) => {
    const first = part.sent
    part.sent += rows.length
    if (part.known < 0 || part.sent <= part.known) return
    const placed = rows.map(({ cells }, at) => ({ line: first + at + 1, cells }))
    await client.json('PUT', `/api/v1/batches/${part.id}/rows`, { revision: part.revision, rows: placed })
  }
  const read = await readBatchFile(path, async (rows) => {
    for (let at = 0; at < rows.length; ) {
      const part: Part = open.part ?? (await openPart(Math.floor(total / mostBatchRows) + 1))
      const some = rows.slice(at, at + mostBatchRows - part.sent)
      await sendRows(part, some)
      at += some.length
      total += some.length
      open.part = part.sent === mostBatchRows ? null : part
      if (open.part === null) await closePart(part)
    }
  })
  if (read.fault !== null) throw new CliError(text.fileBatch.fault(path), exit.no)
  if (!read.header) throw new CliError(text.fileBatch.noHeader, exit.no)
  if (total === 0) throw new CliError(text.fileBatch.empty, exit.no)
  if (open.part) await closePart(open.part)
  const { unknown } = read.header
  if (unknown.length > 0) context.note(text.fileBatch.unknown(unknown.join('、')))
  return { rows: total, batches, known }
}
