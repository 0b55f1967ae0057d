import { imoHolds, luhnHolds, residentIdHolds } from './check-digits.ts'
import { signal } from './signals.ts'
import { areaCodes, maritimeDigits, mobilePrefixes, provinces } from './tables.ts'

const number = (text: string, from: number, to: number): number => {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48
  return value
}

const monthDays = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isMonthDay = (month: number, day: number): boolean => day >= 1 && day <= (monthDays[month] ?? 0)

/** Years of birth: from the example of the standard itself, to the one that has begun. */
const earliestBirth = 1880
const latestBirth = new Date().getFullYear()

/** 18 characters, of which 17 digits and then a digit or X: province, date of birth and check digit. */
export const residentSignals = (text: string): number => {
  const year = number(text, 6, 10)
  // A ninth province is that of the permits for foreigners of 2023: 9, province, country, date, sequence, check.
  const region = text.charCodeAt(0) === 57 ? number(text, 1, 3) : number(text, 0, 2)
  const plausible =
    provinces[region] === 1 &&
    year >= earliestBirth &&
    year <= latestBirth &&
    isMonthDay(number(text, 10, 12), number(text, 12, 14))
  return plausible && residentIdHolds(text) ? signal.residentId : signal.residentIdMiss
}

const isMobile = (text: string, at: number): boolean => mobilePrefixes[number(text, at, at + 3)] === 1

/** Area code and subscriber number without separators, with the leading 0. */
export const isLandline = (text: string): boolean => {
  if (text.charCodeAt(0) !== 48) return false
  const short = text.charCodeAt(1) === 49 || text.charCodeAt(1) === 50
  const codeEnd = short ? 3 : 4
  const first = text.charCodeAt(codeEnd) - 48
  const subscriber = text.length - codeEnd
  return (
    areaCodes[number(text, 1, codeEnd)] === 1 &&
    first >= 2 &&
    first <= 8 &&
    (short ? subscriber === 8 : subscriber === 7 || subscriber === 8)
  )
}

/** Issuers of cards of 19 digits from before UnionPay: of ICBC, BOC, CCB. */
const oldIssuers = new Set([9558, 9559, 4367, 4563])

/** Ranges of issuer numbers that cards in China carry: UnionPay, the old local ones, and the foreign schemes. */
const isIssuer = (text: string): boolean => {
  const two = number(text, 0, 2)
  if (two === 62 || two === 81 || two === 60) return true
  if (text.length === 19) return oldIssuers.has(number(text, 0, 4))
  if (text.length !== 16) return false
  const four = number(text, 0, 4)
  return (
    text.charCodeAt(0) === 52 ||
    (two >= 51 && two <= 55) ||
    (four >= 2221 && four <= 2720) ||
    (four >= 3528 && four <= 3589) ||
    four === 6011
  )
}

/** Numbers as long as a card's that no issuer has are misses too: they tell that the column is of something else. */
const cardSignals = (text: string): number =>
  isIssuer(text) && luhnHolds(text) ? signal.bankCard : signal.bankCardMiss

/** Number of the toll network: province and operator, which the codes of ETC cards and OBU begin with. */
const isTollNetwork = (text: string): boolean => {
  const operator = number(text, 2, 4)
  return provinces[number(text, 0, 2)] === 1 && operator >= 1 && operator <= 19
}

/** Year and week of issue, and the kind of card, at the head of the sixteen digits that the issuer gives. */
const isIssuedCard = (text: string, at: number): boolean => {
  const week = number(text, at + 2, at + 4)
  const year = number(text, at, at + 2)
  const kind = number(text, at + 4, at + 6)
  return year >= 7 && year <= latestBirth % 100 && week >= 1 && week <= 53 && (kind === 22 || kind === 23)
}

const mmsiSignals = (text: string): number => {
  // Craft of a parent ship begin with 98; coast stations, groups and buoys are nobody's.
  const at = text.charCodeAt(0) === 57 && text.charCodeAt(1) === 56 ? 2 : 0
  return maritimeDigits[number(text, at, at + 3)] === 1 ? signal.mmsi : signal.mmsiMiss
}

/**
 * Signals of a text of digits alone. `hints` are the signals the column's name speaks of: forms too common to mean anything by themselves
 * (seven digits as a telephone) count only under such a name.
 */
export const digitSignals = (text: string, hints: number): number => {
  const length = text.length
  const first = text.charCodeAt(0)
  switch (length) {
    case 7:
      if (hints & signal.landline && first >= 50 && first <= 56) return signal.landline
      // 1 to 4 begin numbers that were never given out.
      return first < 53 ? 0 : imoHolds(text) ? signal.imo : signal.imoMiss
    case 8:
      if (hints & signal.landline && first >= 50 && first <= 56) return signal.landline
      return hints & signal.travelPermit ? signal.travelPermit : 0
    case 9:
      // Passports of some countries, of the United States and of China before 2007 among them, are digits alone.
      if (hints & signal.passport) return signal.passport
      return mmsiSignals(text)
    case 10:
      return hints & signal.travelPermit && first === 48 ? signal.travelPermit : 0
    case 11:
      if (first === 49) return isMobile(text, 0) ? signal.mobile : signal.mobileMiss
      if (first === 48) return isLandline(text) ? signal.landline : signal.landlineMiss
      return signal.mobileMiss
    case 12: {
      if (hints & signal.driverArchive && provinces[number(text, 0, 2)] === 1) return signal.driverArchive
      if (first !== 48) return 0
      if (text.charCodeAt(1) === 49 && isMobile(text, 1)) return signal.mobile
      return isLandline(text) ? signal.landline : signal.landlineMiss
    }
    case 13:
      return first === 56 && text.charCodeAt(1) === 54 && text.charCodeAt(2) === 49 && isMobile(text, 2)
        ? signal.mobile
        : 0
    case 15: {
      if (first === 48) return text.startsWith('00861') && isMobile(text, 4) ? signal.mobile : 0
      const dated = isMonthDay(number(text, 8, 10), number(text, 10, 12))
      return provinces[number(text, 0, 2)] === 1 && dated ? signal.residentId15 : signal.residentId15Miss
    }
    case 16:
      if (hints & signal.etcCard && isIssuedCard(text, 0)) return signal.etcCard
      return (isTollNetwork(text) ? signal.obu : 0) | cardSignals(text)
    case 17:
      return hints & signal.bankCard ? cardSignals(text) : 0
    case 18:
      return residentSignals(text) | (hints & signal.bankCard ? cardSignals(text) : 0)
    case 19:
      return cardSignals(text)
    case 20:
      return isTollNetwork(text) && (hints & signal.etcCard || isIssuedCard(text, 4)) ? signal.etcCard : 0
    default:
      return 0
  }
}
