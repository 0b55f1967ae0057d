import type { Actor } from '@datadeed/core/kernel/actor'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { burdenOf, effectsOf, encumbranceNames } from '@datadeed/core/registration/encumbrance'
import { faultsOfService, type LetterService } from '@datadeed/core/registration/letter'
import { type AffairKind, type AffairStatus, affairKindNames, openStatuses } from '@datadeed/core/registration/machine'
import { mayReadAffair, mayServeLetter } from '@datadeed/core/registration/policy'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { JobPayloads } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { withLetter } from '../examination/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { getAffair } from './affair.ts'
import { type AffairRow, findAffair, insertAffairEvent, lockAffair, lockEntry } from './affair-store.ts'
import { visibleAffair } from './affair-view.ts'
import { actOfAffair, factsOfBurden } from './encumbrance.ts'
import {
  type EncumbranceRow,
  findEncumbrance,
  insertEffect,
  insertLetter,
  insertService,
  listEffects,
  listLetters,
} from './encumbrance-store.ts'
import { findEntryById } from './store.ts'

type Asked = JobPayloads['registration.letter']

/** Another run was here first: its letter stands, and this one's number goes back. */
class MadeMeanwhile extends Error {}

const outcomes: Partial<Record<AffairStatus, string>> = {
  granted: '已准予办理',
  refused: '不予准许，登记维持不变',
  withdrawn: '提出的一方已经撤回，登记维持不变',
  declined: '有一方不同意，没有办理，登记维持不变',
  lapsed: '已经终结，没有办理',
}

/** What the letter tells: which affair and where it stands, which right of the addressee's, and what happens to it. */
function factsFor(
  row: AffairRow,
  burden: EncumbranceRow,
  effect: string | undefined,
  moment: Asked['moment'],
): string[] {
  const [kind, status] = [row.kind as AffairKind, row.status as AffairStatus]
  const { exclusivity } = factsOfBurden(burden)
  const name = encumbranceNames[burdenOf({ kind: factsOfBurden(burden).kind, exclusivity })].zh
  const until = burden.ends_on ? `至${formatDateZh(burden.ends_on)}` : '起，未约定止期'
  const stands = openStatuses.includes(status) ? '已经提出，尚未决定' : (outcomes[status] ?? '已经终结')
  const own =
    burden.recorded_by === row.id
      ? '该项备案已记入登记簿，自登记时起发生效力。'
      : burden.released_by === row.id
        ? '该项备案已从登记簿注销。'
        : effect
  return [
    `事项：${affairKindNames[kind].zh}（编号：${row.number}），${moment === 'outcome' ? (outcomes[status] ?? stands) : stands}`,
    `贵方的权利：${name} ${burden.number}，${burden.document}，${formatDateZh(burden.begins_on)}${until}`,
    ...(own && (moment === 'effect' || status === 'granted') ? [`对贵方权利的影响：${own}`] : []),
    ...(row.letter_number ? [`决定书编号：${row.letter_number}`] : []),
  ]
}

/** Makes one letter and notes that its addressee is told by it. Safe to run again. */
export async function makeBurdenLetter(p: Platform, { affairId, encumbranceId, moment }: Asked): Promise<void> {
  const [row, burden] = await Promise.all([findAffair(p.db, affairId), findEncumbrance(p.db, encumbranceId)])
  const entry = row && (await findEntryById(p.db, 'id', row.entry_id))
  if (!row || !entry || !burden || burden.beneficiary_party) return
  const made = async (db: Platform['db'] | Tx) =>
    (await listLetters(db, [affairId])).some((one) => one.encumbrance_id === encumbranceId && one.moment === moment)
  if (await made(p.db)) return
  const pack = packOf(p, await loadCase(p.db, entry.case_id))
  const [effect] = effectsOf(pack, actOfAffair(row), [factsOfBurden(burden)])
  const now = p.clock.now()
  const content = {
    kind: 'affair-notice' as const,
    ...{ registrationNo: entry.registration_number, certificateNo: entry.certificate_number },
    facts: factsFor(row, burden, effect?.text, moment),
  }
  const letter = { caseId: entry.case_id, content, now, addressee: burden.beneficiary_name }
  try {
    await withLetter(p, letter, async (tx, { number, sha256 }) => {
      await lockEntry(tx, row.entry_id)
      if (await made(tx)) throw new MadeMeanwhile()
      const about = { affair_id: affairId, encumbrance_id: encumbranceId }
      await insertLetter(tx, { ...about, id: newId<'register_letter'>(), moment, number, sha256, made_at: now })
      const told = (await listEffects(tx, [affairId])).some((one) => one.encumbrance_id === encumbranceId)
      if (!told && effect) await insertEffect(tx, { ...about, told_at: now, by_inbox: false, text: effect.text })
    })
  } catch (error) {
    if (!(error instanceof MadeMeanwhile)) throw error
  }
}

/** A letter of an affair to be served, for whoever may read the affair. */
export async function readBurdenLetter(p: Platform, actor: Actor, id: string, letterId: string): Promise<FileToSend> {
  const { facts, beside } = await visibleAffair(p.db, p, actor, id)
  const found = beside.letters.find((one) => one.id === letterId && one.affair_id === id)
  if (!found || !mayReadAffair(actor, facts)) throw new AppError('kernel.not_found')
  const body = await p.blobs.get(found.sha256)
  return { name: `${found.number}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}

/** States how a letter was served: once, and in the history of its affair for good. */
export async function serveLetter(p: Platform, actor: Actor, id: string, letterId: string, said: LetterService) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const found = await findAffair(tx, id)
    const row = found && (await lockEntry(tx, found.entry_id)) && (await lockAffair(tx, id))
    if (!row) throw new AppError('kernel.not_found')
    const { facts, under, beside } = await visibleAffair(tx, p, actor, id)
    const letter = beside.letters.find((one) => one.id === letterId && one.affair_id === id)
    if (!letter || !mayReadAffair(actor, facts)) throw new AppError('kernel.not_found')
    if (!mayServeLetter(actor, facts)) throw new AppError('kernel.forbidden')
    if (letter.way !== null) throw new AppError('registration.letter_served')
    const ways = packOf(p, under).afterRegistration?.serviceWays
    if (!ways) throw new AppError('registration.no_rules')
    const [madeOn, today] = [toChinaDate(letter.made_at.getTime()), toChinaDate(now.getTime())]
    const faults = faultsOfService(packOf(p, under), said, { madeOn, today })
    if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
    const { name = said.way, reference: label = null } = ways.find(({ code }) => code === said.way) ?? {}
    const reference = label === null ? '' : said.reference.trim()
    const how = `${name}${label === null ? '' : `，${label}：${reference}`}`
    const seq = await insertAffairEvent(tx, {
      ...{ affair_id: id, at: now, command: 'serve_letter', from_status: row.status, to_status: row.status },
      actor_id: actor.accountId,
      note: `告知书 ${letter.number}，致${letter.beneficiary_name}，${formatDateZh(said.servedOn)}${how}`,
    })
    const about = { letter_id: letterId, affair_id: id, event_seq: seq }
    await insertService(tx, { ...about, way: said.way, reference, served_on: said.servedOn })
  })
  return await getAffair(p, actor, id)
}
