import { comparedFields, likeness, plainText } from '@datadeed/core/filing/alike'
import { mayWrite } from '@datadeed/core/filing/policy'
import { commonText } from '@datadeed/core/filing/template'
import type * as schema from '@datadeed/core/filing/vocabulary-schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { confidentialAlgorithm, entryStatus } from '@datadeed/core/kernel/register'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import { loadVisible } from './advance.ts'
import { packOf } from './check.ts'
import { textsOf } from './preexam.ts'
import { findOrigin } from './template-store.ts'
import { listPublishedLike, type PublishedText } from './vocabulary-store.ts'

async function ownCase(p: Platform, actor: Actor, caseId: string) {
  const row = await loadVisible(p, actor, caseId)
  if (!mayWrite(actor, row)) throw new AppError('kernel.not_found')
  return row
}

/** The vocabulary of the rules that the case is filed under, and what else helps to write it. */
export async function writingAids(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.input<typeof schema.writingAids>> {
  const pack = packOf(p, await ownCase(p, actor, caseId))
  const { vocabulary = null, greenChannel, draftShare } = pack
  return {
    vocabulary,
    nameCondition: greenChannel?.conditions.find(({ code }) => code === 'accepted_name')?.text ?? null,
    origin: (await findOrigin(p.db, caseId)) ?? null,
    share: draftShare ? { days: draftShare.days, mostDays: draftShare.mostDays, links: draftShare.links } : null,
  }
}

const MOST = 5
type Similar = z.input<typeof schema.similarList>['items'][number]

/**
 * Registrations whose published text is at least half as much like the draft's as the pre-examination minds. Nothing but the register is
 * looked at, so a confidential rule or an application under way is never hinted at.
 */
export async function similarRegistrations(p: Platform, actor: Actor, caseId: string): Promise<{ items: Similar[] }> {
  const row = await ownCase(p, actor, caseId)
  const pack = packOf(p, row)
  const alike = pack.preExamination?.alike
  if (!alike) return { items: [] }
  const common = commonText(pack)
  const own = comparedFields.map((field) => [field, plainText(row.form[field] ?? '')] as const)
  const today = toChinaDate(p.clock.now().getTime())
  const published = ({ content, name }: PublishedText, field: string): string => {
    const text = field === 'name' ? name : content[field]
    return typeof text === 'string' && text !== confidentialAlgorithm ? text : ''
  }
  const likenessOf = (found: PublishedText): Similar['fields'] =>
    own.flatMap(([field, text]) => {
      const { jaccard } = likeness(field, text, plainText(published(found, field)), common[field].shingles)
      return 2 * jaccard >= alike[field] ? [{ field, similarity: Math.round(jaccard * 100) / 100 }] : []
    })
  const items = (await listPublishedLike(p.db, caseId, textsOf(row.form, pack)))
    .map((found): Similar => {
      const ended = (found.status === 'active' || found.status === 'suspended') && found.validUntil < today
      const { registrationNumber, name, holder } = found
      return {
        ...{ registrationNumber, name, holder, own: found.partyId === row.partyId },
        status: entryStatus.parse(ended ? 'expired' : found.status),
        fields: likenessOf(found).toSorted((a, b) => b.similarity - a.similarity),
      }
    })
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => (b.fields[0]?.similarity ?? 0) - (a.fields[0]?.similarity ?? 0))
  return { items: items.slice(0, MOST) }
}
