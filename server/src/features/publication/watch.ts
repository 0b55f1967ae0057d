import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { getDeposit } from '../evidence/service.ts'
import { overlapFacts } from '../overlap/service.ts'
import { addressMark, isLinkToken, linkToken, openAddress, sealAddress } from './watch-keys.ts'
import * as store from './watch-store.ts'

/** Of one account, or of one mail address, confirmed or not: nobody's mailbox is filled with what they did not ask for. */
const mostWatches = { account: 50, address: 10 }
const hour = 3_600_000
const hoursToConfirm = 48

function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  return actor
}

function requireRoom(kept: number, limit: number): void {
  if (kept >= limit) throw new AppError('publication.watch_limit', { limit })
}

const termsOf = ({ words, owner, field }: { words: string; owner: string; field: string }) => ({ words, owner, field })

/** A watch of an account: told in its inbox. A sketch watched by is of the own company's deposit. */
export async function addWatch(p: Platform, actor: Actor, body: z.output<typeof schema.newWatch>) {
  const { accountId, partyId } = own(actor)
  if (body.depositId) {
    const { id } = await getDeposit(p, actor, body.depositId)
    // Staff see deposits too, but watch with nobody's data.
    if (!partyId) throw new AppError('kernel.not_found')
    if ((await overlapFacts(p, id)).epoch === null)
      throw new AppError('publication.watch_no_sketch', {}, [
        { path: 'depositId', message: '这份存证没有比对草图，请选择带比对草图的存证，或重新存证' },
      ])
  }
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    requireRoom(await store.countWatches(tx, { accountId }), mostWatches.account)
    await store.insertWatch(tx, {
      ...{ id: newId<'watch'>(), account_id: accountId, ...termsOf(body), created_at: now, confirmed_at: now },
      ...{ deposit_id: body.depositId ?? null, share: body.depositId ? body.share : null },
    })
  })
  return await listWatches(p, actor)
}

/** The reader's watches with what was found for each. */
export async function listWatches(p: Platform, actor: Actor) {
  const rows = await store.listWatchesOf(p.db, own(actor).accountId)
  const hits = await store.listHits(
    p.db,
    rows.map(({ id }) => id),
  )
  return {
    items: rows.map((row) => ({
      ...{ id: row.id, ...termsOf(row), depositNumber: row.deposit_number, share: row.share },
      createdAt: row.created_at.toISOString(),
      hits: hits.flatMap(({ watch_id, number, name, at, share }) =>
        watch_id === row.id ? [{ number, name, at: at.toISOString(), share }] : [],
      ),
    })),
  }
}

/** The watch is deleted, with everything found for it. */
export async function removeWatch(p: Platform, actor: Actor, id: string) {
  const row = await store.findWatch(p.db, id)
  if (!row || row.account_id !== own(actor).accountId) throw new AppError('kernel.not_found')
  await inTx(p.db, (tx) => store.deleteWatch(tx, id))
  return {}
}

/** A watch by mail; nothing but one mail with a link to confirm is sent until it is confirmed. */
export async function askMailWatch(p: Platform, body: z.output<typeof schema.newMailWatch>): Promise<void> {
  const id = newId<'watch'>()
  const [address, mark] = [await sealAddress(p, id, body.email), await addressMark(p, body.email)]
  await inTx(p.db, async (tx) => {
    // Silent above the limit: whether an address is known is nobody's business.
    if ((await store.countWatches(tx, { mark })) >= mostWatches.address) return
    await store.insertWatch(tx, { id, address, address_mark: mark, ...termsOf(body), created_at: p.clock.now() })
    await enqueue(tx, 'publication.watch_mail', { watchId: id })
  })
}

/** What a link from a mail is for; `kernel.not_found` where the token is another's or the watch is gone. */
export async function getMailWatch(p: Platform, id: string, token: string) {
  const row =
    /^[0-9a-f-]{36}$/.test(id) && (await isLinkToken(p, 'watch', id, token)) && (await store.findWatch(p.db, id))
  if (!row || row.address === null) throw new AppError('kernel.not_found')
  return { ...termsOf(row), confirmed: row.confirmed_at !== null }
}

export async function confirmMailWatch(p: Platform, id: string, token: string): Promise<void> {
  await getMailWatch(p, id, token)
  await inTx(p.db, (tx) => store.confirmWatch(tx, id, p.clock.now()))
}

/** Deletes the watch, and the address with it. */
export async function endMailWatch(p: Platform, id: string, token: string): Promise<void> {
  await getMailWatch(p, id, token)
  await inTx(p.db, (tx) => store.deleteWatch(tx, id))
}

/** Watches that nobody confirmed in time are deleted. */
export async function forgetUnconfirmed(p: Platform): Promise<number> {
  const before = new Date(p.clock.now().getTime() - hoursToConfirm * hour)
  return await inTx(p.db, (tx) => store.deleteUnconfirmed(tx, before))
}

const worded = ({ words, owner, field }: ReturnType<typeof termsOf>) =>
  [words && `关键词“${words}”`, owner && `申请人“${owner}”`, field && `数据字段“${field}”`].filter(Boolean).join('，')

/** Sends the mail that asks to confirm, or tells of a notice; a watch that is gone by then gets none. */
export async function sendWatchMail(
  p: Platform,
  { watchId, noticeNumber }: { watchId: string; noticeNumber?: string },
): Promise<void> {
  const row = await store.findWatch(p.db, watchId)
  if (!row?.address || (noticeNumber !== undefined && row.confirmed_at === null)) return
  const to = await openAddress(p, watchId, row.address)
  const link = `${p.config.publicUrl}/watch/${watchId}/${await linkToken(p, 'watch', watchId)}`
  const terms = worded(row)
  await p.mail.send(
    noticeNumber === undefined
      ? {
          to,
          subject: '【数契】请确认关注公示',
          text: `有人用这个邮箱申请关注数据知识产权公示：${terms}。\n\n确认请打开：${link}\n\n不是您本人申请的，不必理会：${hoursToConfirm} 小时内不确认，邮箱地址即被删除，不会再收到邮件。\n`,
        }
      : {
          to,
          subject: `【数契】关注的内容有新公示 ${noticeNumber}`,
          text: `您关注的内容（${terms}）有新公示：\n\n${p.config.publicUrl}/notices/${noticeNumber}\n\n公示期内任何人可以在公示页实名提出异议。\n\n取消关注并删除邮箱地址：${link}\n`,
        },
  )
}

/** Notes one find, and tells of it by mail or to the inbox; once, however often it is found. */
export async function noteHit(
  tx: Tx,
  p: Platform,
  row: store.WatchRow,
  found: { noticeId: string; noticeNumber: string; share: number | null; now: Date },
): Promise<boolean> {
  const { noticeId, noticeNumber, share, now } = found
  if (!(await store.insertHit(tx, { watchId: row.id, noticeId, share, now }))) return false
  if (row.account_id === null) await enqueue(tx, 'publication.watch_mail', { watchId: row.id, noticeNumber })
  else await p.events.emit(tx, 'publication.watched', { accountId: row.account_id, watchId: row.id, noticeNumber, now })
  return true
}
