import type { SensitiveKind } from './kinds.ts'

const hide = (text: string, head: number, tail: number): string => {
  const chars = [...text]
  if (chars.length <= head + tail + 1) return '*'.repeat(chars.length)
  return (
    chars.slice(0, head).join('') +
    '*'.repeat(Math.min(8, chars.length - head - tail)) +
    (tail ? chars.slice(-tail).join('') : '')
  )
}

const shown: Partial<Record<SensitiveKind, readonly [number, number]>> = {
  residentId: [3, 2],
  driverLicence: [3, 2],
  driverArchive: [2, 2],
  passport: [1, 2],
  travelPermit: [1, 2],
  seafarer: [3, 2],
  mobile: [3, 4],
  landline: [4, 2],
  bankCard: [0, 4],
  uscc: [2, 4],
  plate: [2, 1],
  vin: [8, 0],
  obu: [4, 2],
  etcCard: [4, 2],
  mmsi: [3, 0],
  imo: [0, 3],
  personName: [1, 0],
}

/** An example for the eyes of the holder, with no more of it than tells what it is. */
export const maskExample = (kind: SensitiveKind, token: string): string => {
  if (kind === 'email') return `${token.slice(0, 1)}***${token.slice(token.lastIndexOf('@'))}`
  if (kind === 'personName')
    return `${[...token][0] ?? ''}${'*'.repeat(Math.min(3, Math.max(1, [...token].length - 1)))}`
  if (kind === 'address') return `${[...token].slice(0, 6).join('').replace(/\d/g, '*')}****`
  const [head, tail] = shown[kind] ?? [0, 0]
  // Separators and country code are no part of the number: what is shown must not depend on them.
  const bare = token.replace(/[^\p{L}\p{N}]/gu, '')
  return hide(kind === 'mobile' ? bare.slice(-11) : bare, head, tail)
}
