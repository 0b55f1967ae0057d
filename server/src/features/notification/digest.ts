import { isMessageName, messageWords } from '@datadeed/core/notification/words'
import { inTx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { findActor } from '../account/service.ts'
import { readerOf } from './inbox.ts'
import { findPerson, listDigestAccounts, takeDigest } from './inbox-store.ts'

const most = 50

/** One mail a day to each account with messages it wants gathered: those unread, and about what it may still see. */
export async function sendDigests(p: Platform): Promise<number> {
  let sent = 0
  for (const accountId of await listDigestAccounts(p.db))
    sent += await inTx(p.db, async (tx) => {
      const [actor, person] = [await findActor(tx, accountId), await findPerson(tx, accountId)]
      const rows = await takeDigest(
        tx,
        actor ? readerOf(p, actor) : { accountId, scope: { kind: 'nothing' }, today: '1970-01-01' },
        p.clock.now(),
      )
      const subjects = rows.flatMap(({ what, params }) =>
        isMessageName(what) ? [messageWords(what, params, 'zh').subject] : [],
      )
      if (!actor || !person || subjects.length === 0) return 0
      const shown = subjects.slice(0, most).map((subject) => `· ${subject}`)
      const more = subjects.length > most ? [`……另有 ${subjects.length - most} 条`] : []
      const inbox = `${p.config.publicUrl}/app/inbox`
      await enqueue(tx, 'notification.mail', {
        to: person.email,
        subject: `【数契】每日汇总：${subjects.length} 条未读消息`,
        text: `${[...shown, ...more].join('\n')}\n\n收件箱：${inbox}\n邮件设置：${inbox}/mail\n`,
      })
      return 1
    })
  return sent
}
