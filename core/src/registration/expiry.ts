import { formatDateZh, type IsoDate } from '../kernel/dates.ts'
import { type RulePack, validUntil } from '../kernel/rule-pack.ts'

export interface Term {
  registeredOn: IsoDate
  /** End of the term that a renewal gave; null for the first one, which the pack's years say. */
  termUntil: IsoDate | null
  /** End of the authorisation of the data's source; null where there is none. */
  authorisationUntil: IsoDate | null
}

export interface Expiry {
  /** The last day on which the registration holds, until its end. */
  day: IsoDate
  by: 'term' | 'authorisation'
  /** How the day was found, a sentence for each step. */
  derivation: string[]
  source: string
  confidence: string
}

/** When a registration expires: at the end of its term or of its source's authorisation, whichever comes first. */
export function expiryOf(pack: RulePack, { registeredOn, termUntil, authorisationUntil }: Term): Expiry {
  const { years, cappedByAuthorisation, source, confidence } = pack.validity
  const term = termUntil ?? validUntil(pack, registeredOn, null)
  const capped = cappedByAuthorisation && authorisationUntil !== null && authorisationUntil < term
  const day = capped ? authorisationUntil : term
  return {
    ...{ day, by: capped ? 'authorisation' : 'term', source, confidence },
    derivation: [
      termUntil === null
        ? `证书年限：自${formatDateZh(registeredOn)}起${years}年，至${formatDateZh(term)}。`
        : `证书年限：续展后至${formatDateZh(term)}。`,
      authorisationUntil === null
        ? '数据来源授权：没有期限，不影响有效期。'
        : `数据来源授权：至${formatDateZh(authorisationUntil)}${cappedByAuthorisation ? '' : '；本地规则不以授权期限为限'}。`,
      `以先到者为准：有效期至${formatDateZh(day)}。`,
    ],
  }
}
