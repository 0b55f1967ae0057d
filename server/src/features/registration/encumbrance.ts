import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import {
  actOf,
  clearance,
  type Encumbrance,
  type EncumbranceKind,
  type Exclusivity,
  effectsOf,
} from '@datadeed/core/registration/encumbrance'
import type { AffairContent } from '@datadeed/core/registration/schema'
import type { Holder } from '@datadeed/core/registration/share'
import type { Tx } from '../../platform/db/tx.ts'
import { enqueue, type JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AffairRow } from './affair-store.ts'
import { type EffectRow, type EncumbranceRow, insertEffect, type LetterRow } from './encumbrance-store.ts'
import type { SignatureRow } from './transfer-store.ts'

export const inForce = ({ status }: EncumbranceRow): boolean => status === 'in_force'

export function factsOfBurden(row: EncumbranceRow): Encumbrance {
  return {
    ...{ id: row.id, number: row.number, kind: row.kind as EncumbranceKind },
    exclusivity: row.exclusivity as Exclusivity | null,
    ...{ beneficiary: row.beneficiary_name, partyId: row.beneficiary_party },
  }
}

export const encumbranceViewOf = (row: EncumbranceRow) => ({
  ...{ id: row.id, number: row.number, kind: row.kind as EncumbranceKind },
  exclusivity: row.exclusivity as Exclusivity | null,
  ...{ beneficiary: row.beneficiary_name, document: row.document, beginsOn: row.begins_on, endsOn: row.ends_on },
  ...{ status: row.status as 'in_force' | 'released', recordedAt: row.recorded_at.toISOString() },
  releasedAt: row.released_at?.toISOString() ?? null,
})

/** The entries whose burdens an affair meets: its own, and those that a merger closes. */
export function entriesOf(row: Pick<AffairRow, 'entry_id' | 'content'>): string[] {
  const { terms } = row.content as unknown as AffairContent
  return [row.entry_id, ...(terms?.kind === 'merger' ? terms.sources.map(({ entryId }) => entryId) : [])]
}

export const actOfAffair = ({ kind, content }: Pick<AffairRow, 'kind' | 'content'>): string => {
  const { terms } = content as unknown as AffairContent
  return actOf(kind, terms?.kind === 'burden' ? terms.burden : undefined)
}

interface Standing {
  pack: RulePack
  row: AffairRow
  /** Of all entries that it meets. */
  burdens: readonly EncumbranceRow[]
  signatures: readonly SignatureRow[]
  holders: readonly Holder[]
  /** A written consent of those who have no account here. */
  consentThere: boolean
}

/** Why an affair cannot go on: burdens that nothing lifts, and consents that are still wanted. */
export function stopsOf({ pack, row, burdens, signatures, holders, consentThere }: Standing): string[] {
  const { forbidden, consents } = clearance(pack, actOfAffair(row), burdens.filter(inForce).map(factsOfBurden))
  const asked = new Set(signatures.filter(({ declined_at }) => !declined_at).map(({ party_id }) => party_id))
  const rule = pack.afterRegistration?.affairs.find(({ kind }) => kind === row.kind)
  const unregistered = rule?.coOwners ? holders.filter(({ partyId }) => partyId === null) : []
  const lacking = consents.filter(({ encumbrance: { partyId } }) =>
    partyId ? !asked.has(partyId) && partyId !== row.party_id : !consentThere,
  )
  return [
    ...forbidden.map(({ encumbrance, text }) => `${text}（${encumbrance.number}，${encumbrance.beneficiary}）`),
    ...lacking.map(({ encumbrance, text }) =>
      encumbrance.partyId
        ? `${text}（${encumbrance.number}，${encumbrance.beneficiary}）；请撤回后重新提出，由其签署同意`
        : `${text}（${encumbrance.number}，${encumbrance.beneficiary}）；请上传其书面同意`,
    ),
    ...(consentThere ? [] : unregistered.map(({ name }) => `共有人“${name}”没有在本平台注册，请上传其书面同意`)),
  ]
}

/** What an affair does to each licence and pledge, and when its beneficiary was told. */
export function effectsView(
  pack: RulePack,
  row: AffairRow,
  burdens: readonly EncumbranceRow[],
  told: readonly EffectRow[],
  letters: readonly LetterRow[],
) {
  const decided = told.filter(({ affair_id }) => affair_id === row.id)
  const asThen = new Map(decided.map((one) => [one.encumbrance_id, one]))
  const now = effectsOf(
    pack,
    actOfAffair(row),
    burdens.filter((one) => inForce(one) || asThen.has(one.id)).map(factsOfBurden),
  )
  // Where the rules say how a letter is served, one that was only made has told nobody.
  const unserved = new Set(
    pack.afterRegistration?.serviceWays
      ? letters.flatMap((one) =>
          one.affair_id === row.id && one.moment === 'effect' && one.way === null ? [one.encumbrance_id] : [],
        )
      : [],
  )
  return now.map(({ encumbrance, text, before }) => ({
    ...{ number: encumbrance.number, kind: encumbrance.kind, exclusivity: encumbrance.exclusivity },
    ...{ beneficiary: encumbrance.beneficiary, text, before, byInbox: encumbrance.partyId !== null },
    toldAt: asThen.get(encumbrance.id)?.told_at.toISOString() ?? null,
    awaited: before && (!asThen.has(encumbrance.id) || unserved.has(encumbrance.id)),
    partyId: encumbrance.partyId,
  }))
}

/** True when everybody who is to be told before the decision was told, here or by a letter that was served. */
export const allTold = (effects: ReturnType<typeof effectsView>): boolean => effects.every(({ awaited }) => !awaited)

/** Has letters made for those who cannot be told here, once for each affair, burden and moment. */
export async function askForLetters(tx: Tx, list: readonly JobPayloads['registration.letter'][]): Promise<void> {
  for (const letter of list)
    await enqueue(tx, 'registration.letter', letter, {
      key: `registration.letter ${letter.affairId} ${letter.encumbranceId} ${letter.moment}`,
    })
}

/**
 * Tells beneficiaries what an affair would do, or has done, to their licence or pledge: those to be told before the
 * decision when it comes before the registry, the others with the decision. Nobody is told twice. For whoever has no account
 * here a letter is made, which the registry or the holder hands over.
 */
export async function tellEffects(
  tx: Tx,
  p: Platform,
  about: {
    pack: RulePack
    row: AffairRow
    burdens: readonly EncumbranceRow[]
    told: readonly EffectRow[]
    registration: string
  },
  moment: 'before' | 'decided',
  now: Date,
): Promise<void> {
  const { pack, row, burdens, told, registration } = about
  const already = new Set(told.filter(({ affair_id }) => affair_id === row.id).map((one) => one.encumbrance_id))
  const parties = new Set<string>()
  const letters: JobPayloads['registration.letter'][] = []
  for (const { encumbrance, text, before } of effectsOf(
    pack,
    actOfAffair(row),
    burdens.filter(inForce).map(factsOfBurden),
  )) {
    if (already.has(encumbrance.id) || (moment === 'before' && !before)) continue
    if (!encumbrance.partyId) {
      letters.push({ affairId: row.id, encumbranceId: encumbrance.id, moment: 'effect' })
      continue
    }
    await insertEffect(tx, { affair_id: row.id, encumbrance_id: encumbrance.id, told_at: now, by_inbox: true, text })
    parties.add(encumbrance.partyId)
  }
  await askForLetters(tx, letters)
  if (parties.size === 0) return
  await p.events.emit(tx, 'registration.affair_told', {
    ...{ affairId: row.id, number: row.number, registration, what: 'effect', partyIds: [...parties], now },
  })
}
