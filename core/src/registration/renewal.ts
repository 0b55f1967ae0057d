import { addDays, type IsoDate } from '../kernel/dates.ts'
import type { RulePack } from '../kernel/rule-pack.ts'

/** The first and the last day on which a renewal may be filed, both included. */
export function renewalWindow(pack: RulePack, until: IsoDate): { opens: IsoDate; closes: IsoDate } {
  return { opens: addDays(until, -pack.validity.renewalOpensDays), closes: until }
}

/** The reminder that is due with so many days left: the nearest mark not yet passed, so that a missed day is made up for. */
export function renewalMark(pack: RulePack, daysLeft: number): number | null {
  const marks = pack.validity.reminderDays.filter((mark) => mark >= daysLeft)
  return daysLeft < 0 || marks.length === 0 ? null : Math.min(...marks)
}

/** What a deposit says of its data. */
export interface DataFacts {
  /** Digests of its files. */
  files: readonly string[]
  /** Names of all columns of its profile; empty where it has none. */
  columns: readonly string[]
}

/** How the sketches of two deposits overlap: shares of each in the other. */
export interface SketchFacts {
  share: number
  shareOfOther: number
}

export const dataRelations = ['same', 'continues', 'same_fields', 'unproved'] as const
export type DataRelation = (typeof dataRelations)[number]

export const dataRelationNames: Record<DataRelation, { zh: string; en: string }> = {
  same: { zh: '文件指纹完全相同：数据没有变化，仍然持有', en: 'The same files: held still, unchanged' },
  continues: {
    zh: '与已登记的数据有部分相同：是同一数据集的延续',
    en: 'Shares data with the registered one: it goes on',
  },
  same_fields: {
    zh: '字段相同，内容没有比对出重合，需要审查员核对说明',
    en: 'The same fields; no overlap of values found',
  },
  unproved: { zh: '没有比对出关系，需要审查员核对说明', en: 'No relation found; the statement must be examined' },
}

/** From this share of either side's values two sketches count as of one data set; as in the overlap search. */
const leastShare = 0.2

/** What the later deposit has to do with the earlier one, by files, sketches and fields, and by how much. */
export function compareData(
  earlier: DataFacts,
  later: DataFacts,
  sketch: SketchFacts | null,
): { relation: DataRelation; sameFiles: number; files: number; sketch: SketchFacts | null } {
  const before = new Set(earlier.files)
  const sameFiles = later.files.filter((file) => before.has(file)).length
  const files = later.files.length
  const all = sameFiles === files && new Set(later.files).size === before.size
  const overlaps = sketch !== null && Math.max(sketch.share, sketch.shareOfOther) >= leastShare
  const columns = new Set(earlier.columns)
  const fields =
    columns.size > 0 && columns.size === new Set(later.columns).size && later.columns.every((one) => columns.has(one))
  const relation = all ? 'same' : sameFiles > 0 || overlaps ? 'continues' : fields ? 'same_fields' : 'unproved'
  return { relation, sameFiles, files, sketch }
}
