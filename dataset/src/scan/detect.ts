import { addressDepth, isAddressInContext, mayBeAddress } from './addresses.ts'
import { codeSignals, digitsAsUscc, mayBeCode } from './codes.ts'
import { digitSignals } from './digits.ts'
import { emailIn } from './emails.ts'
import { groupSignals, groupsFrom } from './groups.ts'
import type { Hints } from './hints.ts'
import { groupedCode, labelOf } from './joined.ts'
import { calledName, callsSomebody, nameAmong, nameBeforeNumber } from './mentions.ts'
import { isPinyinName, isUnusualName, undecorated } from './name-forms.ts'
import { isNameInContext, isPartName, isRareName, nameLooks } from './names.ts'
import { beginsPlate, isBarePlate, isForcesPlate, plateEnd } from './plates.ts'
import { signal } from './signals.ts'

/** Longer texts are looked at from the front only; what lies behind goes unseen and uncounted. */
export const longestText = 4096

/** Looks at single values and says which signals they show. */
export interface Detector {
  signals(text: string): number
  /** the part of the last text with a signal that showed it, by the place of the signal's bit */
  readonly tokens: readonly string[]
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isWord = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 10 || code === 13 || code === 160 || code === 0x3000

const separates = (code: number): boolean => code === 32 || code === 45 || code === 95 || code === 46

const misses =
  signal.residentIdMiss |
  signal.residentId15Miss |
  signal.mobileMiss |
  signal.bankCardMiss |
  signal.usccMiss |
  signal.vinMiss |
  signal.mmsiMiss |
  signal.imoMiss |
  signal.landlineMiss

export const createDetector = (hints: Hints): Detector => {
  const named = hints.named
  const people = (named & signal.personName) !== 0 || hints.party
  const tokens: string[] = []

  const keep = (found: number, token: string): number => {
    for (let rest = found & ~misses; rest !== 0; rest &= rest - 1) tokens[31 - Math.clz32(rest & -rest)] = token
    return found
  }

  const digits = (text: string, says = 0): number => {
    let found = digitSignals(text, named | says)
    if (text.length === 18 && !(found & signal.residentId)) {
      const code = digitsAsUscc(text)
      // A credit code is no mistaken resident number.
      found = code & signal.uscc ? (found & ~signal.residentIdMiss) | code : found | code
    }
    return found === 0 ? 0 : keep(found, text)
  }

  const code = (text: string, letters: number, says = 0): number => {
    if (mayBeCode(text.length, letters, named | says)) {
      const found = codeSignals(text.toUpperCase(), named | says)
      if (found !== 0) return keep(found, text)
    }
    // ID520102…: what the number is stands before it without a gap.
    const label = letters <= 5 && text.length >= 11 && isDigit(text.charCodeAt(text.length - 2)) ? labelOf(text) : null
    if (label === null) return 0
    const rest = text.slice(label.length)
    if (letters === label.length) return digits(rest, label.says)
    const found = rest.length === 18 && letters === label.length + 1 ? codeSignals(rest.toUpperCase(), named) : 0
    return found === 0 ? 0 : keep(found, rest)
  }

  /** Words of letters and digits, numbers in groups, plates: wherever they stand in the text. */
  const inside = (text: string, hasLatin: boolean): number => {
    const end = Math.min(text.length, longestText)
    let found = 0
    for (let i = 0; i < end; i++) {
      const c = text.charCodeAt(i)
      if (c > 0x3400) {
        if (beginsPlate(c)) {
          const stop = plateEnd(text, i, (named & signal.plate) !== 0)
          if (stop > 0) {
            found |= keep(signal.plate, text.slice(i, stop))
            i = stop - 1
          }
        }
        continue
      }
      if (!isWord(c)) continue
      let stop = i + 1
      let letters = isDigit(c) ? 0 : 1
      for (let d = text.charCodeAt(stop); isWord(d); d = text.charCodeAt(++stop)) if (!isDigit(d)) letters += 1
      const length = stop - i
      if (hasLatin && length <= 11 && separates(text.charCodeAt(stop))) {
        const grouped = groupedCode(text, i, named)
        if (grouped) {
          found |= keep(grouped.found, grouped.code)
          i = grouped.end - 1
          continue
        }
      }
      if (letters === 0) {
        const before = text.charCodeAt(i - 1)
        const inFraction = before === 46 && isDigit(text.charCodeAt(i - 2))
        const groups = inFraction ? null : groupsFrom(text, i, stop)
        const joined = groups && groupSignals(text, groups, named)
        if (groups && joined) {
          found |= keep(joined.found, text.slice(i, joined.end))
          stop = joined.end
        } else if (
          length >= 7 &&
          !inFraction &&
          !(text.charCodeAt(stop) === 46 && isDigit(text.charCodeAt(stop + 1)))
        ) {
          found |= digits(text.slice(i, stop))
        }
      } else if (length === letters) {
        // IMO 9074729
        if (length === 3 && /^imo[ :：.-]{1,3}\d{7}(?!\d)/i.test(text.slice(i, i + 14))) {
          const number = /\d{7}/.exec(text.slice(i, i + 14))?.[0] ?? ''
          if (digitSignals(number, 0) & signal.imo) found |= keep(signal.imo, number)
          stop = i + 10
        }
      } else found |= code(text.slice(i, stop), letters, text.charCodeAt(i - 1) === 0x7167 ? signal.passport : 0)
      i = stop - 1
    }
    return found
  }

  const chinese = (text: string): number => {
    const bare = undecorated(text)
    const looks = nameLooks(bare)
    if (looks === 2) return keep(signal.personName | signal.commonName, bare)
    if (looks === 1) return keep(signal.personName, bare)
    // Under their heading the names of other peoples are as telling as common ones.
    if (bare.length <= 20 && isUnusualName(bare))
      return keep(named & signal.personName ? signal.personName | signal.commonName : signal.personName, bare)
    if (looks === 0)
      return named & signal.personName && isRareName(bare) ? keep(signal.personName, bare) : signal.notName
    if (people && isNameInContext(text)) return keep(signal.personName, text)
    if (named & signal.address) return isAddressInContext(text) ? keep(signal.address, text) : 0
    if (!mayBeAddress(text)) return 0
    const depth = addressDepth(text)
    return depth === 2 ? keep(signal.address, text) : depth === 1 ? signal.roughAddress : 0
  }

  /** Names in running text, and under their heading before a number. */
  const mentioned = (text: string, hasDigit: boolean, phoned: boolean): number => {
    const called = callsSomebody(text) ? calledName(text) : null
    if (called !== null) return keep(signal.personName | signal.calledName, called)
    // 李强 13812345678, 李强：0851-…
    const before =
      hasDigit && (phoned || named & signal.personName)
        ? (nameBeforeNumber(text) ?? (phoned ? nameAmong(text, (named & signal.personName) !== 0) : null))
        : null
    return before === null ? 0 : keep(signal.personName | signal.calledName, before)
  }

  /** Everything else than plain numbers and dates. */
  const mixed = (raw: string): number => {
    let text = raw.length > longestText ? raw.slice(0, longestText) : raw
    let hasHan = false
    let hasWide = false
    let hasDigit = false
    let hasAt = false
    let hasLatin = false
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c >= 0x3400 && c < 0xa000) hasHan = true
      else if (c >= 0xff01 && c <= 0xff5e) hasWide = true
      else if (isDigit(c)) hasDigit = true
      else if (c === 64) hasAt = true
      else if (c >= 65 && c <= 122) hasLatin = true
    }
    if (hasWide) {
      text = text.normalize('NFKC')
      hasDigit = true
      hasLatin = true
      hasAt ||= text.includes('@')
    }
    let found = 0
    if (hasAt) {
      const email = emailIn(text)
      if (email !== null) found |= keep(signal.email, email)
    }
    if (hasDigit) found |= inside(text, hasLatin)
    if (hasHan) {
      if (!(found & signal.plate)) found |= chinese(text)
      if (text.length > 4 && !(found & signal.personName))
        found |= mentioned(
          text,
          hasDigit,
          (found & (signal.mobile | signal.landline | (text.length > 9 ? signal.plate : 0))) !== 0,
        )
    } else if (!hasDigit && people && (isNameInContext(text) || (hints.partName && isPartName(text))))
      found |= keep(signal.personName | (named & signal.personName || isPinyinName(text) ? signal.commonName : 0), text)
    else if (!hasDigit && hasLatin && isPinyinName(text)) found |= keep(signal.personName | signal.commonName, text)
    else if (hasDigit && named & signal.address && isAddressInContext(text)) found |= keep(signal.address, text)
    if (
      named & signal.plate &&
      !(found & signal.plate) &&
      (isForcesPlate(text.toUpperCase()) || isBarePlate(text.toUpperCase()))
    )
      found |= keep(signal.plate, text)
    return found
  }

  const signals = (raw: string): number => {
    let text = raw
    let length = text.length
    if (length < 2) return 0
    let first = text.charCodeAt(0)
    // A blank or Excel's apostrophe before, blanks behind.
    if (isSpace(first) || isSpace(text.charCodeAt(length - 1)) || first === 39 || first === 96 || first === 0xfeff) {
      text = text.trim().replace(/^['`]/, '')
      length = text.length
      if (length < 2) return 0
      first = text.charCodeAt(0)
    }
    if (isDigit(first)) {
      let i = 1
      while (i < length && isDigit(text.charCodeAt(i))) i += 1
      if (i === length) return length < 7 ? 0 : digits(text)
      const next = text.charCodeAt(i)
      if (next === 46) {
        let j = i + 1
        let zeros = true
        for (; j < length && isDigit(text.charCodeAt(j)); j++) if (text.charCodeAt(j) !== 48) zeros = false
        // 13812345678.0 is what spreadsheets and data frames make of numbers with gaps among them.
        if (j === length) return zeros && i >= 9 && j - i <= 3 ? digits(text.slice(0, i)) : 0
      } else if (
        i === 4 &&
        (next === 45 || next === 47) &&
        (first === 49 || first === 50) &&
        length <= 32 &&
        isTime(text)
      )
        return 0
    } else if (first === 45 || first === 43) {
      if (isNumberTail(text)) return first === 43 ? inside(text, false) : 0
    }
    if (length <= 40 && isWord(first) && !(named & signal.plate)) {
      let letters = 0
      let i = 0
      for (let c = first; isWord(c); c = text.charCodeAt(++i)) if (!isDigit(c)) letters += 1
      // One word of letters and digits.
      if (i === length && letters < length) return code(text, letters)
    }
    return mixed(text)
  }

  return { signals, tokens }
}

/** Digits and the separators of dates, times and zones, and nothing else. */
const isTime = (text: string): boolean => {
  let colon = false
  for (let i = 4; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isDigit(c) || c === 45 || c === 47 || c === 46 || c === 43) continue
    if (c === 58 || c === 32 || c === 84 || c === 90) {
      colon = true
      continue
    }
    return false
  }
  return colon || text.length <= 10
}

const isNumberTail = (text: string): boolean => {
  for (let i = 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (!isDigit(c) && c !== 46 && c !== 101 && c !== 69) return false
  }
  return true
}
