import { addDays } from '@datadeed/core/kernel/dates'
import type { Language } from '../app/language.ts'

// Legal time of the registry, whatever clock the reader's computer keeps.
const zone = 'Asia/Shanghai'
const fields = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function partsOf(iso: string) {
  // A bare legal day (2026-11-22) has no zone: it is that day everywhere.
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (day) return { year: Number(day[1]), month: Number(day[2]), day: Number(day[3]), time: null }
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return null
  const got = Object.fromEntries(fields.formatToParts(at).map((part) => [part.type, part.value]))
  return { year: Number(got.year), month: Number(got.month), day: Number(got.day), time: `${got.hour}:${got.minute}` }
}

/** `2026年11月22日` of an instant or a bare day, in China's legal time; text that is no date comes back as it is. */
export function formatDate(iso: string, language: Language): string {
  const at = partsOf(iso)
  if (!at) return iso
  return language === 'zh'
    ? `${at.year}年${at.month}月${at.day}日`
    : `${at.day} ${monthsEn[at.month - 1] ?? ''} ${at.year}`
}

/** `2月15日至2月23日、3月1日` of bare days in their order: days in a row are told by the first and the last. */
export function formatDays(days: readonly string[], language: Language): string {
  const rows: { first: string; last: string }[] = []
  for (const day of days) {
    const row = rows.at(-1)
    if (row && addDays(row.last, 1) === day) row.last = day
    else rows.push({ first: day, last: day })
  }
  const told = (day: string): string => {
    const [, month, date] = day.split('-').map(Number)
    return language === 'zh' ? `${month}月${date}日` : `${date} ${monthsEn[(month ?? 1) - 1] ?? ''}`
  }
  const [to, and] = language === 'zh' ? ['至', '、'] : [' to ', ', ']
  return rows.map(({ first, last }) => (first === last ? told(first) : `${told(first)}${to}${told(last)}`)).join(and)
}

/** `2026年11月22日 14:05`; a bare day has no time to show. */
export function formatDateTime(iso: string, language: Language): string {
  const time = partsOf(iso)?.time
  return time ? `${formatDate(iso, language)} ${time}` : formatDate(iso, language)
}

/** `14:05` in China's legal time. */
export function formatTime(iso: string): string {
  return partsOf(iso)?.time ?? iso
}

/** `1.95 GB` (1000-based, as disks and download pages count) with the exact bytes left to the caller. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const text = unit === 0 ? String(value) : value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)
  return `${text} ${units[unit]}`
}

/** Head and tail of a long digest, enough to compare by eye; short values stay whole. */
export function shortHash(hash: string): string {
  return hash.length <= 20 ? hash : `${hash.slice(0, 8)}…${hash.slice(-8)}`
}
