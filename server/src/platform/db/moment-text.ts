/**
 * A moment as PostgreSQL writes it in UTC, alone (`2026-11-22 03:04:05.6+00`) or in JSON, as our answers have it: in
 * milliseconds. Texts are turned over as they are: making a date of each costs as much as reading the rest of the row.
 */
export const momentText = (text: string): string => {
  const end = text.indexOf('+', 19)
  const zone = text.slice(end)
  if (end < 0 || (zone !== '+00' && zone !== '+00:00') || text[10] === undefined) return new Date(text).toISOString()
  const fraction = text[19] === '.' ? text.slice(20, Math.min(end, 23)).padEnd(3, '0') : '000'
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}
