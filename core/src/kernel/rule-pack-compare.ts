import type { RulePack } from './rule-pack.ts'

/** Parts of a pack in which entries are compared one by one. */
export const packSections = [
  'head',
  'basis',
  'registrar',
  'steps',
  'validity',
  'fees',
  'grounds',
  'objectionReasons',
  'correctionReasons',
  'requiredFields',
  'requiredAttachments',
  'redFlags',
  'rules',
  'numbers',
  'preExamination',
  'greenChannel',
  'workbench',
  'expertOpinion',
  'afterRegistration',
  'escalation',
  'preliminary',
  'outage',
  'publicFields',
  'vocabulary',
  'templates',
  'draftShare',
  'eligibility',
  'preciseService',
  'livingData',
  'lineage',
  'datasetNumbers',
  'cohort',
  'delegation',
] as const
export type PackSection = (typeof packSections)[number]

/** One entry that two versions do not have alike. A value is text as a person reads it; null where there is none. */
export interface PackChange {
  section: PackSection
  /** The entry's code; empty where the section is one entry. */
  entry: string
  what: 'added' | 'removed' | 'changed'
  /** Empty for what was added or removed. */
  fields: { field: string; before: string | null; after: string | null }[]
  /** The entry's name in the version that has it. */
  title: string
}

type Entry = Record<string, unknown>
const nameOf = ({ name, label, text, title, question }: Entry, key: string): string =>
  [name, label, text, title, question].find((one): one is string => typeof one === 'string') ?? key

const words = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)

/** What may be asked for a registration: its kinds by their name, and what burdens stop and undergo by burden and affair, and how letters are served. */
function afterRegistrationOf({ afterRegistration }: RulePack): Map<string, Entry> {
  if (!afterRegistration) return new Map()
  const { affairs, burdens = [], effects = [], serviceWays = [], ...head } = afterRegistration
  return new Map<string, Entry>([
    ['', head],
    ...affairs.map((one) => [one.kind, one] as const),
    ...burdens.map((one) => [`${one.burden} ${one.unless}`, one] as const),
    ...effects.map((one) => [`${one.burden} ${one.affair}`, one] as const),
    ...serviceWays.map((one) => [`service ${one.code}`, one] as const),
  ])
}

/** Every entry of a section by its code. */
function entriesOf(pack: RulePack, section: PackSection): Map<string, Entry> {
  const byCode = (list: readonly Entry[], key: string) => new Map(list.map((one) => [String(one[key]), one]))
  if (section === 'head') {
    const { name, requiresUndisclosed, effectiveFrom } = pack
    return new Map([['', { name, requiresUndisclosed, effectiveFrom }]])
  }
  if (section === 'basis') return byCode(pack.basis, 'title')
  if (section === 'steps' || section === 'rules') return new Map(Object.entries(pack[section]))
  if (section === 'requiredFields') return byCode(pack.requiredFields, 'field')
  if (section === 'publicFields') return byCode(pack.publicFields ?? [], 'field')
  // What is a list or a table inside is compared by its entries.
  if (section === 'workbench')
    return new Map(
      Object.entries(pack.workbench ?? {}).flatMap(([key, entry]) => (entry ? [[key, entry] as const] : [])),
    )
  if (section === 'afterRegistration') return afterRegistrationOf(pack)
  if (section === 'redFlags') return byCode(pack.redFlags, 'rule')
  if (section === 'eligibility') return byCode(pack.eligibility?.questions ?? [], 'code')
  const part = pack[section]
  if (Array.isArray(part)) return byCode(part, 'code')
  return part === undefined ? new Map() : new Map([['', part]])
}

/** What changes from one version to another, in the order of the sections; sources and confidence count as changes too. */
export function comparePacks(before: RulePack, after: RulePack): PackChange[] {
  return packSections.flatMap((section) => {
    const [old, now] = [entriesOf(before, section), entriesOf(after, section)]
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((entry): PackChange[] => {
      const [a, b] = [old.get(entry), now.get(entry)]
      const title = nameOf(b ?? a ?? {}, entry)
      if (!a || !b) return [{ section, entry, what: a ? 'removed' : 'added', fields: [], title }]
      const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((field) => {
        const [was, is] = [words(a[field]), words(b[field])]
        return was === is ? [] : [{ field, before: was, after: is }]
      })
      return fields.length === 0 ? [] : [{ section, entry, what: 'changed', fields, title }]
    })
  })
}
