import type { Made, Maker } from './cells.ts'
import { pad, type Random } from './random.ts'

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

/** One digit typed wrong, or two neighbours changed over: the check digit no longer fits. */
const mistyped = (random: Random, text: string): string => {
  const at = random.int(Math.floor(text.length / 2), text.length - 2)
  const [left, right] = [text.charAt(at), text.charAt(at + 1)]
  if (left !== right && random.chance(0.5)) return text.slice(0, at) + right + left + text.slice(at + 2)
  return (
    text.slice(0, at) + (/\d/.test(left) ? String((Number(left) + random.int(1, 9)) % 10) : '0') + text.slice(at + 1)
  )
}

/** Keeps `head` and `tail` characters and covers the rest. */
export const masked = (text: string, head: number, tail: number, cover = '*'): string =>
  text.length <= head + tail
    ? cover.repeat(text.length)
    : text.slice(0, head) + cover.repeat(text.length - head - tail) + text.slice(text.length - tail)

export interface Untidy {
  /** ways of putting a separator in or a prefix before; one is drawn for the column */
  dialects?: readonly ((text: string) => string)[]
  /** what a mask leaves at both ends; absent where nobody masks such values */
  mask?: readonly [head: number, tail: number]
  typing?: boolean
}

/** The mess of one column, drawn once: most are tidy, some are written in a dialect, few are a jumble. */
export const untidy = (random: Random, maker: Maker, { dialects = [], mask, typing = true }: Untidy = {}): Maker => {
  const mood = random.next()
  const dialect = dialects.length > 0 && mood > 0.5 ? random.pick(dialects) : null
  const jumble = dialects.length > 0 && mood > 0.82
  const share = {
    typing: typing ? random.pick([0, 0, 0.01, 0.03]) : 0,
    cut: random.pick([0, 0, 0, 0.01, 0.02]),
    wide: random.pick([0, 0, 0, 0, 0.02, 0.1]),
    space: random.pick([0, 0, 0, 0.05]),
    mask: mask === undefined ? 0 : random.pick([0, 0, 0, 0, 0.04, 0.3]),
  }
  return (row) => {
    const made = maker(row)
    let text = made.text
    if (text === null || text.length < 3) return made
    if (random.chance(share.mask) && mask !== undefined) return covered({ ...made, text: masked(text, ...mask) })
    if (random.chance(share.typing)) text = mistyped(random, text)
    if (random.chance(share.cut)) text = text.slice(0, text.length - random.int(1, 3))
    if (jumble) text = random.chance(0.4) ? random.pick(dialects)(text) : text
    else if (dialect !== null) text = dialect(text)
    if (random.chance(share.wide)) text = wide(text)
    if (random.chance(share.space))
      text = random.pick([` ${text}`, `${text} `, `${text}\t`, `\u00a0${text}`, `'${text}`])
    return { ...made, text }
  }
}

/** What a covered value holds is open to argument. */
export const covered = (made: Made): Made => ({ text: made.text, kinds: [], may: [...made.kinds, ...made.may] })

export const every =
  (size: number, separator: string) =>
  (text: string): string =>
    text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(separator) ?? text

/** A time of 2023 to 2025 in the form drawn for the column. */
export const timeForm = (random: Random): ((seconds: number) => string) => {
  const parts = (seconds: number): string[] => {
    const date = new Date(seconds * 1000)
    return [
      String(date.getUTCFullYear()),
      pad(date.getUTCMonth() + 1),
      pad(date.getUTCDate()),
      pad(date.getUTCHours()),
      pad(date.getUTCMinutes()),
      pad(date.getUTCSeconds()),
    ]
  }
  const forms: ((seconds: number) => string)[] = [
    (seconds) =>
      parts(seconds)
        .join('')
        .replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3 $4:$5:$6'),
    (seconds) =>
      parts(seconds)
        .join('')
        .replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1/$2/$3 $4:$5'),
    (seconds) =>
      parts(seconds)
        .join('')
        .replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+08:00'),
    (seconds) => parts(seconds).join(''),
    (seconds) => String(seconds - 8 * 3600),
    (seconds) => String((seconds - 8 * 3600) * 1000 + (seconds % 977)),
    (seconds) =>
      parts(seconds)
        .join('')
        .replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1年$2月$3日 $4时$5分$6秒'),
  ]
  return random.pick(forms)
}

export const anyTime = (random: Random): number => 1_672_531_200 + random.int(0, 94_000_000)
