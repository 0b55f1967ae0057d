import { imoHolds, usccHolds, vinHolds } from './check-digits.ts'
import { residentSignals } from './digits.ts'
import { signal } from './signals.ts'
import { provinces } from './tables.ts'

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => code >= 65 && code <= 90

const digitsFrom = (text: string, from: number): boolean => {
  for (let i = from; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false
  return true
}

/** Registration department and kind of body: the first two characters of a code in use. */
const usccBodies = new Uint8Array(16_384)
for (const [department, bodies] of Object.entries({
  1: '123459',
  2: '19',
  3: '123459',
  4: '19',
  5: '1239',
  6: '129',
  7: '129',
  8: '19',
  9: '123',
  A: '19',
  N: '1239',
  Y: '1',
})) {
  for (const body of bodies) usccBodies[department.charCodeAt(0) * 128 + body.charCodeAt(0)] = 1
}

const usccSignals = (text: string): number => {
  if (usccBodies[text.charCodeAt(0) * 128 + text.charCodeAt(1)] !== 1) return 0
  for (let i = 2; i < 8; i++) if (!isDigit(text.charCodeAt(i))) return 0
  // 10 is the code of the ministries themselves.
  const province = (text.charCodeAt(2) - 48) * 10 + text.charCodeAt(3) - 48
  if (provinces[province] !== 1 && province !== 10) return 0
  return usccHolds(text) ? signal.uscc : signal.usccMiss
}

/** European makers need no check digit; under a heading that says VIN their codes count by form and region alone. */
const vinSignals = (text: string, hints: number): number => {
  const first = text.charCodeAt(0)
  let letters = 0
  for (let i = 0; i < 17; i++) {
    const code = text.charCodeAt(i)
    if (code === 73 || code === 79 || code === 81) return 0
    if (isLetter(code)) letters += 1
  }
  // The serial part ends in digits, and a code without letters or without digits is something else.
  if (letters < 2 || letters > 14 || !digitsFrom(text, 13)) return 0
  if (vinHolds(text)) return signal.vin
  return hints & signal.vin && first >= 83 && first <= 90 ? signal.vin : signal.vinMiss
}

/** Letter prefixes of documents with eight digits behind them, and of those with a second letter and seven digits. */
const nineSignals = (text: string): number => {
  const second = text.charCodeAt(1)
  const first = text.charAt(0)
  if (!digitsFrom(text, 2)) return 0
  if (isDigit(second)) {
    if ('EGDSPK'.includes(first)) return signal.passport
    return 'CWLTHM'.includes(first) ? signal.travelPermit : 0
  }
  if (second === 73 || second === 79 || !isLetter(second)) return 0
  if (first === 'E' || ['DE', 'SE', 'PE', 'KJ', 'MA', 'MB'].includes(text.slice(0, 2))) return signal.passport
  return 'CL'.includes(first) ? signal.travelPermit : 0
}

/** Class, authority, department, rank and post, year, number: the certificates of competency of seafarers. */
const isSeafarer = (text: string): boolean => {
  for (let i = 0; i < 3; i++) if (!isLetter(text.charCodeAt(i))) return false
  return digitsFrom(text, 3) && (text.startsWith('20', 6) || text.startsWith('19', 6))
}

/** Whether a word of so many characters, so many of them letters, can be any of the codes below: cheap, and false for nearly all words. */
export const mayBeCode = (length: number, letters: number, hints: number): boolean => {
  switch (length) {
    case 8:
      return letters === 1
    case 9:
      return letters <= 2 || (hints & signal.passport) !== 0
    case 10:
      return letters === 3 || (letters <= 2 && (hints & signal.passport) !== 0)
    case 11:
      return letters === 1
    case 14:
    case 15:
      return letters === 3
    case 16:
      return (hints & signal.obu) !== 0
    case 17:
      return letters >= 2
    case 18:
      return true
    default:
      return false
  }
}

/** Signals of an upper-case text of letters and digits with at least one of each. */
export const codeSignals = (text: string, hints: number): number => {
  switch (text.length) {
    case 8:
      if ('PSDK'.includes(text.charAt(0)) && digitsFrom(text, 1)) return signal.passport
      if (hints & signal.passport && foreignPassport(text)) return signal.passport
      return hints & signal.seafarer && isLetter(text.charCodeAt(0)) && digitsFrom(text, 1) ? signal.seafarer : 0
    case 9: {
      if (hints & signal.seafarer && isLetter(text.charCodeAt(0)) && digitsFrom(text, 1)) return signal.seafarer
      // Under a heading of passports alone the letters of travel permits are those of other countries.
      if (hints & signal.passport && !(hints & signal.travelPermit) && foreignPassport(text)) return signal.passport
      const found = nineSignals(text)
      return found === 0 && hints & signal.passport && foreignPassport(text) ? signal.passport : found
    }
    case 10:
      if (text.startsWith('IMO') && digitsFrom(text, 3)) return imoHolds(text.slice(3)) ? signal.imo : 0
      return hints & signal.passport && foreignPassport(text) ? signal.passport : 0
    case 11:
      return 'HM'.includes(text.charAt(0)) && digitsFrom(text, 1) ? signal.travelPermit : 0
    // The sources differ on whether the running number has four or five digits.
    case 14:
    case 15:
      return isSeafarer(text) ? signal.seafarer : 0
    case 16:
      return hints & signal.obu && /^[0-9A-F]{16}$/.test(text) ? signal.obu : 0
    case 17:
      return vinSignals(text, hints)
    case 18: {
      if (text.charCodeAt(17) !== 88 || /\D/.test(text.slice(0, 17))) return usccSignals(text)
      // Credit codes end in X too.
      const found = residentSignals(text)
      return found & signal.residentIdMiss && usccSignals(text) & signal.uscc ? signal.uscc : found
    }
    default:
      return 0
  }
}

/** 18 digits can be a credit code too, where they are no resident number. */
export const digitsAsUscc = (text: string): number => usccSignals(text)

/** A letter or two before digits; Germany and others take any nine letters and digits. */
const foreignPassport = (text: string): boolean =>
  /^(?:[A-Z]{1,2}\d{6,8}|[A-Z](?=.*\d)[0-9B-DF-HJ-NP-TV-Z]{8})$/.test(text)
