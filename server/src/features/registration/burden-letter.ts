import type { Actor } from '@datadeed/core/kernel/actor'
import { formatDateZh } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { burdenOf, effectsOf, encumbranceNames } from '@datadeed/core/registration/encumbrance'
import { type AffairKind, type AffairStatus, affairKindNames, openStatuses } from '@datadeed/core/registration/machine'
import { mayReadAffair } from '@datadeed/core/registration/policy'
import type { Tx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { JobPayloads } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { withLetter } from '../examination/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { type AffairRow, findAffair, lockEntry } from './affair-store.ts'
import { visibleAffair } from './affair-view.ts'
import { actOfAffair, factsOfBurden } from './encumbrance.ts'
import {
  type EncumbranceRow,
  findEncumbrance,
  insertEffect,
  insertLetter,
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

/** A letter of an affair to hand over or send, for whoever may read the affair. */
export async function readBurdenLetter(p: Platform, actor: Actor, id: string, letterId: string): Promise<FileToSend> {
  const { facts, beside } = await visibleAffair(p.db, p, actor, id)
  const found = beside.letters.find((one) => one.id === letterId && one.affair_id === id)
  if (!found || !mayReadAffair(actor, facts)) throw new AppError('kernel.not_found')
  const body = await p.blobs.get(found.sha256)
  return { name: `${found.number}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}
