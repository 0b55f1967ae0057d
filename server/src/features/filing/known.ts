import type { ManifestSummary, ProfileSummary } from '@datadeed/core/filing/findings'
import { type CaseDraft, caseForm } from '@datadeed/core/filing/schema'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { z } from 'zod'

/** What a deposit tells of its data, kept with the case: a manifest may be megabytes, this is a few kilobytes. */
export interface Known {
  files: number
  bytes: number
  formats: string[]
  profile: ProfileSummary | null
  elements: NonNullable<CaseDraft['elements']>
}

/** The part of a deposit that is read here; see `getDepositFacts` of evidence. */
export interface DepositContent {
  files: number
  bytes: number
  manifest: { files: readonly { path: string }[] }
  disclosures: readonly { name: string; content: unknown }[]
}

// The parts are made on the depositor's machine by any version of the tool: what is not understood is left out.
const day = z
  .union([z.string(), z.number()])
  .transform((value) => {
    const ms = typeof value === 'number' ? value : Date.parse(value)
    return Number.isNaN(ms) ? null : toChinaDate(ms)
  })
  .nullish()
const column = z.object({
  name: z.string().max(120),
  type: z.string().max(40).catch(''),
  label: z.string().max(120).catch(''),
  unit: z.string().max(40).catch(''),
  meaning: z.string().max(500).catch(''),
})
const fileProfile = z.object({
  format: z.string().max(40).nullish().catch(null),
  columns: z.array(column).max(5000).nullish().catch(null),
  rows: z.number().int().min(0).nullish().catch(null),
  records: z.number().int().min(0).nullish().catch(null),
  timeFrom: day.catch(null),
  timeTo: day.catch(null),
})
const profilePart = z.array(fileProfile.catch({ format: null, columns: null }))
const elementsPart = z.array(column).max(500)

const formatOf = (path: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(path)?.[1]?.toLowerCase() ?? ''
const distinct = <T>(items: Iterable<T>): T[] => [...new Set(items)]
const least = (days: string[]): string | null => days.toSorted()[0] ?? null
const last = (days: string[]): string | null => days.toSorted().at(-1) ?? null

/** Reads what the manifest and the disclosed parts tell. Never throws: a part that is not understood tells nothing. */
export function readKnown(deposit: DepositContent): Known {
  const partOf = (name: string) => deposit.disclosures.find((part) => part.name === name)?.content
  const files = profilePart.safeParse(partOf('profile')).data ?? null
  const profiled = files?.filter((file) => file.columns || file.rows != null || file.records != null) ?? []
  const columns = profiled.flatMap((file) => file.columns ?? [])
  const counts = profiled.map((file) => file.records ?? file.rows ?? null)
  const all = files !== null && profiled.length === deposit.files && counts.every((count) => count !== null)
  const days = (key: 'timeFrom' | 'timeTo') => profiled.flatMap((file) => file[key] ?? [])
  const profile: ProfileSummary | null =
    profiled.length === 0
      ? null
      : {
          columns: distinct(columns.map(({ name }) => name)),
          records: all ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null,
          timeFrom: least(days('timeFrom')),
          timeTo: last(days('timeTo')),
        }
  const named = elementsPart.safeParse(partOf('elements')).data ?? columns
  const seen = new Map(named.map((item) => [item.name, item]))
  return {
    files: deposit.files,
    bytes: deposit.bytes,
    formats: distinct(deposit.manifest.files.map(({ path }) => formatOf(path)).filter(Boolean)).slice(0, 20),
    profile,
    elements: [...seen.values()].slice(0, 500).map((item) => ({ ...item, sensitivity: 'none' as const })),
  }
}

/** What the check of an application asks of its deposit. */
export function manifestSummary(known: Known, published: boolean): ManifestSummary {
  return { published, files: known.files, bytes: known.bytes, formats: known.formats }
}

/** The fields of a new application that are known already, each with where it is known from. */
export function prefill(
  known: Known,
  party: { industryCode: string },
): { form: CaseDraft; prefilled: Record<string, 'manifest' | 'profile' | 'party'> } {
  const { profile } = known
  const told = {
    formats: [known.formats, 'manifest'],
    bytes: [known.bytes, 'manifest'],
    elements: [known.elements, 'profile'],
    records: [profile?.records, 'profile'],
    timeFrom: [profile?.timeFrom, 'profile'],
    timeTo: [profile?.timeTo, 'profile'],
    industryCode: [party.industryCode, 'party'],
  } as const
  const form: Record<string, unknown> = {}
  const prefilled: Record<string, 'manifest' | 'profile' | 'party'> = {}
  for (const [field, [value, origin]] of Object.entries(told)) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    if (!caseForm.shape[field as keyof typeof told].safeParse(value).success) continue
    form[field] = value
    prefilled[field] = origin
  }
  return { form: form as CaseDraft, prefilled }
}
