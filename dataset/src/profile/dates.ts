const pattern =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

const two = (text: string | undefined) => (text ?? '0').padStart(2, '0')

/** A date or time in one spelling whose order is the order of time: `2026-11-22` or `2026-11-22T08:00:00`, with Z where a zone was given. */
export const readDate = (text: string): { iso: string; withTime: boolean } | null => {
  const found = pattern.exec(text)
  if (!found) return null
  const [, year = '', m1, d1, m2, d2, m3, d3, hour, minute, second, zone] = found
  const month = two(m1 ?? m2 ?? m3)
  const day = two(d1 ?? d2 ?? d3)
  const date = `${year}-${month}-${day}`
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return null
  if (hour === undefined) return { iso: date, withTime: false }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const local = `${date}T${two(hour)}:${two(minute)}:${two(second)}`
  if (zone === undefined) return { iso: local, withTime: true }
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const time = Date.parse(local + offset)
  return Number.isNaN(time) ? null : { iso: `${new Date(time).toISOString().slice(0, 19)}Z`, withTime: true }
}
