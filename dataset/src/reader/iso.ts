const two = (n: number) => String(n).padStart(2, '0')

/** Days since 1970-01-01 as `YYYY-MM-DD`, in the Gregorian calendar; years beyond 9999 or before 0 with sign and six digits. */
export const isoDate = (days: number): string => {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const padded =
    year >= 0 && year <= 9999
      ? String(year).padStart(4, '0')
      : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
  return `${padded}-${two(month)}-${two(day)}`
}

/** Nanoseconds since midnight as `hh:mm:ss`, with a fraction where there is one. */
export const isoTime = (nanoseconds: bigint): string => {
  const seconds = Number(nanoseconds / 1_000_000_000n)
  const rest = nanoseconds % 1_000_000_000n
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`
}

const day = 86_400_000_000_000n

/** Nanoseconds since 1970-01-01T00:00:00 as `YYYY-MM-DDThh:mm:ss`, with a fraction where there is one. */
export const isoDateTime = (nanoseconds: bigint): string => {
  const rest = ((nanoseconds % day) + day) % day
  return `${isoDate(Number((nanoseconds - rest) / day))}T${isoTime(rest)}`
}
