import { z } from 'zod'
import { day, id, moment } from '../kernel/page.ts'
import type { Burden, RulePack } from '../kernel/rule-pack.ts'
import type { affairKinds } from './machine.ts'

export const encumbranceKinds = ['freeze', 'pledge', 'licence'] as const
export type EncumbranceKind = (typeof encumbranceKinds)[number]
/** 独占、排他、普通: only the licensee; the licensee and the holder; as many as the holder likes. */
export const exclusivities = ['exclusive', 'sole', 'ordinary'] as const
export type Exclusivity = (typeof exclusivities)[number]

export const encumbranceNames: Record<Burden, { zh: string; en: string }> = {
  freeze: { zh: '冻结', en: 'Freeze' },
  pledge: { zh: '质押', en: 'Pledge' },
  exclusive_licence: { zh: '独占许可', en: 'Exclusive licence' },
  sole_licence: { zh: '排他许可', en: 'Sole licence' },
  ordinary_licence: { zh: '普通许可', en: 'Ordinary licence' },
}

/** A burden on a registration, as far as rules ask about it. */
export interface Encumbrance {
  id: string
  number: string
  kind: EncumbranceKind
  exclusivity: Exclusivity | null
  beneficiary: string
  /** The beneficiary's account here; null where there is none, as with a court. */
  partyId: string | null
}

/** How the rules name a burden. */
export const burdenOf = ({ kind, exclusivity }: Pick<Encumbrance, 'kind' | 'exclusivity'>): Burden =>
  kind === 'licence' ? `${exclusivity ?? 'ordinary'}_licence` : kind

/** What an affair does, as the rules name it: a recordal by what it records. */
export const actOf = (kind: string, recorded?: EncumbranceKind): string =>
  kind === 'recordal' && recorded ? `recordal_${recorded}` : kind

interface Stop {
  encumbrance: Encumbrance
  text: string
}

/** What stands against an act: for good, or until the beneficiary consents. */
export function clearance(
  pack: RulePack,
  act: string,
  encumbrances: readonly Encumbrance[],
): { forbidden: Stop[]; consents: Stop[] } {
  const rules = pack.afterRegistration?.burdens ?? []
  const stops = encumbrances.flatMap((encumbrance) =>
    rules
      .filter(({ burden, stops: acts }) => burden === burdenOf(encumbrance) && acts.includes(act))
      .map(({ text, unless }) => ({ encumbrance, text, unless })),
  )
  return {
    forbidden: stops.filter(({ unless }) => unless === 'never'),
    consents: stops.filter(({ unless }) => unless === 'consent'),
  }
}

/** What an act does to each licence and pledge, by the rules; `before`: its beneficiary is told before the decision. */
export function effectsOf(
  pack: RulePack,
  act: string,
  encumbrances: readonly Encumbrance[],
): { encumbrance: Encumbrance; text: string; before: boolean }[] {
  const rules = pack.afterRegistration?.effects ?? []
  return encumbrances.flatMap((encumbrance) =>
    rules
      .filter(({ burden, affair }) => burden === burdenOf(encumbrance) && affair === act)
      .map(({ text, before }) => ({ encumbrance, text, before })),
  )
}

/** Kinds that are asked for against, or by, those who hold the right then: where it has moved on, they come to nothing. */
export const pinnedToHolders: readonly (typeof affairKinds)[number][] = [
  ...(['freeze', 'recordal', 'renewal', 'transfer', 'division', 'merger', 'cancellation'] as const),
]

export const encumbranceView = z
  .object({
    id,
    number: z.string(),
    kind: z.enum(encumbranceKinds),
    exclusivity: z.enum(exclusivities).nullable(),
    beneficiary: z.string(),
    document: z.string(),
    beginsOn: day,
    endsOn: day.nullable(),
    status: z.enum(['in_force', 'released']),
    recordedAt: moment,
    releasedAt: moment.nullable(),
  })
  .meta({ id: 'Encumbrance' })

/** What an affair does to a licence or pledge, and when its beneficiary was told. */
export const effectView = z.object({
  number: z.string(),
  kind: z.enum(encumbranceKinds),
  exclusivity: z.enum(exclusivities).nullable(),
  beneficiary: z.string(),
  text: z.string(),
  before: z.boolean(),
  toldAt: moment.nullable(),
  /** To be told before the decision, and not told yet, or by a letter that is not served yet. */
  awaited: z.boolean(),
  /** In the beneficiary's inbox here; otherwise by a letter that the registry sends. */
  byInbox: z.boolean(),
})
