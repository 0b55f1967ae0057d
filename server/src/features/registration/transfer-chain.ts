import { AppError } from '@datadeed/core/kernel/errors'
import type { certificateChain } from '@datadeed/core/kernel/register'
import { formatShare } from '@datadeed/core/kernel/share'
import type { EncumbranceKind, Exclusivity } from '@datadeed/core/registration/encumbrance'
import { burdenOf, encumbranceNames } from '@datadeed/core/registration/encumbrance'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import { listVersions } from './affair-store.ts'
import { inForce } from './encumbrance.ts'
import { listEncumbrances } from './encumbrance-store.ts'
import { holdersByVersion } from './share.ts'
import { listSuccessions } from './share-store.ts'
import { findEntry } from './store.ts'

/**
 * The certificates of a registration one after the other, each with the organisations that held it; what it came from and
 * went over into; and what lies on it, without naming who licenses it.
 */
export async function chainOf(p: Platform, number: string): Promise<z.input<typeof certificateChain>> {
  const entry = await findEntry(p.db, number)
  if (!entry) throw new AppError('certificate.not_issued')
  const [versions, holders, { before, after }, burdens] = await Promise.all([
    listVersions(p.db, entry.id),
    holdersByVersion(p.db, entry.id),
    listSuccessions(p.db, entry.id),
    listEncumbrances(p.db, [entry.id]),
  ])
  const related = (rows: typeof before) =>
    rows.map(({ registration_number, name }) => ({ registrationNumber: registration_number, name }))
  return {
    certificates: versions.map(({ seq, certificate_number, cause, at, holder }) => {
      const held = holders.get(seq) ?? []
      return {
        ...{ certificateNumber: certificate_number, cause, at: at.toISOString() },
        ...{ current: certificate_number === entry.certificate_number },
        holders:
          held.length === 0
            ? [holder]
            : held.map((one) => (held.length > 1 ? `${one.name}（${formatShare(one)}）` : one.name)),
      }
    }),
    from: related(before),
    into: related(after),
    burdens: burdens.filter(inForce).map((one) => {
      const kind = one.kind as EncumbranceKind
      const names = encumbranceNames[burdenOf({ kind, exclusivity: one.exclusivity as Exclusivity | null })]
      return { number: one.number, zh: names.zh, en: names.en, since: one.recorded_at.toISOString() }
    }),
  }
}
