import { type Actor, organisationOf } from '@datadeed/core/kernel/actor'
import { addDays, type IsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { type RulePack, validUntil } from '@datadeed/core/kernel/rule-pack'
import { expiryOf } from '@datadeed/core/registration/expiry'
import { compareData, renewalWindow, type SketchFacts } from '@datadeed/core/registration/renewal'
import type { DataCheck, NewTerms, TermsOf } from '@datadeed/core/registration/transfer'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { overlapFacts } from '../overlap/service.ts'
import { listVersions, type lockEntry } from './affair-store.ts'

export type Entry = NonNullable<Awaited<ReturnType<typeof lockEntry>>>

type DepositFacts = Awaited<ReturnType<typeof getDepositFacts>>

interface Column {
  name?: unknown
}
interface ProfiledFile {
  columns?: readonly Column[]
}

function factsOf({ manifest, disclosures }: DepositFacts) {
  const profile = disclosures.find(({ name }) => name === 'profile')?.content
  const columns = (Array.isArray(profile) ? (profile as unknown as ProfiledFile[]) : []).flatMap((file) =>
    (file.columns ?? []).map(({ name }) => String(name)),
  )
  return { files: manifest.files.map(({ tree }) => tree.sha256), columns }
}

/** What the sketches of the later deposit say of the earlier one; null where one of them has none, or nothing in common. */
async function sketchesOf(p: Platform, later: string, earlier: string): Promise<SketchFacts | null> {
  const { overlaps } = await overlapFacts(p, later)
  const ours = overlaps.filter(({ other }) => other?.depositId === earlier)
  if (ours.length === 0) return null
  return {
    share: Math.max(...ours.map(({ share }) => share)),
    shareOfOther: Math.max(...ours.map(({ shareOfOther }) => shareOfOther ?? 0)),
  }
}

/** Compares a later deposit with the one that a registration rests on now. */
export async function checkData(p: Platform, earlierId: string, later: DepositFacts): Promise<DataCheck> {
  const earlier = await getDepositFacts(p.db, earlierId)
  const found = compareData(factsOf(earlier), factsOf(later), await sketchesOf(p, later.id, earlier.id))
  return { ...found, earlier: earlier.number, later: later.number }
}

/** A published deposit of the organisation that asks, made for what it is now used for. */
export async function ownDeposit(
  p: Platform,
  partyId: string | null,
  depositId: string,
  path: string,
): Promise<DepositFacts> {
  const fault = (message: string) => new AppError('kernel.invalid_input', { count: 1 }, [{ path, message }])
  const found = await getDepositFacts(p.db, depositId).catch(() => null)
  if (!found || found.partyId !== partyId) throw fault('请选择本单位的存证')
  if (found.status !== 'published') throw fault('这份存证还没有见证完毕，请稍候片刻再提交')
  return found
}

/** The deposit that an entry rests on now: that of its newest version, or of its case. */
export async function depositNow(tx: Tx, entry: Entry, caseDeposit: string): Promise<string> {
  const versions = await listVersions(tx, entry.id)
  return versions.findLast(({ deposit_id }) => deposit_id !== null)?.deposit_id ?? caseDeposit
}

/** The last day after a renewal: the pack's years from the day after, or the end of the authorisation. */
function renewedUntil(pack: RulePack, entry: Entry, authorisationUntil: IsoDate | null) {
  const termUntil = validUntil(pack, addDays(entry.valid_until, 1), null)
  return { termUntil, day: expiryOf(pack, { registeredOn: entry.registered_on, termUntil, authorisationUntil }).day }
}

/** What is asked for when a registration is renewed: in its window, with a deposit that shows that the data lives. */
export async function renewalTerms(
  p: Platform,
  actor: Actor,
  { entry, pack, deposit }: { entry: Entry; pack: RulePack; deposit: string },
  asked: Extract<NewTerms, { kind: 'renewal' }>,
): Promise<TermsOf<'renewal'>> {
  const today = toChinaDate(p.clock.now().getTime())
  const { opens, closes } = renewalWindow(pack, entry.valid_until)
  if (today < opens || today > closes) throw new AppError('registration.renewal_closed', { opens, closes })
  const own = organisationOf(actor, 'affair', entry.case_id)
  const later = await ownDeposit(p, own, asked.depositId, 'terms.depositId')
  const fault = (path: string, message: string) =>
    new AppError('kernel.invalid_input', { count: 1 }, [{ path, message }])
  if (later.id === deposit)
    throw fault('terms.depositId', '这就是登记时的存证。请用现在的数据重新存证，证明数据仍然存在，再选择新的存证')
  if (toChinaDate(later.createdAt.getTime()) < opens)
    throw fault('terms.depositId', `请选择续期受理之日（${opens}）以后作出的存证，才能说明数据现在仍然存在`)
  const authorisationUntil = asked.authorisationUntil ?? entry.authorisation_until
  const { day: until } = renewedUntil(pack, entry, authorisationUntil)
  if (until <= entry.valid_until)
    throw fault(
      'terms.authorisationUntil',
      '数据授权的到期日不晚于现在的有效期，续期没有意义。请先延长授权，填写新的到期日',
    )
  const { statement } = asked
  const check = await checkData(p, deposit, later)
  return { kind: 'renewal', depositId: later.id, statement, authorisationUntil, check, from: entry.valid_until, until }
}

/** Term and last day as a granted renewal leaves them; counted from the entry as it stands then. */
export function renewedTerm(pack: RulePack, entry: Entry, { authorisationUntil }: TermsOf<'renewal'>) {
  const { termUntil, day } = renewedUntil(pack, entry, authorisationUntil)
  return { term_until: termUntil, authorisation_until: authorisationUntil, valid_until: day }
}
