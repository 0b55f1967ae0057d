/** What a person watches for; an empty term does not count, and all others must hold. */
export interface WatchTerms {
  words: string
  owner: string
  field: string
}

interface Noticed {
  name: string
  holder: string
  industry: string
  direction: string | null
  scenario: string
  algorithm: string
  fieldNames: readonly string[]
}

// Full-width and half-width, upper and lower case are the same to whoever reads.
const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether a notice is what somebody watches for: every word in what is published, part of the owner's and of a field's name. */
export function isWatched({ words, owner, field }: WatchTerms, notice: Noticed): boolean {
  const { name, holder, industry, direction, scenario, algorithm, fieldNames } = notice
  const whole = plain([name, holder, industry, direction ?? '', scenario, algorithm, ...fieldNames].join('\n'))
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0 && owner === '' && field === '') return false
  return (
    wanted.every((word) => whole.includes(word)) &&
    plain(holder).includes(plain(owner)) &&
    (field === '' || fieldNames.some((one) => plain(one).includes(plain(field))))
  )
}

/** A share as a watcher is told it: in steps of 5 %, as overlaps with others' data are told everywhere. */
export const toldShare = (share: number): number => Math.round(share * 20) / 20
