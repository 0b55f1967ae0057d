import type { ManifestSummary, ProfileSummary, ScannedColumn } from '@datadeed/core/filing/findings'
import { type CaseDraft, caseForm } from '@datadeed/core/filing/schema'
import { type IsoDate, isIsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { z } from 'zod'

/** What a deposit tells of its data, kept with the case: a manifest may be megabytes, this is a few kilobytes. */
export interface Known {
  files: number
  bytes: number
  formats: string[]
  profile: ProfileSummary | null
  elements: NonNullable<CaseDraft['elements']>
  /** Sensitive columns that the scan found, where its findings are disclosed; not there in cases from before it was read. */
  scanned?: ScannedColumn[] | null
}

/** The part of a deposit that is read here; see `getDepositFacts` of evidence. */
export interface DepositContent {
  files: number
  bytes: number
  manifest: { files: readonly { path: string }[] }
  disclosures: readonly { name: string; content: unknown }[]
}

// The parts are made on the depositor's machine by any version of the tool: what is not understood is left out.
const moment = z.string().max(40)
const columns = z.array(z.object({ name: z.string().min(1).max(120), type: z.string().max(40).catch('') })).max(20_000)
const fileProfile = z.object({
  rows: z.number().int().min(0).nullable().catch(null),
  columns: columns.catch([]),
  timeSpan: z.object({ from: moment, to: moment }).nullable().catch(null),
})
const profilePart = z.array(fileProfile.catch({ rows: null, columns: [], timeSpan: null }))

const scanPart = z.array(
  z.object({
    findings: z.array(
      z.object({
        column: z.string().transform((name) => name.slice(0, 120)),
        kind: z.string().max(40),
        // Where it does not say how sure it is, it is taken at its word.
        ...{ share: z.number().min(0).max(1).catch(1), confidence: z.number().min(0).max(1).catch(1) },
      }),
    ),
  }),
)

const typeNames: Readonly<Record<string, string>> = {
  integer: '整数',
  number: '小数',
  date: '日期',
  datetime: '日期时间',
  boolean: '是否',
  text: '文本',
  nested: '嵌套结构',
  binary: '二进制',
  empty: '空',
}

/** The legal day of a moment in the data: as written, or in China where it says its offset. */
function dayOf(text: string): IsoDate | null {
  const written = text.slice(0, 10)
  if (!isIsoDate(written)) return null
  const instant = /[T ].*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? written : toChinaDate(instant)
}

const formatOf = (path: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(path)?.[1]?.toLowerCase() ?? ''
const distinct = <T>(items: Iterable<T>): T[] => [...new Set(items)]

/** Reads what the manifest and the disclosed profile tell. Never throws: a part that is not understood tells nothing. */
export function readKnown(deposit: DepositContent): Known {
  const partOf = (name: string) => deposit.disclosures.find((part) => part.name === name)?.content
  const files = profilePart.safeParse(partOf('profile')).data ?? []
  const told = files.filter((file) => file.columns.length > 0 || file.rows !== null)
  const every = files.length === deposit.files && files.every(({ rows }) => rows !== null)
  const days = (end: 'from' | 'to') => told.flatMap(({ timeSpan }) => (timeSpan && dayOf(timeSpan[end])) ?? []).sort()
  const byName = new Map(told.flatMap((file) => file.columns).map((column) => [column.name, column]))
  const blank = { label: '', unit: '', meaning: '', sensitivity: 'none' as const }
  return {
    files: deposit.files,
    bytes: deposit.bytes,
    formats: distinct(deposit.manifest.files.map(({ path }) => formatOf(path)).filter(Boolean)).slice(0, 20),
    profile:
      told.length === 0
        ? null
        : {
            // The form holds at most 500 columns: a wider table is attached, and cannot be compared column by column.
            columns: byName.size > 500 ? [] : [...byName.keys()],
            records: every ? files.reduce((sum, { rows }) => sum + (rows ?? 0), 0) : null,
            timeFrom: days('from')[0] ?? null,
            timeTo: days('to').at(-1) ?? null,
          },
    scanned:
      scanPart
        .safeParse(partOf('scan'))
        .data?.flatMap((file) => file.findings)
        .slice(0, 500) ?? null,
    elements: [...byName.values()]
      .slice(0, 500)
      .map(({ name, type }) => ({ ...blank, name, type: typeNames[type] ?? type })),
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
