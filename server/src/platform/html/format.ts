import { toChinaDate } from '@datadeed/core/kernel/dates'
import type { Language } from './view.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026年11月22日` or `22 Nov 2026` of a legal day or a moment, in China; text that is no date comes back as it is. */
export function formatDay(iso: string, language: Language): string {
  const day = iso.length > 10 && !Number.isNaN(Date.parse(iso)) ? toChinaDate(Date.parse(iso)) : iso
  const [year, month, date] = day.split('-').map(Number)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return iso
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${months[(month ?? 1) - 1]} ${year}`
}

/** `2026年11月` or `Nov 2026` of `2026-11`. */
export function formatMonth(month: string, language: Language): string {
  const [year, number] = month.split('-').map(Number)
  return language === 'zh' ? `${year}年${number}月` : `${months[(number ?? 1) - 1]} ${year}`
}

/** A moment in China's legal time, `2026年11月22日 14:05`; a bare day has no time to show. */
export function formatMoment(iso: string, language: Language): string {
  const at = iso.length > 10 ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) return formatDay(iso, language)
  return `${formatDay(iso, language)} ${new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)}`
}

/** `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1.95 GB`, 1000-based as disks count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  let [value, unit] = [bytes, 0]
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${unit === 0 ? value : value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)} ${units[unit]}`
}

/** A stretch of days, either end open. */
export function spanText(from: string | null, to: string | null, language: Language): string {
  if (!from && !to) return '—'
  return `${from ? formatDay(from, language) : '…'} – ${to ? formatDay(to, language) : '…'}`
}
