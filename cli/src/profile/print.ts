import type { Count, FileProfile } from '@datadeed/dataset'
import type { Context } from '../context.ts'
import { formatBytes } from '../terminal.ts'
import { inColumns, visible } from '../text-table.ts'
import { profileText } from './text.ts'

const grouped = (n: number) => n.toLocaleString('en-US')
const percent = (part: number) => `${(Math.floor(part * 10_000) / 100).toFixed(2)}%`
const shownValues = 3

/** The profile of one table as lines for a terminal. */
export const printProfile = (profile: FileProfile, context: Context): void => {
  const { print } = context
  const text = profileText(context)
  const count = (counted: Count | null) =>
    counted === null ? '' : counted.exact ? grouped(counted.count) : text.about(grouped(counted.count))
  const { rows, columns, timeSpan, area, quality, fault, sheet } = profile
  const facts = [
    `${profile.format.toUpperCase()}${profile.encoding ? ` ${profile.encoding}` : ''}`,
    formatBytes(profile.bytes),
    ...(rows === null ? [] : [text.rows(grouped(rows)), text.columns(columns.length)]),
    ...(sheet === null ? [] : [text.sheet(visible(sheet), profile.otherSheets)]),
  ]
  print(`${visible(profile.path)}  ${facts.join(' · ')}`)
  if (fault) print(`  ✗ ${text.faults[fault]}`)
  if (columns.length === 0) return
  if (profile.raggedRows > 0) print(`  ! ${text.ragged(grouped(profile.raggedRows))}`)
  const lines = columns.map((column, at) => [
    visible(column.name),
    text.types[column.type],
    grouped(column.nulls),
    count(column.distinct),
    column.min === null || column.max === null ? '' : text.span(column.min, column.max),
    column.spread?.quantiles[2] ?? '',
    column.valid === null ? '' : percent(column.valid),
    (profile.local[at]?.top ?? [])
      .slice(0, shownValues)
      .map(({ value, count: times }) => `${visible(value)} (${grouped(times)})`)
      .join('  '),
  ])
  for (const line of inColumns([text.headings, ...lines])) print(`  ${line}`)
  if (timeSpan) print(`  ${text.time(timeSpan.from, timeSpan.to)}`)
  if (area) {
    const box = `${area.west}–${area.east}° / ${area.south}–${area.north}°`
    print(`  ${text.area(box, `${visible(area.columns.longitude)}、${visible(area.columns.latitude)}`)}`)
  }
  if (profile.duplicateRows) print(`  ${text.duplicates(count(profile.duplicateRows))}`)
  if (quality) {
    const { newest, ...parts } = quality
    const told = Object.entries(parts).flatMap(([name, part]) =>
      part === null ? [] : [`${text.quality[name as keyof typeof parts]} ${percent(part)}`],
    )
    print(`  ${[...told, ...(newest === null ? [] : [`${text.quality.newest} ${newest}`])].join(' · ')}`)
  }
  if (profile.findings.length > 0) print(`  ! ${text.sensitive(profile.findings.length)}`)
}
