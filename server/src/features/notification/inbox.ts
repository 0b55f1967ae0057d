import { caseScope } from '@datadeed/core/filing/policy'
import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { choicesFor, kindRules, type MailChoice, messageKinds } from '@datadeed/core/notification/kinds'
import type * as schema from '@datadeed/core/notification/schema'
import {
  isMessageName,
  kindOf,
  type MessageName,
  type MessageParams,
  messageWords,
} from '@datadeed/core/notification/words'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import * as store from './inbox-store.ts'

export interface News {
  name: MessageName
  params: MessageParams
  /** Page of the workplace, from its root. */
  link: string
  caseId?: string
  /** What it tells of: nobody is told of it twice. */
  source: string
  now: Date
}

/** A mail about a message: numbers and days only, the rest is read after signing in. */
export function mailOf(p: Platform, to: string, { name, params, link }: News) {
  const { subject, text } = messageWords(name, params, 'zh')
  const settings = `邮件设置：${p.config.publicUrl}/app/inbox/mail`
  return { to, subject: `【数契】${subject}`, text: `${text}\n\n${p.config.publicUrl}/app${link}\n\n${settings}\n` }
}

/**
 * Puts a message into each inbox, in the transaction of what it tells of, and mails it to those who want it at once. The
 * accounts that were told for the first time, with what they chose.
 */
export async function tell(
  tx: Tx,
  p: Platform,
  recipients: readonly store.Recipient[],
  news: News,
): Promise<Map<string, MailChoice>> {
  if (recipients.length === 0) return new Map()
  const kind = kindOf(news.name)
  const ids = recipients.map(({ id }) => id)
  const choices = await store.choicesOf(tx, ids, kind)
  const { source, name: what, params, link, now: at } = news
  const told = await store.insertMessages(
    tx,
    ids.map((accountId) => ({
      ...{ id: newId<'message'>(), accountId, source, kind, what, params, link, at },
      ...{ caseId: news.caseId ?? null, mail: choices.get(accountId) ?? 'none' },
    })),
  )
  const fresh = recipients.filter(({ id }) => told.has(id))
  const atOnce = fresh.filter(({ id }) => choices.get(id) === 'at_once').map(({ email }) => email)
  for (const to of new Set(atOnce)) await enqueue(tx, 'notification.mail', mailOf(p, to, news))
  return new Map(fresh.map(({ email, id }) => [email, choices.get(id) ?? 'none']))
}

/** Tells those who administer an organisation's web-hooks and keys. */
export async function tellSignatories(tx: Tx, p: Platform, partyId: string, news: News): Promise<void> {
  await tell(tx, p, await store.listPeople(tx, partyId, ['signatory']), news)
}

function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  return actor
}

function viewOf(row: store.MessageRow): z.output<typeof schema.message> {
  if (!isMessageName(row.what)) throw new Error(`unknown message ${row.what}`)
  const words = { zh: messageWords(row.what, row.params, 'zh'), en: messageWords(row.what, row.params, 'en') }
  return {
    id: row.id,
    kind: kindOf(row.what),
    subject: { zh: words.zh.subject, en: words.en.subject },
    text: { zh: words.zh.text, en: words.en.text },
    link: row.link,
    caseName: row.case_name,
    at: row.created_at.toISOString(),
    read: row.read_at !== null,
  }
}

/** What an actor may read messages about today. */
export const readerOf = (p: Platform, actor: AccountActor): store.Reader => ({
  accountId: actor.accountId,
  scope: caseScope(actor),
  today: toChinaDate(p.clock.now().getTime()),
})

/** The reader's messages, newest first: only those about what they may see now. */
export async function listMessages(p: Platform, actor: Actor, query: z.output<typeof schema.inboxQuery>) {
  const filter = { ...(query.kind ? { kind: query.kind } : {}), unread: query.unread === 'true' }
  const reader = readerOf(p, own(actor))
  const after = decodePlace(query.cursor, 'moment')
  const [rows, total] = await Promise.all([
    store.listMessageRows(p.db, reader, filter, after, query.limit),
    store.countMessages(p.db, reader, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: items.map(viewOf), next, total }
}

export async function countUnread(p: Platform, actor: Actor) {
  const unread = await store.countMessages(p.db, readerOf(p, own(actor)), { unread: true })
  return { unread }
}

export async function markMessage(p: Platform, actor: Actor, id: string, read: boolean) {
  const readAt = read ? new Date() : null
  const changed = await inTx(p.db, (tx) => store.markMessages(tx, own(actor).accountId, { id }, readAt))
  if (changed === 0) throw new AppError('kernel.not_found')
  return await countUnread(p, actor)
}

/** Marks all messages as read, or all of one kind. */
export async function markAll(p: Platform, actor: Actor, kind: string | undefined) {
  await inTx(p.db, (tx) => store.markMessages(tx, own(actor).accountId, { kind }, new Date()))
  return await countUnread(p, actor)
}

export async function getPreferences(p: Platform, actor: Actor) {
  const { accountId } = own(actor)
  const rows = await store.listPreferences(p.db, accountId)
  const chosen = new Map(rows.map(({ kind, choice }) => [kind, choice as MailChoice]))
  return {
    email: (await store.findPerson(p.db, accountId))?.email ?? '',
    items: messageKinds.map((kind) => ({
      kind,
      choice: chosen.get(kind) ?? kindRules[kind].initial,
      legal: kindRules[kind].legal,
      choices: choicesFor(kind),
    })),
  }
}

export async function savePreference(
  p: Platform,
  actor: Actor,
  { kind, choice }: z.output<typeof schema.savePreference>,
) {
  if (!choicesFor(kind).includes(choice))
    throw new AppError('notification.legal_mail', {}, [
      { path: 'choice', message: `“${kindRules[kind].zh}”不能关闭邮件，请选择随时发送或每日汇总` },
    ])
  await inTx(p.db, (tx) => store.savePreferenceRow(tx, own(actor).accountId, kind, choice))
  return await getPreferences(p, actor)
}
