import { z } from 'zod'

/** A part of one right as a fraction in whole numbers; never a decimal, which would lose a third of a third. */
export interface Share {
  numerator: number
  denominator: number
}

/** Largest denominator: what people write, and small enough that sums stay exact. */
export const mostParts = 1_000_000

export const share = z
  .object({ numerator: z.int().min(1).max(mostParts), denominator: z.int().min(1).max(mostParts) })
  .refine(({ numerator, denominator }) => numerator <= denominator, '份额不能大于 1')

export const whole: Share = { numerator: 1, denominator: 1 }

/** A fraction while it is counted with; may be nothing or negative. */
type Exact = readonly [top: bigint, bottom: bigint]

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b))
const exact = ({ numerator, denominator }: Share): Exact => [BigInt(numerator), BigInt(denominator)]
const reduce = ([top, bottom]: Exact): Exact => {
  const by = divisor(top, bottom)
  return by === 0n ? [0n, 1n] : [top / by, bottom / by]
}
const plus = (a: Exact, b: Exact): Exact => reduce([a[0] * b[1] + b[0] * a[1], a[1] * b[1]])
const minus = (a: Exact, b: Exact): Exact => plus(a, [-b[0], b[1]])

/** The share of an exact fraction, or null where it is none that can be held: nothing, more than all, too finely cut. */
function held(fraction: Exact): Share | null {
  const [top, bottom] = reduce(fraction)
  if (top <= 0n || top > bottom || bottom > BigInt(mostParts)) return null
  return { numerator: Number(top), denominator: Number(bottom) }
}

const written = (fraction: Exact): string => {
  const [top, bottom] = reduce(fraction)
  return bottom === 1n ? String(top) : `${top}/${bottom}`
}

/** As it is written: 1/3, and 1 for the whole. */
export const formatShare = (one: Share): string => written(exact(one))

export const addShares = (a: Share, b: Share): Share | null => held(plus(exact(a), exact(b)))
export const subtractShare = (from: Share, part: Share): Share | null => held(minus(exact(from), exact(part)))
export const sameShare = (a: Share, b: Share): boolean => minus(exact(a), exact(b))[0] === 0n
export const exceeds = (a: Share, b: Share): boolean => minus(exact(a), exact(b))[0] > 0n

/** `total` equal parts. */
export const equalShare = (total: number): Share => ({ numerator: 1, denominator: total })

/** Why shares are not one whole, in a sentence; null when their sum is exactly 1. */
export function faultOfSum(shares: readonly Share[]): string | null {
  if (shares.length === 0) return '请至少填写一个权利人及其份额'
  const sum = shares.reduce<Exact>((so, one) => plus(so, exact(one)), [0n, 1n])
  const over = minus(sum, [1n, 1n])
  if (over[0] === 0n) return null
  const gap = over[0] > 0n ? `多出 ${written(over)}` : `还差 ${written([-over[0], over[1]])}`
  return `各方份额合计是 ${written(sum)}，应当正好等于 1，${gap}。请改正后再提交`
}

/**
 * A share as people type it: 1/3, 50%, 12.5%, 0.25, 各50%, 全部; null for anything else. Decimals are read digit by digit, so
 * that what is written is what counts.
 */
export function parseShare(text: string): Share | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^各?占?/, '')
  if (plain === '全部' || plain === '100%') return whole
  const fraction = /^(\d{1,7})[/⁄](\d{1,7})$/.exec(plain)
  if (fraction) return Number(fraction[2]) === 0 ? null : held([BigInt(fraction[1] ?? 0), BigInt(fraction[2] ?? 1)])
  const decimal = /^(\d{1,3})(?:\.(\d{1,4}))?(%?)$/.exec(plain)
  if (!decimal) return null
  const [, before = '0', after = '', percent] = decimal
  const bottom = 10n ** BigInt(after.length) * (percent ? 100n : 1n)
  return held([BigInt(before + after), bottom])
}
