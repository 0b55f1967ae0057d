import { z } from 'zod'
import {
  addShares,
  equalShare,
  exceeds,
  faultOfSum,
  formatShare,
  parseShare,
  type Share,
  sameShare,
  share,
  subtractShare,
  whole,
} from '../kernel/share.ts'

/** Who holds how much of a registration. */
export interface Holder extends Share {
  partyId: string | null
  name: string
  uscc: string
  /** By agreement; otherwise in equal parts, as the law has it where nothing was agreed. */
  agreed: boolean
}

export const holder = z
  .object({
    partyId: z.string().nullable(),
    name: z.string(),
    uscc: z.string(),
    agreed: z.boolean(),
    ...share.shape,
  })
  .meta({ id: 'Holder' })

/** The names of holders as certificates and lists write them. */
export const holderNames = (holders: readonly Holder[]): string => holders.map(({ name }) => name).join('、')

/**
 * The holders of a new registration. Shares that the application states are taken where they and the rest, which is the
 * applicant's, make one whole; otherwise none is agreed and all are equal (民法典第三百零九条).
 */
export function firstHolders(
  applicant: Pick<Holder, 'partyId' | 'name' | 'uscc'>,
  others: readonly (Pick<Holder, 'partyId' | 'name' | 'uscc'> & { stated: string })[],
): Holder[] {
  if (others.length === 0) return [{ ...applicant, ...whole, agreed: true }]
  const stated = others.map((one) => parseShare(one.stated))
  let rest: Share | null = whole
  for (const one of stated) rest = one && rest && subtractShare(rest, one)
  const all = [applicant, ...others.map(({ stated: _, ...one }) => one)]
  const shares = [rest, ...stated]
  return all.map((one, i) => {
    const own = rest && shares[i]
    return own ? { ...one, ...own, agreed: true } : { ...one, ...equalShare(all.length), agreed: false }
  })
}

/** The holders after one of them has given a part of its share, or all of it, to somebody else; or why that cannot be. */
export function transferShare(
  holders: readonly Holder[],
  from: string,
  to: Pick<Holder, 'partyId' | 'name' | 'uscc'>,
  part: Share | null,
): { holders: Holder[] } | { fault: string } {
  const giver = holders.find(({ uscc }) => uscc === from)
  if (!giver) return { fault: '转让方现在不是这项登记的权利人，请核对' }
  if (to.uscc === from) return { fault: '受让方不能是转让方自己' }
  const given = part ?? giver
  if (exceeds(given, giver))
    return { fault: `转让的份额 ${formatShare(given)} 超过了转让方现有的份额 ${formatShare(giver)}，请改正` }
  const left = sameShare(given, giver) ? null : subtractShare(giver, given)
  const taker = holders.find(({ uscc }) => uscc === to.uscc)
  const taken = taker ? addShares(taker, given) : given
  if (!taken || (!left && !sameShare(given, giver))) return { fault: '份额分得过细，分母不能超过一百万' }
  const gets = { ...to, numerator: taken.numerator, denominator: taken.denominator, agreed: true }
  const after = holders.flatMap((one) => {
    // The taker stands where the giver stood when nothing is left there.
    if (one === giver) return left ? [{ ...one, ...left, agreed: true }] : taker ? [] : [gets]
    return one === taker ? [gets] : [one]
  })
  const all = left && !taker ? [...after, gets] : after
  const fault = faultOfSum(all)
  return fault ? { fault } : { holders: all }
}

/** Who holds how much, in one line that is the same as long as nothing of it changes. */
export const heldBy = (holders: readonly Holder[]): string =>
  holders
    .map((one) => `${one.uscc} ${formatShare(one)}`)
    .sort()
    .join(', ')
